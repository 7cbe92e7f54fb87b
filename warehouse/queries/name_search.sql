-- Under what names, in which script and how often, does somebody or something appear?
-- One row per way of writing. Change the part of the name; accents and Arabic vowel signs do not matter.
with
wanted as (select '' as part_of_name),  -- '' is everything

found as (
    select distinct entity_id
    from out.entity_name, wanted
    where strip_accents(name) ilike '%' || strip_accents(wanted.part_of_name) || '%'
)

select
    entity.entity_id,
    entity.kind,
    entity.name,
    entity_name.name as written,
    entity_name.form,
    entity_name.language,
    entity_name.mention_count
from found
join out.entity using (entity_id)
join out.entity_name using (entity_id)
order by entity.kind, entity.name, entity_name.mention_count desc, written
