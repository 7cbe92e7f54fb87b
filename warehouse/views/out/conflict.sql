-- grain: one row per statement of a value on which reports of one event, in different articles, differ
with
events as (select event_id, event_type from out.event),
reports as (select *, status in ('held', 'ongoing') as is_settled from out.event_report),
dates as (select date_mention_id, start_on, end_on from out.date_mention),
entities as (select entity_id, kind, name, parent_id from core.entity),
participations as (select distinct event_id, entity_id from out.participation),
articles as (select article_id, language from out.article),
mentions as (select * from out.mention),
roles as (select * from out.role),
figures as (select * from out.figure),

told as (select distinct event_id, article_id from reports),

people as (
    select participations.event_id, participations.entity_id
    from participations
    join entities using (entity_id)
    where entities.kind = 'person'
),

-- A day inside the month another report gives is the sharper word on it, no other one; an open year differs from none.
-- Plans that came to nothing contradict nobody: what was held is held against what was held.
dated as (
    select reports.*, dates.start_on, dates.end_on
    from reports
    join dates using (date_mention_id)
    where dates.start_on is not null and reports.status <> 'mentioned'
),

differing_dates as (
    select distinct mine.event_id, mine.event_report_id, mine.date_edtf as value, mine.article_id, mine.sentence_id
    from dated as mine
    join dated as other using (event_id)
    where
        mine.article_id <> other.article_id
        and mine.is_settled = other.is_settled
        and (mine.is_settled or mine.status = other.status)
        and (mine.end_on < other.start_on or other.end_on < mine.start_on)
),

-- A town and the state it lies in are one place told twice.
placed as (
    select reports.*, entities.name as place_name, entities.parent_id
    from reports
    join entities on entities.entity_id = reports.place_id
    where reports.status <> 'mentioned'
),

differing_places as (
    select distinct mine.event_id, mine.event_report_id, mine.place_name as value, mine.article_id, mine.sentence_id
    from placed as mine
    join placed as other using (event_id)
    where
        mine.article_id <> other.article_id
        and mine.is_settled = other.is_settled
        and (mine.is_settled or mine.status = other.status)
        and mine.place_id <> other.place_id
        and mine.place_id is distinct from other.parent_id
        and other.place_id is distinct from mine.parent_id
),

-- What is planned and then held is no conflict: the later report knows more.
differing_statuses as (
    select distinct mine.event_id, mine.event_report_id, mine.status as value, mine.article_id, mine.sentence_id
    from reports as mine
    join reports as other using (event_id)
    where
        mine.article_id <> other.article_id
        and (
            (mine.status = 'cancelled' and other.status in ('held', 'ongoing'))
            or (other.status = 'cancelled' and mine.status in ('held', 'ongoing'))
        )
),

-- In one language: another language may write the same name in another way. A part of a name is no other name.
named as (
    select
        people.event_id,
        people.entity_id,
        mentions.mention_id,
        mentions.surface,
        lower(strip_accents(mentions.surface)) as folded,
        articles.language,
        mentions.article_id,
        mentions.sentence_id
    from people
    join told using (event_id)
    join mentions using (entity_id, article_id)
    join articles using (article_id)
    where mentions.form = 'full'
),

differing_names as (
    select distinct mine.event_id, mine.mention_id, mine.surface as value, mine.article_id, mine.sentence_id
    from named as mine
    join named as other using (event_id, entity_id, language)
    where
        mine.article_id <> other.article_id
        and not contains(mine.folded, other.folded)
        and not contains(other.folded, mine.folded)
),

titled as (
    select
        people.event_id,
        roles.role_id,
        roles.person_id,
        roles.title,
        roles.title_class,
        lower(strip_accents(roles.title)) as folded,
        articles.language,
        roles.article_id,
        roles.sentence_id
    from people
    join told using (event_id)
    join roles on roles.person_id = people.entity_id and roles.article_id = told.article_id
    join articles on articles.article_id = roles.article_id
    where roles.status = 'current' and roles.title_class <> 'military_officer'
),

-- Offices of two kinds; a short form of a title is the same title.
differing_titles as (
    select distinct mine.event_id, mine.role_id, mine.title as value, mine.article_id, mine.sentence_id
    from titled as mine
    join titled as other using (event_id, person_id, language)
    where
        mine.article_id <> other.article_id
        and mine.title_class <> other.title_class
        and not contains(mine.folded, other.folded)
        and not contains(other.folded, mine.folded)
),

-- A figure is of the event its sentence tells of; in a sentence that tells of none, of the one told right before. The
-- communiqué that gives the figure is not what it counts for.
sentences as (select sentence_id, article_id, ordinal from out.sentence),

tellings as (
    select reports.event_id, reports.article_id, sentences.ordinal
    from reports
    join events using (event_id)
    join sentences using (sentence_id)
    where reports.status <> 'mentioned' and events.event_type <> 'statement'
),

counted as (
    select distinct
        tellings.event_id,
        figures.figure_id,
        figures.surface,
        figures.kind,
        figures.unit,
        figures.value_min,
        figures.value_max,
        coalesce(figures.counted_class, lower(strip_accents(figures.counted))) as counted,
        figures.article_id,
        figures.sentence_id
    from figures
    join sentences using (sentence_id)
    join tellings
        on tellings.article_id = figures.article_id
        and tellings.ordinal = (
            select max(near.ordinal)
            from tellings as near
            where near.article_id = figures.article_id and near.ordinal between sentences.ordinal - 1 and sentences.ordinal
        )
    where figures.counted is not null and not figures.approximate
),

differing_figures as (
    select distinct mine.event_id, mine.figure_id, mine.surface as value, mine.article_id, mine.sentence_id
    from counted as mine
    join counted as other using (event_id, kind, counted)
    where
        mine.article_id <> other.article_id
        and mine.unit is not distinct from other.unit
        and (mine.value_max < other.value_min or other.value_max < mine.value_min)
)

select
    event_id,
    'date' as aspect,
    value,
    'event_report' as fact_kind,
    event_report_id as fact_id,
    article_id,
    sentence_id
from differing_dates
union all
select event_id, 'place', value, 'event_report', event_report_id, article_id, sentence_id
from differing_places
union all
select event_id, 'status', value, 'event_report', event_report_id, article_id, sentence_id
from differing_statuses
union all
select event_id, 'name', value, 'mention', mention_id, article_id, sentence_id
from differing_names
union all
select event_id, 'title', value, 'role', role_id, article_id, sentence_id
from differing_titles
union all
select event_id, 'figure', value, 'figure', figure_id, article_id, sentence_id
from differing_figures
