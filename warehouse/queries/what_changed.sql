-- What did the latest run change for readers, and why?
-- One row per kind of fact, change and cause.
select
    run.started_at,
    diff.fact_kind,
    diff.change,
    diff.cause,
    count(*) as facts,
    min(coalesce(diff.new_value, diff.old_value)) as example
from out.diff
join out.run using (run_id)
where diff.run_id = (select max(run_id) from out.diff)
group by all
order by facts desc, diff.fact_kind
