-- A fact stands in the sentence it names (a quotation may run on into the next) and in that sentence's article.
-- severity: critical
with
sentences as (select sentence_id, article_id, raw_start, raw_end from out.sentence),

facts as (
    select 'mention' as view_name, mention_id as id, article_id, sentence_id, raw_start, raw_end from out.mention
    union all
    select 'role', role_id, article_id, sentence_id, raw_start, raw_end from out.role
    union all
    select 'event_report', event_report_id, article_id, sentence_id, raw_start, raw_end from out.event_report
    union all
    select 'participation', event_id || '/' || entity_id, article_id, sentence_id, raw_start, raw_end from out.participation
    union all
    select 'quote', quote_id, article_id, sentence_id, raw_start, raw_end from out.quote
    union all
    select 'figure', figure_id, article_id, sentence_id, raw_start, raw_end from out.figure
    union all
    select 'date_mention', date_mention_id, article_id, sentence_id, raw_start, raw_end from out.date_mention
    union all
    select 'relation', relation_id, article_id, sentence_id, raw_start, raw_end from out.relation
    union all
    select 'topic', topic_id, article_id, sentence_id, raw_start, raw_end from out.topic
)

select facts.*, sentences.raw_start as sentence_start, sentences.raw_end as sentence_end
from facts
join sentences using (sentence_id)
where facts.article_id <> sentences.article_id
    or facts.raw_end <= sentences.raw_start
    or facts.raw_start >= sentences.raw_end
