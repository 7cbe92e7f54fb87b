-- grain: one row per standing relation stated in the text
with
relations as (select * from core.relation),
sentences as (select sentence_id from core.live_sentence),
links as (select * from core.article_event_link),
referents as (select * from core.resolved_referent)

select
    relations.relation_id,
    subjects.entity_id as subject_id,
    subjects.name as subject,
    relations.predicate,
    objects.entity_id as object_id,
    objects.name as object,
    relations.since_edtf,
    links.event_id,
    relations.article_id,
    relations.sentence_id,
    relations.surface,
    relations.raw_start,
    relations.raw_end,
    relations.method,
    relations.rule,
    relations.confidence
from relations
join sentences using (sentence_id)
join referents as subjects on subjects.referent_id = relations.subject_id
join referents as objects on objects.referent_id = relations.object_id
left join links using (article_event_id)
