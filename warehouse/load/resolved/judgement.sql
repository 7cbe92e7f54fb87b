-- Replace the judgements; one that stands as before keeps its date. Reads this_run, staged_judgement.
create or replace temporary table decided as
select judgement_id, verdict, decided_at
from core.judgement;

delete from core.judgement;

insert into core.judgement by name
select
    staged.*,
    coalesce(decided.decided_at, this_run.loaded_at) as decided_at
from staged_judgement as staged
cross join this_run
left join decided using (judgement_id, verdict);
