-- Which sessions of which mechanisms were held or are planned, and how well is each attested?
-- One row per session.
select
    mechanism,
    session_number,
    status,
    date_edtf,
    place,
    report_count,
    independent_source_count,
    language_count
from out.event
where event_type = 'session'
order by mechanism, session_number nulls last, start_on nulls last
