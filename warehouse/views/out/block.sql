-- grain: one row per block of the page, in order, dropped blocks included
with
articles as (select article_id from core.live_article),
blocks as (select * from core.block)

select
    blocks.article_id,
    blocks.ordinal,
    blocks.kind,
    blocks.kept,
    blocks.rule,
    blocks.text,
    blocks.raw_start,
    blocks.raw_end,
    blocks.language
from blocks
join articles using (article_id)
