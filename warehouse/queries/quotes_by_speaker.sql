-- What did somebody say, in what office, and where is it written?
-- One row per contiguous stretch of a quotation. Change the part of the name.
with
wanted as (select '' as part_of_name)  -- '' is everybody

select
    quote.speaker,
    role.title as speaking_as,
    quote.cue,
    quote.form,
    quote.text,
    citation.citation
from out.quote
left join out.role using (role_id)
join out.citation on citation.fact_kind = 'quote' and citation.fact_id = quote.quote_id
cross join wanted
where strip_accents(quote.speaker) ilike '%' || strip_accents(wanted.part_of_name) || '%'
order by quote.speaker, quote.article_id, quote.raw_start
