-- What did one country take part in, or see at home, in order of time?
-- One row per event. Change the country code.
with
wanted as (select 'DZ' as country_code),

present as (
    select distinct event_id
    from out.event_participant
    semi join wanted using (country_code)
    union
    select event_id
    from out.event
    semi join wanted using (country_code)
)

select
    date_edtf,
    event_type,
    status,
    title,
    place,
    report_count
from out.event
semi join present using (event_id)
order by start_on nulls last, not_before_on nulls last, title
