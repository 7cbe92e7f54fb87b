-- grain: one row per (event, entity, part), over all reports
with
-- Who chairs together with another is no chair besides, though a report that names only one of them says so.
participations as (
    select *
    from out.participation as mine
    where
        mine.part <> 'chair'
        or not exists (
            select 1
            from out.participation as other
            where
                other.event_id = mine.event_id
                and other.entity_id = mine.entity_id
                and other.part = 'co_chair'
        )
),
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
