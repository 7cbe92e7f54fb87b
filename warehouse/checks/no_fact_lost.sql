-- Every fact of a live article is in `out`: its sentence stands in a kept block, its referent is an entity, its event an event.
-- severity: critical
with
articles as (select article_id from core.live_article),

stored as (
    select 'sentence' as view_name, sentence_id as id, article_id from core.sentence
    union all
    select 'mention', mention_id, article_id from core.mention
    union all
    select 'role', role_id, article_id from core.role
    union all
    select 'event_report', event_report_id, article_id from core.event_report
    union all
    select 'quote', quote_id, article_id from core.quote
    union all
    select 'figure', figure_id, article_id from core.figure
    union all
    select 'date_mention', date_mention_id, article_id from core.date_mention
    union all
    select 'relation', relation_id, article_id from core.relation
    union all
    select 'topic', topic_id, article_id from core.topic
    union all
    select distinct 'participation', concat_ws('/', sentence_id, part, raw_start, raw_end), article_id from core.participation
),

shown as (
    select 'sentence' as view_name, sentence_id as id from out.sentence
    union all
    select 'mention', mention_id from out.mention
    union all
    select 'role', role_id from out.role
    union all
    select 'event_report', event_report_id from out.event_report
    union all
    select 'quote', quote_id from out.quote
    union all
    select 'figure', figure_id from out.figure
    union all
    select 'date_mention', date_mention_id from out.date_mention
    union all
    select 'relation', relation_id from out.relation
    union all
    select 'topic', topic_id from out.topic
    union all
    select 'participation', concat_ws('/', sentence_id, part, raw_start, raw_end) from out.participation
)

select stored.*
from stored
semi join articles using (article_id)
anti join shown using (view_name, id)
