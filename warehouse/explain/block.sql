-- What was kept and what was dropped. Reads the variable article_id.
-- One row per block of the page, in order.
select
    ordinal,
    kind,
    kept,
    rule,
    language,
    raw_start as "start",
    raw_end as "end"
from out.block
where article_id = getvariable('article_id')
order by ordinal
