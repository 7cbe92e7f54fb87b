-- grain: one row per session number of a mechanism, from the first to the highest that is told of; gaps too
with
mechanisms as (select entity_id, name from out.mechanism),

sessions as (
    select
        mechanism_id,
        session_number,
        -- Of two events under one number the better reported: it is for people to say whether they are one.
        arg_max(event_id, (report_count, event_id)) as event_id,
        count(*) as event_count
    from out.event
    where mechanism_id is not null and session_number is not null and event_type in ('session', 'meeting', 'conference')
    group by all
),

spans as (select mechanism_id, max(session_number) as last_number from sessions group by all),

numbers as (
    select
        mechanism_id,
        unnest(generate_series(1, last_number)) as session_number
    from spans
)

select
    numbers.mechanism_id,
    mechanisms.name as mechanism,
    numbers.session_number,
    sessions.event_id,
    events.status,
    events.date_edtf,
    events.start_on,
    events.place,
    coalesce(events.report_count, 0) as report_count,
    coalesce(sessions.event_count, 0) as event_count,
    sessions.event_id is null as is_gap
from numbers
join mechanisms on mechanisms.entity_id = numbers.mechanism_id
left join sessions using (mechanism_id, session_number)
left join out.event as events using (event_id)
