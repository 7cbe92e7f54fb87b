-- grain: one row per thing that happened or is to happen, all its reports together
with
events as (select * from core.event),
reports as (select event_id, article_id, attributed_to_id from out.event_report),
articles as (select article_id, family_id, outlet, language from out.article),
entities as (select entity_id, name from core.entity),

-- An article that tells the whole event after one and the same source adds nothing to another that does so too.
sources as (
    select
        event_id,
        article_id,
        case
            when count(attributed_to_id) = count(*) and count(distinct attributed_to_id) = 1
                then any_value(attributed_to_id)
        end as only_source_id
    from reports
    group by event_id, article_id
),

counts as (
    select
        sources.event_id,
        count(distinct article_id) as report_count,
        count(distinct coalesce('source ' || sources.only_source_id, 'family ' || articles.family_id))
            as independent_source_count,
        count(distinct coalesce('outlet ' || articles.outlet, 'article ' || article_id)) as outlet_count,
        count(distinct articles.language) as language_count
    from sources
    join articles using (article_id)
    group by sources.event_id
)

select
    events.event_id,
    events.event_type,
    events.title,
    events.title_fr,
    events.title_ar,
    events.title_en,
    events.status,
    events.mechanism_id,
    mechanisms.name as mechanism,
    events.session_number,
    events.date_edtf,
    events.date_precision,
    events.start_on,
    events.end_on,
    events.not_before_on,
    events.not_after_on,
    events.place_id,
    coalesce(places.name, events.place) as place,
    events.venue,
    events.country_code,
    events.plover_event,
    events.plover_mode,
    events.contexts,
    events.cameo_code,
    counts.report_count,
    counts.independent_source_count,
    counts.outlet_count,
    counts.language_count,
    events.confidence
from events
join counts using (event_id)
left join entities as mechanisms on mechanisms.entity_id = events.mechanism_id
left join entities as places on places.entity_id = events.place_id
