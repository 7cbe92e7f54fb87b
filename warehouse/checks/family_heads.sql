-- Every near-duplicate family has exactly one head.
-- severity: critical
select family_id, count(*) as articles, count(*) filter (where is_family_head) as heads
from out.article
where family_id is not null
group by family_id
having count(*) filter (where is_family_head) <> 1
