-- Which countries sat at one table, in how many events, and when last?
-- One row per pair of countries. Change `since` to look at a shorter time; undated events count in any case.
with
since as (select date '2000-01-01' as day),

events as (
    select event_id, start_on
    from out.event, since
    where event_type in ('session', 'meeting', 'visit', 'conference')
        and status in ('held', 'ongoing')
        and (start_on is null or start_on >= since.day)
),

tables as (
    select distinct event_id, country_code
    from out.event_participant
    where country_code is not null
)

select
    one.country_code as country,
    other.country_code as with_country,
    count(*) as events,
    max(events.start_on) as last_on
from events
join tables as one using (event_id)
join tables as other using (event_id)
where one.country_code < other.country_code
group by one.country_code, other.country_code
order by events desc, country, with_country
