-- Every referent and article event that a live fact names is resolved, also where `out` may leave the column empty.
-- severity: critical
with
sentences as (select sentence_id from core.live_sentence),

named as (
    select 'role' as table_name, role_id as id, 'organisation_id' as column_name, organisation_id as referent_id, sentence_id from core.role
    union all
    select 'event_report', event_report_id, 'mechanism_id', mechanism_id, sentence_id from core.event_report
    union all
    select 'event_report', event_report_id, 'place_id', place_id, sentence_id from core.event_report
    union all
    select 'event_report', event_report_id, 'attributed_to_id', attributed_to_id, sentence_id from core.event_report
    union all
    select 'participation', article_event_id, 'represents_id', represents_id, sentence_id from core.participation
    union all
    select 'quote', quote_id, 'speaker_id', speaker_id, sentence_id from core.quote
    union all
    select 'quote', quote_id, 'reported_by_id', reported_by_id, sentence_id from core.quote
    union all
    select 'figure', figure_id, 'place_id', place_id, sentence_id from core.figure
),

happenings as (
    select 'quote' as table_name, quote_id as id, article_event_id, sentence_id from core.quote
    union all
    select 'relation', relation_id, article_event_id, sentence_id from core.relation
    union all
    select 'topic', topic_id, article_event_id, sentence_id from core.topic
)

select table_name, id, column_name, referent_id as value
from named
semi join sentences using (sentence_id)
anti join core.resolved_referent using (referent_id)
where
    referent_id is not null
    -- What people reject (overrides.csv) is left out on purpose.
    and referent_id not in (select left_id from ops.override where action = 'reject' and status = 'applied')
union all
select table_name, id, 'article_event_id', article_event_id
from happenings
semi join sentences using (sentence_id)
anti join core.article_event_link using (article_event_id)
where article_event_id is not null
