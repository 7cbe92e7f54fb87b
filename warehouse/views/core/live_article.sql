-- grain: one row per article that is in the manifest now
with
articles as (select * from core.article),
versions as (select * from core.article_version)

select articles.*
from articles
join versions using (article_id, content_sha256)
where versions.status = 'current'
