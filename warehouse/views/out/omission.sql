-- grain: one row per fact that some articles on a shared event have and others leave out
with
-- Of an event that was held, the articles that tell it so: who announced another day and town leaves nothing out.
reports as (
    select event_report.*
    from out.event_report
    join out.event using (event_id)
    where
        event_report.status <> 'mentioned'
        and (event.status not in ('held', 'ongoing') or event_report.status in ('held', 'ongoing'))
),
participations as (select * from out.participation),
entities as (select entity_id, name from core.entity),

told as (select distinct event_id, article_id from reports),
shared as (select event_id from told group by event_id having count(*) > 1),

-- What an article says of the event, each fact by one row that shows it.
facts as (
    select
        event_id,
        article_id,
        'date' as aspect,
        'date' as key,
        date_edtf as value,
        'event_report' as fact_kind,
        event_report_id as fact_id
    from reports
    where date_edtf is not null
    union all
    select event_id, article_id, 'place', 'place', place, 'event_report', event_report_id
    from reports
    where place is not null
    union all
    select event_id, article_id, 'session', 'session', session_number::varchar, 'event_report', event_report_id
    from reports
    where session_number is not null
    union all
    select
        participations.event_id,
        participations.article_id,
        'participant',
        entity_id,
        entities.name,
        'entity',
        entity_id
    from participations
    join entities using (entity_id)
    join told using (event_id, article_id)
),

had as (
    select
        event_id,
        aspect,
        key,
        min_by(value, fact_id) as value,
        any_value(fact_kind) as fact_kind,
        min(fact_id) as fact_id,
        list(distinct article_id order by article_id) as reported_by
    from facts
    join shared using (event_id)
    group by event_id, aspect, key
),

-- Whom an article names, it does not leave out, though no part in the event is read of it.
named as (select distinct article_id, entity_id from out.mention)

select
    had.event_id,
    had.aspect,
    had.value,
    had.fact_kind,
    had.fact_id,
    had.reported_by,
    list(told.article_id order by told.article_id) as omitted_by
from had
join told using (event_id)
left join named
    on had.aspect = 'participant' and named.article_id = told.article_id and named.entity_id = had.key
where not list_contains(had.reported_by, told.article_id) and named.entity_id is null
group by had.event_id, had.aspect, had.value, had.fact_kind, had.fact_id, had.reported_by
