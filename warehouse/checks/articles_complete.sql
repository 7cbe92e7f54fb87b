-- Every live article has one current version, a language, a family and blocks.
-- severity: critical
with
articles as (select article_id, language, family_id, body from out.article),
versions as (select article_id, count(*) as current_versions from core.article_version where status = 'current' group by article_id),
blocks as (select article_id, count(*) as block_count from out.block group by article_id),
pages as (select article_id, content_sha256 from raw.page),

stored as (
    -- in the table, so that an article whose version was lost shows up although `out` has lost it
    select article_id, content_sha256 from core.article
    anti join (select article_id from core.article_version where status = 'gone') using (article_id)
)

select
    stored.article_id,
    coalesce(versions.current_versions, 0) as current_versions,
    articles.language,
    articles.family_id,
    coalesce(blocks.block_count, 0) as block_count,
    pages.content_sha256 is not null as has_page
from stored
left join versions using (article_id)
left join articles using (article_id)
left join blocks using (article_id)
left join pages using (article_id, content_sha256)
where versions.current_versions is distinct from 1
    or articles.language is null
    or articles.family_id is null
    or articles.body is null
    or blocks.block_count is null
    or pages.content_sha256 is null
