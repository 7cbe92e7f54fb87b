-- grain: one row per relation between two events that reports state
with
sessions as (select mechanism_id, session_number, event_id from out.series where not is_gap),
events as (select event_id, event_type, start_on, end_on, country_code from out.event),
reports as (
    select reports.event_id, reports.article_id, reports.sentence_id, reports.status, reports.attributed_to_id, events.event_type
    from out.event_report as reports
    join events using (event_id)
),
participants as (select distinct event_id, entity_id, kind, part from out.event_participant),

follows as (
    select later.event_id, earlier.event_id as other_id
    from sessions as later
    join sessions as earlier
        on earlier.mechanism_id = later.mechanism_id and earlier.session_number = later.session_number - 1
),

-- Who tells of what is to come, in the statement that the same sentence tells of.
announced as (
    select distinct planned.event_id, statements.event_id as other_id
    from reports as planned
    join reports as statements using (sentence_id)
    join participants
        on participants.event_id = statements.event_id
        and participants.entity_id = planned.attributed_to_id
        and participants.part = 'speaker'
    where
        planned.status in ('planned', 'postponed', 'cancelled')
        and planned.event_type <> 'statement'
        and statements.event_type = 'statement'
),

-- What the visitor met for or signed in the place of the visit, told in one sentence with it.
during as (
    select distinct inner_reports.event_id, visits.event_id as other_id
    from reports as inner_reports
    join reports as visits using (sentence_id)
    join participants as visitors on visitors.event_id = visits.event_id and visitors.part = 'visitor'
    join participants as present
        on present.event_id = inner_reports.event_id and present.entity_id = visitors.entity_id
    join events as inner_events on inner_events.event_id = inner_reports.event_id
    join events as visit_events on visit_events.event_id = visits.event_id
    where
        visits.event_type = 'visit'
        and inner_reports.event_type in ('session', 'meeting', 'conference', 'agreement')
        and visits.status in ('held', 'ongoing')
        and inner_reports.status in ('held', 'ongoing')
        and coalesce(inner_events.country_code = visit_events.country_code, true)
        and coalesce(inner_events.start_on <= visit_events.end_on, true)
        and coalesce(visit_events.start_on <= inner_events.end_on, true)
)

select event_id, other_id, 'follows' as link
from follows
union all
select event_id, other_id, 'announced_by'
from announced
union all
select event_id, other_id, 'during'
from during
