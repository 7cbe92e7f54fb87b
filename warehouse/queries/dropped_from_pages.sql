-- What was left out of the pages, by which rule, and how much of it?
-- One row per kind and rule.
select
    kind,
    rule,
    count(*) as blocks,
    count(distinct article_id) as articles,
    sum(raw_end - raw_start) as characters,
    min(left(text, 60)) as example
from out.block
where not kept
group by kind, rule
order by characters desc
