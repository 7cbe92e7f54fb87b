-- Who belongs to, chairs or is allied with what, by which sentence?
-- One row per relation a text states.
select
    relation.subject,
    relation.predicate,
    relation.object,
    relation.since_edtf,
    article.outlet,
    article.language,
    sentence.text as sentence
from out.relation
join out.article using (article_id)
join out.sentence using (sentence_id)
order by relation.object, relation.predicate, relation.subject, article.outlet
