-- What did the latest run make of each file, and why?
-- One row per status, stage and reason.
select
    run.started_at,
    run.status as run_status,
    ledger.status,
    ledger.stage,
    ledger.reason,
    count(*) as files,
    min(ledger.path) as example
from out.ledger
join out.run using (run_id)
group by all
order by files desc, ledger.status
