-- On which events do articles disagree, about what, and what does each say?
-- One row per statement that another article on the event does not share.
select
    event.title,
    conflict.aspect,
    conflict.value,
    article.outlet,
    article.language,
    sentence.text as sentence
from out.conflict
join out.event using (event_id)
join out.article using (article_id)
join out.sentence using (sentence_id)
order by event.title, conflict.aspect, conflict.value, article.outlet
