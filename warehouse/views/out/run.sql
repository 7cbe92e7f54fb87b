-- grain: one row per pipeline run
with
runs as (select * from ops.run)

select
    run_id,
    started_at,
    finished_at,
    status,
    trigger,
    articles_new,
    articles_changed,
    articles_unchanged,
    articles_gone,
    articles_quarantined,
    fingerprint,
    seconds
from runs
