-- grain: one row per referent, with the entity it is; referents that were not resolved are not here
with
links as (select * from core.referent_entity),
entities as (select * from core.entity)

select
    links.referent_id,
    entities.entity_id,
    entities.kind,
    entities.subkind,
    entities.name,
    entities.country_code
from links
join entities using (entity_id)
