-- The page has, between raw_start and raw_end, exactly the text that the row says.
-- severity: critical
with
articles as (select article_id, raw_text, raw_chars from out.article),

placed as (
    select 'block' as view_name, article_id || '/' || ordinal as id, article_id, text as said, raw_start, raw_end from out.block
    union all
    select 'sentence', sentence_id, article_id, text, raw_start, raw_end from out.sentence
    union all
    select 'mention', mention_id, article_id, surface, raw_start, raw_end from out.mention
    union all
    select 'role', role_id, article_id, surface, raw_start, raw_end from out.role
    union all
    select 'event_report', event_report_id, article_id, surface, raw_start, raw_end from out.event_report
    union all
    select 'participation', event_id || '/' || entity_id || '/' || part, article_id, surface, raw_start, raw_end from out.participation
    union all
    select 'quote', quote_id, article_id, surface, raw_start, raw_end from out.quote
    union all
    select 'quote', quote_id, article_id, text, raw_start, raw_end from out.quote
    union all
    select 'figure', figure_id, article_id, surface, raw_start, raw_end from out.figure
    union all
    select 'date_mention', date_mention_id, article_id, surface, raw_start, raw_end from out.date_mention
    union all
    select 'date_mention', date_mention_id, article_id, text, raw_start, raw_end from out.date_mention
    union all
    select 'relation', relation_id, article_id, surface, raw_start, raw_end from out.relation
    union all
    select 'topic', topic_id, article_id, surface, raw_start, raw_end from out.topic
)

select
    placed.view_name,
    placed.id,
    placed.article_id,
    placed.said,
    substr(articles.raw_text, placed.raw_start + 1, placed.raw_end - placed.raw_start) as on_the_page,
    placed.raw_start,
    placed.raw_end
from placed
left join articles using (article_id)
where placed.raw_start < 0
    or placed.raw_end <= placed.raw_start
    or placed.raw_end > articles.raw_chars
    or substr(articles.raw_text, placed.raw_start + 1, placed.raw_end - placed.raw_start) is distinct from placed.said
