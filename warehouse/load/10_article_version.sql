-- Keep the history of versions. Reads this_run, staged_article, gone (temporary tables of the load).
update core.article_version
set status = 'superseded', superseded_at = this_run.loaded_at
from this_run, staged_article as staged
where article_version.article_id = staged.article_id
    and article_version.content_sha256 <> staged.content_sha256
    and article_version.status <> 'superseded';

update core.article_version
set status = 'gone', superseded_at = this_run.loaded_at
from this_run, gone
where article_version.article_id = gone.article_id
    and article_version.status = 'current';

-- A version that comes back is current again.
update core.article_version
set status = 'current', superseded_at = null
from staged_article as staged
where article_version.article_id = staged.article_id
    and article_version.content_sha256 = staged.content_sha256
    and article_version.status <> 'current';

insert into core.article_version by name
select
    staged.article_id,
    staged.content_sha256,
    'current' as status,
    this_run.loaded_at as first_loaded_at
from staged_article as staged
cross join this_run
anti join core.article_version as known using (article_id, content_sha256);
