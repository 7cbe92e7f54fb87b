-- grain: one row per id that was merged or split away; empty until ids are redirected
select
    null::varchar as kind,
    null::varchar as old_id,
    null::varchar as new_id,
    null::varchar as run_id,
    null::varchar as reason
where false
