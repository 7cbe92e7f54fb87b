-- grain: one row per way an entity is written (entity, name, form, language, script); offices are no names
with
mentions as (select * from out.mention where form <> 'office'),
articles as (select article_id, language from out.article),

written as (
    select
        mentions.entity_id,
        trim(regexp_replace(mentions.surface, '\s+', ' ', 'g')) as name,
        mentions.form,
        articles.language
    from mentions
    join articles using (article_id)
)

select
    entity_id,
    name,
    form,
    language,
    case when regexp_matches(name, '\p{Arabic}') then 'Arab' else 'Latn' end as script,
    count(*) as mention_count
from written
group by all
