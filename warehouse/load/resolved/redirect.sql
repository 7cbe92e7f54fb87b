-- Say where ids went that members of theirs left. Reads this_run, identified_before.
create or replace temporary table identified_now as
select 'entity' as kind, referent_id as member, entity_id as id
from core.referent_entity
union all
select 'event', article_event_id, event_id
from core.article_event_link;

create or replace temporary table moved as
select distinct
    kind,
    identified_before.id as old_id,
    identified_now.id as new_id
from identified_before
join identified_now using (kind, member)
where identified_before.id <> identified_now.id;

-- An id that is back leads nowhere else; a way that is taken again is told once.
delete from ops.redirect
where
    (reason = 'merged' and (kind, old_id) in (select (kind, id) from identified_now))
    or (kind, old_id, new_id) in (select (kind, old_id, new_id) from moved);

insert into ops.redirect by name
select
    moved.*,
    this_run.run_id,
    case when (moved.kind, moved.old_id) in (select (kind, id) from identified_now) then 'split' else 'merged' end as reason
from moved
cross join this_run;
