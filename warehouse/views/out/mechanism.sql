-- grain: one row per standing framework of cooperation
with
mechanisms as (select * from core.entity where kind = 'mechanism'),
sessions as (select * from out.event where event_type = 'session' and mechanism_id is not null),

held as (
    select
        mechanism_id,
        max(session_number) filter (where status = 'held') as last_held_session_number,
        count(*) as session_count
    from sessions
    group by mechanism_id
),

-- A plan for a session that was held since is no plan any more.
planned as (
    select
        sessions.mechanism_id,
        min(sessions.session_number) as next_planned_session_number
    from sessions
    join held using (mechanism_id)
    where sessions.status in ('planned', 'postponed')
        and sessions.session_number > coalesce(held.last_held_session_number, 0)
    group by sessions.mechanism_id
)

select
    mechanisms.entity_id,
    mechanisms.name,
    mechanisms.name_fr,
    mechanisms.name_ar,
    mechanisms.name_en,
    mechanisms.mechanism_kind,
    mechanisms.parent_id,
    mechanisms.parties,
    mechanisms.party_country_codes,
    mechanisms.founded_edtf,
    held.last_held_session_number,
    planned.next_planned_session_number,
    coalesce(held.session_count, 0) as session_count
from mechanisms
left join held on held.mechanism_id = mechanisms.entity_id
left join planned on planned.mechanism_id = mechanisms.entity_id
