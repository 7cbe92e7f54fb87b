-- grain: one row per relation between two events; so far a numbered session and the one before it
with
sessions as (select mechanism_id, session_number, event_id from out.series where not is_gap)

select
    later.event_id,
    earlier.event_id as other_id,
    'follows' as link
from sessions as later
join sessions as earlier
    on earlier.mechanism_id = later.mechanism_id and earlier.session_number = later.session_number - 1
