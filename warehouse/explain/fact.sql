-- What was found, and what it was taken for. Reads the variable article_id.
-- One row per fact of the page. `says` are the parts of what it states, those that are not known left out.
with
entities as (select entity_id, name from out.entity),
events as (select event_id, title from out.event),

mentions as (
    select
        kind, [form] as says, entity_id, null as event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.mention
),

roles as (
    select
        'role' as kind,
        [
            nullif(title, surface), title_class, status, organisation, country_code,
            'seen ' || observed_edtf || ' by ' || observed_basis
        ] as says,
        person_id as entity_id, null as event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.role
),

dates as (
    select
        'date' as kind,
        [
            coalesce(date_edtf, 'open'), date_precision, 'fixed by ' || anchor,
            'not before ' || not_before_on, 'not after ' || not_after_on
        ] as says,
        null as entity_id, null as event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.date_mention
),

reports as (
    select
        'event' as kind,
        [
            event_report.event_type, event_report.status, event_report.title, event_report.date_edtf,
            event_report.place, event_report.venue, 'session ' || event_report.session_number,
            'after ' || source.name, concat_ws('/', event_report.plover_event, event_report.plover_mode),
            'CAMEO ' || event_report.cameo_code
        ] as says,
        null as entity_id, event_report.event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.event_report
    left join entities as source on source.entity_id = event_report.attributed_to_id
),

participations as (
    select
        'participation' as kind,
        [participation.part, participation.plover_part, 'for ' || represented.name] as says,
        participation.entity_id, participation.event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.participation
    left join entities as represented on represented.entity_id = participation.represents_id
),

quotes as (
    select
        'quote' as kind,
        [
            quote.form, 'cue ' || quote.cue, case
                when quote.speaker = 'unknown' then 'speaker not stated'
                when quote.speaker_id is null then 'by ' || quote.speaker
            end,
            'passed on by ' || reporter.name, 'said ' || quote.said_edtf
        ] as says,
        quote.speaker_id as entity_id, quote.event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.quote
    left join entities as reporter on reporter.entity_id = quote.reported_by_id
),

figures as (
    select
        'figure' as kind,
        [
            figure.kind, if(approximate, 'about', null),
            case
                when value_min = value_max then format('{:.12g}', value_min)
                else coalesce(format('{:.12g}', value_min), '…') || '–' || coalesce(format('{:.12g}', value_max), '…')
            end,
            unit, counted, 'in ' || place.name
        ] as says,
        null as entity_id, null as event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.figure
    left join entities as place on place.entity_id = figure.place_id
),

relations as (
    select
        'relation' as kind,
        [replace(predicate, '_', ' '), object, object_id, 'since ' || since_edtf] as says,
        subject_id as entity_id, event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.relation
),

topics as (
    select
        'topic' as kind, [topic] as says, null as entity_id, event_id,
        article_id, sentence_id, raw_start, raw_end, method, rule, confidence
    from out.topic
),

facts as (
    select * from mentions
    union all
    select * from roles
    union all
    select * from dates
    union all
    select * from reports
    union all
    select * from participations
    union all
    select * from quotes
    union all
    select * from figures
    union all
    select * from relations
    union all
    select * from topics
)

select
    facts.kind,
    list_filter(facts.says, lambda part: part <> '') as says,
    facts.entity_id,
    entities.name as entity,
    facts.event_id,
    events.title as event,
    facts.sentence_id,
    facts.raw_start as "start",
    facts.raw_end as "end",
    facts.method,
    facts.rule,
    facts.confidence
from facts
left join entities using (entity_id)
left join events using (event_id)
where facts.article_id = getvariable('article_id')
order by facts.raw_start, facts.raw_end desc, facts.kind, facts.says, facts.entity_id, facts.event_id
