-- grain: one row per part an entity has in an event, per statement of it in a report
with
participations as (select * from core.participation),
sentences as (select sentence_id from core.live_sentence),
links as (select * from core.article_event_link),
referents as (select * from core.resolved_referent),

resolved as (
    select
        links.event_id,
        participants.entity_id,
        participations.part,
        participations.role_id,
        represented.entity_id as represents_id,
        participations.article_id,
        participations.sentence_id,
        participations.surface,
        participations.raw_start,
        participations.raw_end,
        participations.method,
        participations.rule,
        participations.confidence,
        participations.plover_part
    from participations
    join sentences using (sentence_id)
    join links using (article_event_id)
    join referents as participants on participants.referent_id = participations.referent_id
    left join referents as represented on represented.referent_id = participations.represents_id
)

-- Two events of one article that turn out to be one bring the same words twice: the surer reading stays.
select *
from resolved
qualify row_number() over (
    partition by event_id, entity_id, part, article_id, sentence_id, raw_start, raw_end
    order by confidence desc, rule, role_id nulls last, represents_id nulls last, plover_part nulls last
) = 1
