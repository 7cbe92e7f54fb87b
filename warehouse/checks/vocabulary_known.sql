-- Columns with a closed list of values hold no other. One line a column; a test holds them to schema.yml.
-- severity: critical
with
allowed as (select view_name, column_name, value from ops.vocabulary),

found as (
    select 'out.article' as view_name, 'format' as column_name, format as value, count(*) as times from out.article group by all
    union all
    select 'out.article_version' as view_name, 'status' as column_name, status as value, count(*) as times from out.article_version group by all
    union all
    select 'out.block' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.block group by all
    union all
    select 'out.sentence' as view_name, 'block_kind' as column_name, block_kind as value, count(*) as times from out.sentence group by all
    union all
    select 'out.mention' as view_name, 'method' as column_name, method as value, count(*) as times from out.mention group by all
    union all
    select 'out.mention' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.mention group by all
    union all
    select 'out.mention' as view_name, 'form' as column_name, form as value, count(*) as times from out.mention group by all
    union all
    select 'out.entity' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.entity group by all
    union all
    select 'out.entity_name' as view_name, 'form' as column_name, form as value, count(*) as times from out.entity_name group by all
    union all
    select 'out.entity_name' as view_name, 'script' as column_name, script as value, count(*) as times from out.entity_name group by all
    union all
    select 'out.role' as view_name, 'method' as column_name, method as value, count(*) as times from out.role group by all
    union all
    select 'out.role' as view_name, 'title_class' as column_name, title_class as value, count(*) as times from out.role group by all
    union all
    select 'out.role' as view_name, 'status' as column_name, status as value, count(*) as times from out.role group by all
    union all
    select 'out.role' as view_name, 'observed_basis' as column_name, observed_basis as value, count(*) as times from out.role group by all
    union all
    select 'out.event' as view_name, 'event_type' as column_name, event_type as value, count(*) as times from out.event group by all
    union all
    select 'out.event' as view_name, 'status' as column_name, status as value, count(*) as times from out.event group by all
    union all
    select 'out.event' as view_name, 'date_precision' as column_name, date_precision as value, count(*) as times from out.event group by all
    union all
    select 'out.event' as view_name, 'plover_event' as column_name, plover_event as value, count(*) as times from out.event group by all
    union all
    select 'out.event_report' as view_name, 'method' as column_name, method as value, count(*) as times from out.event_report group by all
    union all
    select 'out.event_report' as view_name, 'status' as column_name, status as value, count(*) as times from out.event_report group by all
    union all
    select 'out.event_report' as view_name, 'date_anchor' as column_name, date_anchor as value, count(*) as times from out.event_report group by all
    union all
    select 'out.event_report' as view_name, 'plover_event' as column_name, plover_event as value, count(*) as times from out.event_report group by all
    union all
    select 'out.event_report' as view_name, 'event_type' as column_name, event_type as value, count(*) as times from out.event_report group by all
    union all
    select 'out.event_participant' as view_name, 'part' as column_name, part as value, count(*) as times from out.event_participant group by all
    union all
    select 'out.event_participant' as view_name, 'plover_part' as column_name, plover_part as value, count(*) as times from out.event_participant group by all
    union all
    select 'out.event_participant' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.event_participant group by all
    union all
    select 'out.participation' as view_name, 'method' as column_name, method as value, count(*) as times from out.participation group by all
    union all
    select 'out.participation' as view_name, 'part' as column_name, part as value, count(*) as times from out.participation group by all
    union all
    select 'out.participation' as view_name, 'plover_part' as column_name, plover_part as value, count(*) as times from out.participation group by all
    union all
    select 'out.event_link' as view_name, 'link' as column_name, link as value, count(*) as times from out.event_link group by all
    union all
    select 'out.quote' as view_name, 'method' as column_name, method as value, count(*) as times from out.quote group by all
    union all
    select 'out.quote' as view_name, 'form' as column_name, form as value, count(*) as times from out.quote group by all
    union all
    select 'out.figure' as view_name, 'method' as column_name, method as value, count(*) as times from out.figure group by all
    union all
    select 'out.figure' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.figure group by all
    union all
    select 'out.date_mention' as view_name, 'method' as column_name, method as value, count(*) as times from out.date_mention group by all
    union all
    select 'out.date_mention' as view_name, 'date_precision' as column_name, date_precision as value, count(*) as times from out.date_mention group by all
    union all
    select 'out.date_mention' as view_name, 'anchor' as column_name, anchor as value, count(*) as times from out.date_mention group by all
    union all
    select 'out.mechanism' as view_name, 'mechanism_kind' as column_name, mechanism_kind as value, count(*) as times from out.mechanism group by all
    union all
    select 'out.relation' as view_name, 'method' as column_name, method as value, count(*) as times from out.relation group by all
    union all
    select 'out.relation' as view_name, 'predicate' as column_name, predicate as value, count(*) as times from out.relation group by all
    union all
    select 'out.topic' as view_name, 'method' as column_name, method as value, count(*) as times from out.topic group by all
    union all
    select 'out.conflict' as view_name, 'aspect' as column_name, aspect as value, count(*) as times from out.conflict group by all
    union all
    select 'out.omission' as view_name, 'aspect' as column_name, aspect as value, count(*) as times from out.omission group by all
    union all
    select 'out.judgement' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.judgement group by all
    union all
    select 'out.judgement' as view_name, 'verdict' as column_name, verdict as value, count(*) as times from out.judgement group by all
    union all
    select 'out.override' as view_name, 'status' as column_name, status as value, count(*) as times from out.override group by all
    union all
    select 'out.redirect' as view_name, 'kind' as column_name, kind as value, count(*) as times from out.redirect group by all
    union all
    select 'out.redirect' as view_name, 'reason' as column_name, reason as value, count(*) as times from out.redirect group by all
    union all
    select 'out.citation' as view_name, 'fact_kind' as column_name, fact_kind as value, count(*) as times from out.citation group by all
    union all
    select 'out.ledger' as view_name, 'status' as column_name, status as value, count(*) as times from out.ledger group by all
    union all
    select 'out.ledger' as view_name, 'change' as column_name, change as value, count(*) as times from out.ledger group by all
    union all
    select 'out.gate_result' as view_name, 'severity' as column_name, severity as value, count(*) as times from out.gate_result group by all
    union all
    select 'out.diff' as view_name, 'change' as column_name, change as value, count(*) as times from out.diff group by all
    union all
    select 'out.diff' as view_name, 'cause' as column_name, cause as value, count(*) as times from out.diff group by all
)

select *
from found
anti join allowed using (view_name, column_name, value)
where value is not null
