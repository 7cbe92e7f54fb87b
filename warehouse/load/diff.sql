-- Say what readers see otherwise than before this run, and why. Reads this_run, fact_before, fact_now, text_before.
create or replace temporary table retold as
select article_id
from text_before
full join (select article_id, content_sha256, manifest_sha256 from core.live_article) as texts
    using (article_id, content_sha256, manifest_sha256)
where text_before.article_id is null or texts.article_id is null;

insert into ops.diff by name
select
    this_run.run_id,
    fact_kind,
    fact_id,
    coalesce(now.article_id, before.article_id) as article_id,
    case when before.value is null then 'appeared' when now.value is null then 'vanished' else 'changed' end as change,
    before.value as old_value,
    now.value as new_value,
    case
        when coalesce(now.article_id, before.article_id) in (select article_id from retold) then 'text'
        when this_run.is_new_code then 'code'
        when this_run.is_new_lexicon then 'lexicon'
        when this_run.is_overruled and not exists (select 1 from retold) then 'override'
        else 'text'  -- of another article, which says of whom or what this one tells
    end as cause
from fact_before as before
full join fact_now as now using (fact_kind, fact_id)
cross join this_run
where before.value is distinct from now.value;

-- What changed long ago is in no reader's way.
delete from ops.diff
where run_id not in (select distinct run_id from ops.diff order by run_id desc limit 20);
