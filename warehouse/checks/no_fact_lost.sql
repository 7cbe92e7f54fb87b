-- Every fact of a live article is in `out`: its sentence stands in a kept block, its referent is an entity, its event an event.
-- severity: critical
with
articles as (select article_id from core.live_article),

-- What people reject (overrides.csv) is left out on purpose.
rejected as (select left_id from ops.override where action = 'reject' and status = 'applied'),

stored as (
    select 'sentence' as view_name, sentence_id as id, article_id from core.sentence
    union all
    select 'mention', mention_id, article_id from core.mention where referent_id not in (from rejected)
    union all
    select 'role', role_id, article_id from core.role where person_id not in (from rejected)
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
    where subject_id not in (from rejected) and object_id not in (from rejected)
    union all
    select 'topic', topic_id, article_id from core.topic
    union all
    select distinct 'participation', concat_ws('/', sentence_id, part, raw_start, raw_end), article_id from core.participation
    where referent_id is null or referent_id not in (from rejected)
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
