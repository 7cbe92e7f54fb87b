-- grain: one row per value of a point on which reports of one event differ; empty until reports are compared
select
    null::varchar as event_id,
    null::varchar as aspect,
    null::varchar as value,
    null::varchar as fact_kind,
    null::varchar as fact_id,
    null::varchar as article_id,
    null::varchar as sentence_id
where false
