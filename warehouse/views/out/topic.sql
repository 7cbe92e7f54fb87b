-- grain: one row per topic that an article or an event of it treats
with
topics as (select * from core.topic),
sentences as (select sentence_id from core.live_sentence),
links as (select * from core.article_event_link)

select
    topics.topic_id,
    links.event_id,
    topics.topic,
    topics.article_id,
    topics.sentence_id,
    topics.surface,
    topics.raw_start,
    topics.raw_end,
    topics.method,
    topics.rule,
    topics.confidence
from topics
join sentences using (sentence_id)
left join links using (article_event_id)
