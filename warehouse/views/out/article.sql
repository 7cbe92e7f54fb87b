-- grain: one row per article, its latest version
with
articles as (select * from core.live_article),
pages as (select * from core.page),
families as (select * from core.family)

select
    articles.article_id,
    articles.path,
    pages.outlet,
    articles.url,
    pages.title,
    pages.byline,
    articles.licence,
    articles.retrieved_on,
    pages.language,
    core.exact_day(pages.published_edtf) as published_on,
    pages.published_edtf,
    articles.published_manifest,
    pages.published_page,
    articles.content_sha256,
    articles.raw_text,
    pages.body,
    length(articles.raw_text) as raw_chars,
    pages.body_chars,
    pages.sentence_count,
    families.family_id,
    families.is_family_head,
    articles.fingerprint,
    articles.first_loaded_at,
    articles.last_loaded_at,
    articles.format,
    articles.encoding,
    pages.language_confidence
from articles
left join pages using (article_id)
left join families using (article_id)
