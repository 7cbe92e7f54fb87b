-- grain: one row per rejected file or row, latest run
with
rejected as (select * from ops.quarantine),
latest as (select * from core.latest_run)

select
    rejected.run_id,
    rejected.stage,
    rejected.path,
    rejected.article_id,
    rejected.table_name,
    rejected.row_json,
    rejected.expectation,
    rejected.reason
from rejected
join latest using (run_id)
