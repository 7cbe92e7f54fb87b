-- Where facts are taken from. Reads the variable article_id.
-- One row per sentence of a kept block, in order.
select
    sentence_id,
    block_ordinal,
    raw_start as "start",
    raw_end as "end"
from out.sentence
where article_id = getvariable('article_id')
order by ordinal
