-- grain: one row per relation between two events; empty until events are linked
select
    null::varchar as event_id,
    null::varchar as other_id,
    null::varchar as link
where false
