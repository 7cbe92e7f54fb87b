-- Keep the page of every version, once. Reads this_run, staged_article.
insert into raw.page by name
select
    staged.article_id,
    staged.content_sha256,
    staged.format,
    staged.encoding,
    staged.raw_text,
    this_run.run_id,
    this_run.loaded_at as first_loaded_at
from staged_article as staged
cross join this_run
anti join raw.page as known using (article_id, content_sha256);
