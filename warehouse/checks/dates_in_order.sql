-- Nothing ends before it starts, and a date that names a day starts and ends on it.
-- severity: critical
with
spans as (
    select 'event' as view_name, event_id as id, date_edtf, start_on, end_on from out.event
    union all
    select 'event', event_id, null, not_before_on, not_after_on from out.event
    union all
    select 'event_report', event_report_id, null, not_before_on, not_after_on from out.event_report
    union all
    select 'date_mention', date_mention_id, date_edtf, start_on, end_on from out.date_mention
    union all
    select 'date_mention', date_mention_id, null, not_before_on, not_after_on from out.date_mention
    union all
    select 'entity', entity_id, null, first_seen_on, last_seen_on from out.entity
    union all
    select 'article', article_id, null, first_loaded_at::date, last_loaded_at::date from out.article
)

select *
from spans
where end_on < start_on
    or (core.exact_day(date_edtf) is not null and start_on is distinct from core.exact_day(date_edtf))
    or (core.exact_day(date_edtf) is not null and end_on is distinct from core.exact_day(date_edtf))
