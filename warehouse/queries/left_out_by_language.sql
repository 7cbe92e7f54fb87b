-- Of the events told in two languages or more: what do all articles in one language leave out?
-- One row per event, language and fact.
with
told as (
    select distinct report.event_id, article.article_id, article.language
    from out.event_report as report
    join out.article using (article_id)
)

select
    event.title,
    told.language as left_out_in,
    omission.aspect,
    omission.value,
    len(omission.reported_by) as articles_that_have_it
from out.omission
join out.event using (event_id)
join told using (event_id)
group by all
having bool_and(list_contains(omission.omitted_by, told.article_id))
order by event.title, left_out_in, omission.aspect, omission.value
