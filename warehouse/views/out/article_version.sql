-- grain: one row per version of an article, also of articles that are gone
with
versions as (select * from core.article_version)

select
    article_id,
    content_sha256,
    status,
    first_loaded_at,
    superseded_at
from versions
