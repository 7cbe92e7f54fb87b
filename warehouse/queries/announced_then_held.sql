-- Which events were announced in one report and told as held (or called off) in another?
-- One row per event.
select
    event.title,
    event.status,
    event.date_edtf,
    list(distinct report.article_id order by report.article_id) filter (where report.status = 'planned') as announced_in,
    list(distinct report.article_id order by report.article_id) filter (where report.status <> 'planned') as told_in
from out.event
join out.event_report as report using (event_id)
group by event.event_id, event.title, event.status, event.date_edtf
having count(*) filter (where report.status = 'planned') > 0
    and count(*) filter (where report.status in ('held', 'ongoing', 'postponed', 'cancelled')) > 0
order by event.title
