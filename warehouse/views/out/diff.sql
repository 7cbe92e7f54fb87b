-- grain: one row per fact that appeared, changed or vanished in a run; empty until runs are compared
select
    null::varchar as run_id,
    null::varchar as fact_kind,
    null::varchar as fact_id,
    null::varchar as article_id,
    null::varchar as change,
    null::varchar as old_value,
    null::varchar as new_value,
    null::varchar as cause
where false
