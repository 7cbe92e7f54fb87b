-- grain: one row per person, organisation, place or mechanism
with
entities as (select * from core.entity),
mentions as (select entity_id, article_id from out.mention),
articles as (select article_id, published_on from out.article),

counts as (
    select
        mentions.entity_id,
        count(distinct mentions.article_id) as article_count,
        count(*) as mention_count,
        min(articles.published_on) as first_seen_on,
        max(articles.published_on) as last_seen_on
    from mentions
    join articles using (article_id)
    group by mentions.entity_id
)

select
    entities.entity_id,
    entities.kind,
    entities.subkind,
    entities.name,
    entities.name_fr,
    entities.name_ar,
    entities.name_en,
    entities.country_code,
    entities.parent_id,
    entities.latitude,
    entities.longitude,
    entities.wikidata_id,
    coalesce(counts.article_count, 0) as article_count,
    coalesce(counts.mention_count, 0) as mention_count,
    counts.first_seen_on,
    counts.last_seen_on
from entities
left join counts using (entity_id)
