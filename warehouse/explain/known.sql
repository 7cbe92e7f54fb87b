-- What can be explained, and what no longer can.
-- One row per article that is, or once was, in the manifest.
select
    article_id,
    not bool_or(status = 'current') as gone
from out.article_version
group by article_id
order by article_id
