-- Which events were announced or put off in one report, and told as held (or called off) in another?
-- One row per event.
select
    event.title,
    event.status,
    event.date_edtf,
    list(distinct report.article_id order by report.article_id)
        filter (where report.status in ('planned', 'postponed')) as announced_in,
    list(distinct report.article_id order by report.article_id)
        filter (where report.status not in ('planned', 'postponed', 'mentioned')) as told_in
from out.event
join out.event_report as report using (event_id)
group by event.event_id, event.title, event.status, event.date_edtf
having announced_in is not null and told_in is not null
order by event.title
