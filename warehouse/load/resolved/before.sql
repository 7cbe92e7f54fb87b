-- Which id every referent and every article's event had before this run.
create or replace temporary table identified_before as
select 'entity' as kind, referent_id as member, entity_id as id
from core.referent_entity
union all
select 'event', article_event_id, event_id
from core.article_event_link;
