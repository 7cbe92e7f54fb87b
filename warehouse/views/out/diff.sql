-- grain: one row per fact that appeared, changed or vanished in a run; of the latest runs
with
differences as (select * from ops.diff)

select
    run_id,
    fact_kind,
    fact_id,
    article_id,
    change,
    old_value,
    new_value,
    cause
from differences
