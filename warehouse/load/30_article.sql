-- Put the latest version of each changed article in place. Reads this_run, staged_article.
create or replace temporary table first_loaded as
select article_id, first_loaded_at
from core.article
semi join staged_article using (article_id);

delete from core.article
where article_id in (select article_id from staged_article);

insert into core.article by name
select
    staged.*,
    this_run.fingerprint,
    this_run.run_id,
    coalesce(first_loaded.first_loaded_at, this_run.loaded_at) as first_loaded_at,
    this_run.loaded_at as last_loaded_at
from staged_article as staged
cross join this_run
left join first_loaded using (article_id);
