-- Who met whom, where, when, under which framework and in which session, who reports it, and with which words?
-- One row per gathering that was held or is planned and that names somebody.
with
gatherings as (
    select *
    from out.event
    where event_type in ('session', 'meeting', 'visit', 'conference')
        and status <> 'mentioned'
),

people as (
    select
        event_id,
        list(distinct name order by name) as who
    from out.event_participant
    group by event_id
),

reports as (
    select
        event_report.event_id,
        list(distinct coalesce(article.outlet, article.article_id)) as reported_by,
        list(distinct article.language order by article.language) as languages,
        -- the sentence that tells it as it ended and says the most
        arg_max(
            event_report.evidence,
            (event_report.status = gatherings.status)::int * 4
            + (event_report.date_edtf is not null)::int * 2
            + (event_report.place is not null)::int
        ) as sentence
    from out.event_report
    join gatherings using (event_id)
    join out.article using (article_id)
    group by event_report.event_id
)

select
    gatherings.event_type,
    gatherings.status,
    people.who,
    gatherings.place,
    gatherings.date_edtf,
    gatherings.mechanism,
    gatherings.session_number,
    list_sort(reports.reported_by) as reported_by,
    reports.languages,
    reports.sentence
from gatherings
join people using (event_id)
join reports using (event_id)
order by gatherings.date_edtf nulls last, gatherings.title
