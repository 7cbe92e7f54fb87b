-- Which words stand in more than one article, or in more than one language, and how did each report them?
-- One row per stretch; rows with the same parallel_id are the same words.
select
    quote.parallel_id,
    quote.speaker,
    article.language,
    article.outlet,
    quote.text,
    quote.said_edtf,
    event.title as said_at,
    citation.citation
from out.quote
join out.article using (article_id)
left join out.event using (event_id)
join out.citation on citation.fact_kind = 'quote' and citation.fact_id = quote.quote_id
where quote.parallel_id is not null
order by quote.parallel_id, article.language, quote.article_id
