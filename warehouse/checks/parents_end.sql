-- Going from parent to parent comes to an end: nothing is part of itself.
-- severity: critical
with recursive
ancestry as (
    select entity_id, parent_id as ancestor_id, 1 as steps
    from out.entity
    where parent_id is not null
    union all
    select ancestry.entity_id, parents.parent_id, ancestry.steps + 1
    from ancestry
    join out.entity as parents on parents.entity_id = ancestry.ancestor_id
    where parents.parent_id is not null
        and ancestry.ancestor_id <> ancestry.entity_id
        and ancestry.steps < 20
)

select entity_id, ancestor_id, steps
from ancestry
where ancestor_id = entity_id or steps = 20
