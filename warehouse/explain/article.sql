-- The page that is explained. Reads the variable article_id.
-- One row, none when there is no such article.
select
    article_id,
    language,
    title,
    outlet,
    byline,
    published_edtf,
    url,
    path,
    raw_text as text
from out.article
where article_id = getvariable('article_id')
