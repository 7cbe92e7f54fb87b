-- grain: one row per fact some reports of a shared event have and others lack; empty until reports are compared
select
    null::varchar as event_id,
    null::varchar as aspect,
    null::varchar as value,
    null::varchar as fact_kind,
    null::varchar as fact_id,
    null::varchar[] as reported_by,
    null::varchar[] as omitted_by
where false
