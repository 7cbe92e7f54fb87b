-- What is announced, for when, and who says so?
-- One row per planned event and report of it.
select
    event.title,
    event.event_type,
    event.date_edtf,
    event.not_before_on,
    event.place,
    source.name as said_by,
    report.evidence,
    report.article_id
from out.event
join out.event_report as report using (event_id)
left join out.entity as source on source.entity_id = report.attributed_to_id
where event.status = 'planned'
order by event.start_on nulls last, event.event_id, report.article_id
