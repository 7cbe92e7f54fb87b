-- grain: one row per pair that the rules left unsure and people have not judged, the likeliest first
with
judgements as (select * from core.judgement where verdict = 'unsure'),
judged as (select left_id, right_id from ops.override where status = 'applied' and right_id is not null),

named as (
    select
        mentions.referent_id as id,
        mentions.article_id,
        mentions.surface,
        sentences.text as sentence,
        row_number() over (partition by mentions.referent_id order by mentions.form <> 'full', mentions.raw_start) as place
    from core.mention as mentions
    join core.live_sentence as live using (sentence_id)
    join core.sentence as sentences using (sentence_id)
    where mentions.form <> 'office'
    union all
    select
        reports.article_event_id,
        reports.article_id,
        reports.title,
        sentences.text,
        row_number() over (partition by reports.article_event_id order by reports.raw_start)
    from core.event_report as reports
    join core.live_sentence as live using (sentence_id)
    join core.sentence as sentences using (sentence_id)
),

shown as (select * from named where place = 1),

-- What became one by another way needs no answer.
identities as (
    select referent_id as id, entity_id as identity from core.referent_entity
    union all
    select article_event_id, event_id from core.article_event_link
)

select
    judgements.kind,
    judgements.score,
    judgements.evidence,
    mine.article_id,
    mine.surface,
    mine.sentence,
    theirs.article_id as other_article_id,
    theirs.surface as other_surface,
    theirs.sentence as other_sentence
from judgements
join shown as mine on mine.id = judgements.left_id
join shown as theirs on theirs.id = judgements.right_id
join identities as left_identity on left_identity.id = judgements.left_id
join identities as right_identity on right_identity.id = judgements.right_id
anti join judged on (judged.left_id, judged.right_id) in ((judgements.left_id, judgements.right_id), (judgements.right_id, judgements.left_id))
where left_identity.identity <> right_identity.identity
order by judgements.score desc, judgements.judgement_id
