-- The key that schema.yml gives a view occurs once. One line a view; a test holds them to schema.yml.
-- severity: critical
select 'out.article' as view_name, concat_ws(' | ', article_id) as key, count(*) as times from out.article group by article_id having count(*) > 1
union all
select 'out.article_version' as view_name, concat_ws(' | ', article_id, content_sha256) as key, count(*) as times from out.article_version group by article_id, content_sha256 having count(*) > 1
union all
select 'out.block' as view_name, concat_ws(' | ', article_id, ordinal) as key, count(*) as times from out.block group by article_id, ordinal having count(*) > 1
union all
select 'out.sentence' as view_name, concat_ws(' | ', sentence_id) as key, count(*) as times from out.sentence group by sentence_id having count(*) > 1
union all
select 'out.mention' as view_name, concat_ws(' | ', mention_id) as key, count(*) as times from out.mention group by mention_id having count(*) > 1
union all
select 'out.entity' as view_name, concat_ws(' | ', entity_id) as key, count(*) as times from out.entity group by entity_id having count(*) > 1
union all
select 'out.entity_name' as view_name, concat_ws(' | ', entity_id, name, form, language, script) as key, count(*) as times from out.entity_name group by entity_id, name, form, language, script having count(*) > 1
union all
select 'out.role' as view_name, concat_ws(' | ', role_id) as key, count(*) as times from out.role group by role_id having count(*) > 1
union all
select 'out.office_holding' as view_name, concat_ws(' | ', person_id, office_id) as key, count(*) as times from out.office_holding group by person_id, office_id having count(*) > 1
union all
select 'out.event' as view_name, concat_ws(' | ', event_id) as key, count(*) as times from out.event group by event_id having count(*) > 1
union all
select 'out.event_report' as view_name, concat_ws(' | ', event_report_id) as key, count(*) as times from out.event_report group by event_report_id having count(*) > 1
union all
select 'out.event_participant' as view_name, concat_ws(' | ', event_id, entity_id, part) as key, count(*) as times from out.event_participant group by event_id, entity_id, part having count(*) > 1
union all
select 'out.participation' as view_name, concat_ws(' | ', event_id, entity_id, part, article_id, sentence_id, raw_start, raw_end) as key, count(*) as times from out.participation group by event_id, entity_id, part, article_id, sentence_id, raw_start, raw_end having count(*) > 1
union all
select 'out.event_link' as view_name, concat_ws(' | ', event_id, other_id, link) as key, count(*) as times from out.event_link group by event_id, other_id, link having count(*) > 1
union all
select 'out.quote' as view_name, concat_ws(' | ', quote_id) as key, count(*) as times from out.quote group by quote_id having count(*) > 1
union all
select 'out.figure' as view_name, concat_ws(' | ', figure_id) as key, count(*) as times from out.figure group by figure_id having count(*) > 1
union all
select 'out.date_mention' as view_name, concat_ws(' | ', date_mention_id) as key, count(*) as times from out.date_mention group by date_mention_id having count(*) > 1
union all
select 'out.mechanism' as view_name, concat_ws(' | ', entity_id) as key, count(*) as times from out.mechanism group by entity_id having count(*) > 1
union all
select 'out.series' as view_name, concat_ws(' | ', mechanism_id, session_number) as key, count(*) as times from out.series group by mechanism_id, session_number having count(*) > 1
union all
select 'out.relation' as view_name, concat_ws(' | ', relation_id) as key, count(*) as times from out.relation group by relation_id having count(*) > 1
union all
select 'out.topic' as view_name, concat_ws(' | ', topic_id) as key, count(*) as times from out.topic group by topic_id having count(*) > 1
union all
select 'out.conflict' as view_name, concat_ws(' | ', event_id, aspect, fact_kind, fact_id) as key, count(*) as times from out.conflict group by event_id, aspect, fact_kind, fact_id having count(*) > 1
union all
select 'out.omission' as view_name, concat_ws(' | ', event_id, aspect, fact_kind, fact_id) as key, count(*) as times from out.omission group by event_id, aspect, fact_kind, fact_id having count(*) > 1
union all
select 'out.judgement' as view_name, concat_ws(' | ', judgement_id) as key, count(*) as times from out.judgement group by judgement_id having count(*) > 1
union all
select 'out.override' as view_name, concat_ws(' | ', line) as key, count(*) as times from out.override group by line having count(*) > 1
union all
select 'out.redirect' as view_name, concat_ws(' | ', kind, old_id, new_id) as key, count(*) as times from out.redirect group by kind, old_id, new_id having count(*) > 1
union all
select 'out.citation' as view_name, concat_ws(' | ', fact_kind, fact_id) as key, count(*) as times from out.citation group by fact_kind, fact_id having count(*) > 1
union all
select 'out.run' as view_name, concat_ws(' | ', run_id) as key, count(*) as times from out.run group by run_id having count(*) > 1
union all
select 'out.diff' as view_name, concat_ws(' | ', run_id, fact_kind, fact_id) as key, count(*) as times from out.diff group by run_id, fact_kind, fact_id having count(*) > 1
