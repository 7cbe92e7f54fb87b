-- grain: one row per id that was merged or split away
with
redirects as (select * from ops.redirect)

select
    kind,
    old_id,
    new_id,
    run_id,
    reason
from redirects
