-- Which frameworks of cooperation are there, who belongs to them, and what is the state of their sessions?
-- One row per mechanism.
with
parties as (
    select mechanism.entity_id, entity.name
    from out.mechanism, unnest(mechanism.parties) as party(entity_id)
    join out.entity on entity.entity_id = party.entity_id
),

listed as (
    select entity_id, list(name order by name) as parties
    from parties
    group by entity_id
)

select
    mechanism.name,
    mechanism.mechanism_kind,
    parent.name as part_of,
    listed.parties,
    mechanism.founded_edtf,
    mechanism.last_held_session_number,
    mechanism.next_planned_session_number,
    mechanism.session_count
from out.mechanism
left join listed using (entity_id)
left join out.entity as parent on parent.entity_id = mechanism.parent_id
order by mechanism.name
