-- grain: one row per line of overrides.csv, with how it fared in the latest run that resolved
with
overrides as (select * from ops.override)

select
    line,
    action,
    kind,
    article_id,
    surface,
    other_article_id,
    other_surface,
    value,
    who,
    decided_when,
    why,
    status,
    reason
from overrides
