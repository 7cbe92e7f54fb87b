-- Which events hang on a single independent source, however many articles repeat it?
-- One row per event.
select
    event.title,
    event.event_type,
    event.status,
    event.report_count,
    event.outlet_count,
    list(distinct article.outlet order by article.outlet) as outlets,
    round(event.confidence, 2) as confidence
from out.event
join out.event_report as report using (event_id)
join out.article using (article_id)
where event.independent_source_count = 1
group by all
order by event.report_count desc, event.title
