-- grain: one row per (event, entity, part), over all reports
with
participations as (select * from out.participation),
entities as (select entity_id, name, kind, country_code from core.entity)

select
    participations.event_id,
    participations.entity_id,
    participations.part,
    min(participations.plover_part) as plover_part,  -- reports that differ: actor goes before recipient
    entities.name,
    entities.kind,
    entities.country_code,
    count(distinct participations.article_id) as report_count
from participations
join entities using (entity_id)
group by
    participations.event_id,
    participations.entity_id,
    participations.part,
    entities.name,
    entities.kind,
    entities.country_code
