-- Every event that resolve made has a report that readers can see.
-- severity: warning
select event_id, event_type, title
from core.event
anti join out.event_report using (event_id)
