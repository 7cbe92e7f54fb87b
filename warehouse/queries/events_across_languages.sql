-- Which events are told in more than one language, and under what titles?
-- One row per event.
select
    title_fr,
    title_ar,
    title_en,
    event_type,
    date_edtf,
    place,
    report_count,
    independent_source_count,
    language_count
from out.event
where language_count > 1
order by report_count desc, event_id
