-- Every id in `out` leads to a row of the view it names.
-- severity: critical
with
links as (
    select 'block' as view_name, article_id || '/' || ordinal as id, 'article_id' as column_name, article_id as value, 'article' as target from out.block
    union all
    select 'sentence', sentence_id, 'article_id', article_id, 'article' from out.sentence
    union all
    select 'sentence', sentence_id, 'block_ordinal', article_id || '/' || block_ordinal, 'block' from out.sentence
    union all
    select 'mention', mention_id, 'entity_id', entity_id, 'entity' from out.mention
    union all
    select 'entity', entity_id, 'parent_id', parent_id, 'entity' from out.entity
    union all
    select 'entity_name', entity_id, 'entity_id', entity_id, 'entity' from out.entity_name
    union all
    select 'role', role_id, 'person_id', person_id, 'entity' from out.role
    union all
    select 'role', role_id, 'organisation_id', organisation_id, 'entity' from out.role
    union all
    select 'event', event_id, 'mechanism_id', mechanism_id, 'mechanism' from out.event
    union all
    select 'event', event_id, 'place_id', place_id, 'entity' from out.event
    union all
    select 'event_report', event_report_id, 'event_id', event_id, 'event' from out.event_report
    union all
    select 'event_report', event_report_id, 'place_id', place_id, 'entity' from out.event_report
    union all
    select 'event_report', event_report_id, 'mechanism_id', mechanism_id, 'entity' from out.event_report
    union all
    select 'event_report', event_report_id, 'attributed_to_id', attributed_to_id, 'entity' from out.event_report
    union all
    select 'event_report', event_report_id, 'date_mention_id', date_mention_id, 'date_mention' from out.event_report
    union all
    select 'event_participant', event_id, 'event_id', event_id, 'event' from out.event_participant
    union all
    select 'event_participant', event_id, 'entity_id', entity_id, 'entity' from out.event_participant
    union all
    select 'participation', event_id, 'role_id', role_id, 'role' from out.participation
    union all
    select 'participation', event_id, 'represents_id', represents_id, 'entity' from out.participation
    union all
    select 'event_link', event_id, 'event_id', event_id, 'event' from out.event_link
    union all
    select 'event_link', event_id, 'other_id', other_id, 'event' from out.event_link
    union all
    select 'quote', quote_id, 'speaker_id', speaker_id, 'entity' from out.quote
    union all
    select 'quote', quote_id, 'role_id', role_id, 'role' from out.quote
    union all
    select 'quote', quote_id, 'reported_by_id', reported_by_id, 'entity' from out.quote
    union all
    select 'quote', quote_id, 'event_id', event_id, 'event' from out.quote
    union all
    select 'quote', quote_id, 'parallel_id', parallel_id, 'quote' from out.quote
    union all
    select 'figure', figure_id, 'place_id', place_id, 'entity' from out.figure
    union all
    select 'figure', figure_id, 'quote_id', quote_id, 'quote' from out.figure
    union all
    select 'mechanism', entity_id, 'parent_id', parent_id, 'entity' from out.mechanism
    union all
    select 'mechanism', entity_id, 'parties', unnest(parties), 'entity' from out.mechanism
    union all
    select 'relation', relation_id, 'subject_id', subject_id, 'entity' from out.relation
    union all
    select 'relation', relation_id, 'object_id', object_id, 'entity' from out.relation
    union all
    select 'relation', relation_id, 'event_id', event_id, 'event' from out.relation
    union all
    select 'topic', topic_id, 'event_id', event_id, 'event' from out.topic
    union all
    select 'conflict', fact_id, 'event_id', event_id, 'event' from out.conflict
    union all
    select 'omission', fact_id, 'event_id', event_id, 'event' from out.omission
),

targets as (
    select 'article' as target, article_id as value from out.article
    union all
    select 'block', article_id || '/' || ordinal from out.block
    union all
    select 'entity', entity_id from out.entity
    union all
    select 'mechanism', entity_id from out.mechanism
    union all
    select 'event', event_id from out.event
    union all
    select 'role', role_id from out.role
    union all
    select 'quote', quote_id from out.quote
    union all
    select 'date_mention', date_mention_id from out.date_mention
)

select *
from links
anti join targets using (target, value)
where value is not null
