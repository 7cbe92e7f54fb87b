-- Every article says where it comes from: an outlet or an address. Citations without either cannot be followed.
-- severity: warning
select article_id, path, title
from out.article
where outlet is null and url is null
