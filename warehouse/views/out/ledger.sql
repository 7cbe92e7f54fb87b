-- grain: one row per file or bulk record, latest run
with
entries as (select * from ops.ledger),
latest as (select * from core.latest_run)

select
    entries.path,
    entries.article_id,
    entries.status,
    entries.stage,
    entries.reason,
    entries.run_id,
    entries.change
from entries
join latest using (run_id)
