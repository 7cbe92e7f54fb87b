-- grain: one row per fact that readers see, with what it says in a line
select 'mention' as fact_kind, mention_id as fact_id, article_id, concat_ws(' | ', mentions.kind, form, surface, entities.name) as value
from out.mention as mentions
join out.entity as entities using (entity_id)
union all
select 'role', role_id, article_id, concat_ws(' | ', person, title, organisation, status) from out.role
union all
select 'event_report', event_report_id, article_id, concat_ws(' | ', events.event_type, reports.title, reports.status, reports.date_edtf, reports.place)
from out.event_report as reports
join out.event as events using (event_id)
union all
select 'quote', quote_id, article_id, concat_ws(' | ', speaker, text) from out.quote
union all
select 'figure', figure_id, article_id, concat_ws(' | ', surface, unit, counted) from out.figure
union all
select 'date_mention', date_mention_id, article_id, concat_ws(' | ', text, date_edtf) from out.date_mention
union all
select 'relation', relation_id, article_id, concat_ws(' | ', subject, predicate, object, since_edtf) from out.relation
union all
select 'entity', entity_id, null, concat_ws(' | ', kind, name, country_code) from out.entity
union all
select 'event', event_id, null, concat_ws(' | ', event_type, title, status, date_edtf, place) from out.event
