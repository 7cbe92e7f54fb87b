-- grain: one row per sentence of a kept block of a live article; every view of facts goes through here
with
articles as (select article_id from core.live_article),
blocks as (select article_id, ordinal, kept from core.block),
sentences as (select * from core.sentence)

select sentences.*
from sentences
join articles using (article_id)
join blocks on blocks.article_id = sentences.article_id and blocks.ordinal = sentences.block_ordinal
where blocks.kept
