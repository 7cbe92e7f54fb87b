-- Confidences and scores lie between 0 and 1, degrees on the globe, ranges run upwards, sessions count from 1.
-- severity: critical
with
bounded as (
    select 'mention' as view_name, mention_id as id, 'confidence' as column_name, confidence as value, 0 as least, 1 as most from out.mention
    union all
    select 'role', role_id, 'confidence', confidence, 0, 1 from out.role
    union all
    select 'event', event_id, 'confidence', confidence, 0, 1 from out.event
    union all
    select 'event', event_id, 'session_number', session_number, 1, 1000 from out.event
    union all
    select 'event_report', event_report_id, 'confidence', confidence, 0, 1 from out.event_report
    union all
    select 'event_report', event_report_id, 'session_number', session_number, 1, 1000 from out.event_report
    union all
    select 'participation', event_id || '/' || entity_id, 'confidence', confidence, 0, 1 from out.participation
    union all
    select 'quote', quote_id, 'confidence', confidence, 0, 1 from out.quote
    union all
    select 'figure', figure_id, 'confidence', confidence, 0, 1 from out.figure
    union all
    select 'figure', figure_id, 'value_min', value_min, '-infinity'::double, coalesce(value_max, 'infinity'::double) from out.figure
    union all
    select 'date_mention', date_mention_id, 'confidence', confidence, 0, 1 from out.date_mention
    union all
    select 'relation', relation_id, 'confidence', confidence, 0, 1 from out.relation
    union all
    select 'topic', topic_id, 'confidence', confidence, 0, 1 from out.topic
    union all
    select 'entity', entity_id, 'latitude', latitude, -90, 90 from out.entity
    union all
    select 'entity', entity_id, 'longitude', longitude, -180, 180 from out.entity
    union all
    select 'judgement', judgement_id, 'score', score, 0, 1 from out.judgement
)

select *
from bounded
where isnan(value) or value not between least and most
