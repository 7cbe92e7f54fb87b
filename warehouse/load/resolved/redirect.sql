-- Say where ids went that members of theirs left. Reads this_run, identified_before.
create or replace temporary table identified_now as
select 'entity' as kind, referent_id as member, entity_id as id
from core.referent_entity
union all
select 'event', article_event_id, event_id
from core.article_event_link;

create or replace temporary table live as
select distinct kind, id
from identified_now;

create or replace temporary table moved as
select distinct
    kind,
    identified_before.id as old_id,
    identified_now.id as new_id,
    (kind, identified_before.id) in (select (kind, id) from live) as is_live
from identified_before
join identified_now using (kind, member)
where identified_before.id <> identified_now.id;

-- What goes back where it came from undoes the way that is there: of that nothing more is to say, unless the id it
-- leaves is no more.
delete from moved
where is_live and (kind, new_id, old_id) in (select (kind, old_id, new_id) from ops.redirect);

insert into ops.redirect by name
select
    kind,
    old_id,
    new_id,
    this_run.run_id,
    case when is_live then 'split' else 'merged' end as reason
from moved
cross join this_run;

-- No way leads from an id that is back, or to one that is no more: it goes on to where that one went.
create or replace temporary table pointed as
with recursive ways as (
    select kind, old_id, new_id, run_id, reason, 0 as steps
    from ops.redirect
    union
    select ways.kind, ways.old_id, onward.new_id, ways.run_id, ways.reason, ways.steps + 1
    from ways
    join ops.redirect as onward on onward.kind = ways.kind and onward.old_id = ways.new_id and onward.reason = 'merged'
    where (ways.kind, ways.new_id) not in (select (kind, id) from live) and ways.steps < 100
)

select kind, old_id, new_id, max(run_id) as run_id, arg_max(reason, run_id) as reason
from ways
where
    old_id <> new_id
    and (kind, new_id) in (select (kind, id) from live)
    and (reason = 'split') = ((kind, old_id) in (select (kind, id) from live))
group by kind, old_id, new_id;

delete from ops.redirect;

insert into ops.redirect by name
select *
from pointed;
