-- grain: one row per place where an entity is named or referred to
with
mentions as (select * from core.mention),
sentences as (select sentence_id from core.live_sentence),
referents as (select * from core.resolved_referent)

select
    mentions.mention_id,
    referents.entity_id,
    referents.kind,  -- the entity's: articles may disagree on what a name is, their entity does not
    mentions.form,
    mentions.article_id,
    mentions.sentence_id,
    mentions.surface,
    mentions.raw_start,
    mentions.raw_end,
    mentions.method,
    mentions.rule,
    mentions.confidence
from mentions
join sentences using (sentence_id)
join referents using (referent_id)
