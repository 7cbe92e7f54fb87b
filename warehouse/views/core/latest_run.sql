-- grain: the run that started last, one row or none
with
runs as (select run_id, started_at from ops.run)

select run_id
from runs
order by started_at desc, run_id desc
limit 1
