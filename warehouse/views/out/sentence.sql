-- grain: one row per sentence of a title, subtitle, heading or body block
with
sentences as (select * from core.live_sentence)

select
    sentence_id,
    article_id,
    ordinal,
    block_ordinal,
    block_kind,
    text,
    raw_start,
    raw_end
from sentences
