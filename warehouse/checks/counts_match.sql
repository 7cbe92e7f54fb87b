-- Every count in a view is what counting the other view gives.
-- severity: critical
with
counts as (
    select
        'event' as view_name,
        event_id as id,
        'report_count' as column_name,
        report_count as said,
        (select count(distinct article_id) from out.event_report where event_report.event_id = event.event_id) as counted
    from out.event
    union all
    select
        'event_participant',
        event_id || '/' || entity_id || '/' || part,
        'report_count',
        report_count,
        (
            select count(distinct participation.article_id)
            from out.participation
            where participation.event_id = event_participant.event_id
                and participation.entity_id = event_participant.entity_id
                and participation.part = event_participant.part
        )
    from out.event_participant
    union all
    select
        'entity',
        entity_id,
        'mention_count',
        mention_count,
        (select count(*) from out.mention where mention.entity_id = entity.entity_id)
    from out.entity
    union all
    select
        'article',
        article_id,
        'sentence_count',
        sentence_count,
        (select count(*) from out.sentence where sentence.article_id = article.article_id)
    from out.article
    union all
    select 'article', article_id, 'body_chars', body_chars, length(body) from out.article
),

-- No event has more independent sources, outlets or languages than reports, or none at all.
bounds as (
    select 'event', event_id, unnest(['independent_source_count', 'outlet_count', 'language_count']) as column_name,
        unnest([independent_source_count, outlet_count, language_count]) as said, report_count
    from out.event
)

select * from counts where said is distinct from counted
union all
select * from bounds where said not between 1 and report_count
