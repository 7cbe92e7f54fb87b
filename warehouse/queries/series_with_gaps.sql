-- Which sessions of each mechanism are told of, and which numbers are missing?
-- One row per mechanism that has a numbered session.
select
    mechanism,
    max(session_number) as last_number,
    list(session_number order by session_number) filter (where not is_gap) as told_of,
    list(session_number order by session_number) filter (where is_gap) as missing,
    max(start_on) filter (where status = 'held') as last_held_on
from out.series
group by mechanism_id, mechanism
order by mechanism
