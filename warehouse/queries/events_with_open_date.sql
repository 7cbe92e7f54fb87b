-- Which events does the text not fix in time, and what does it say instead?
-- One row per report.
select
    event.title,
    report.date_text,
    report.date_edtf,
    report.date_anchor,
    report.not_before_on,
    report.not_after_on,
    article.published_edtf,
    report.evidence
from out.event_report as report
join out.event using (event_id)
join out.article using (article_id)
where event.start_on is null
order by event.title, report.article_id, report.raw_start
