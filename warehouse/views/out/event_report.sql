-- grain: one row per report of an event in a sentence
with
reports as (select * from core.event_report),
sentences as (select sentence_id from core.live_sentence),
links as (select * from core.article_event_link),
referents as (select * from core.resolved_referent)

select
    reports.event_report_id,
    links.event_id,
    reports.title,
    reports.status,
    reports.date_edtf,
    reports.date_text,
    reports.date_anchor,
    reports.date_mention_id,
    places.entity_id as place_id,
    coalesce(reports.place, places.name) as place,
    reports.session_number,
    sources.entity_id as attributed_to_id,
    reports.plover_event,
    reports.plover_mode,
    reports.contexts,
    reports.cameo_code,
    reports.evidence,
    reports.article_id,
    reports.sentence_id,
    reports.surface,
    reports.raw_start,
    reports.raw_end,
    reports.method,
    reports.rule,
    reports.confidence,
    reports.event_type,
    mechanisms.entity_id as mechanism_id,
    reports.venue,
    reports.not_before_on,
    reports.not_after_on
from reports
join sentences using (sentence_id)
join links using (article_event_id)
left join referents as places on places.referent_id = reports.place_id
left join referents as sources on sources.referent_id = reports.attributed_to_id
left join referents as mechanisms on mechanisms.referent_id = reports.mechanism_id
