-- Every entity is named on a page, or is part of the surroundings of one that is (parent, party, place, mechanism).
-- severity: warning
with
surroundings as (
    select parent_id as entity_id from out.entity
    union all
    select unnest(parties) from out.mechanism
    union all
    select place_id from out.event
    union all
    select mechanism_id from out.event
    union all
    select organisation_id from out.role
    union all
    select entity_id from out.event_participant
    union all
    select represents_id from out.participation
    union all
    select object_id from out.relation
    union all
    select attributed_to_id from out.event_report
)

select entity_id, kind, name
from out.entity
anti join surroundings using (entity_id)
where mention_count = 0
