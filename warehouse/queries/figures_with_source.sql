-- Which numbers are given, for what, and are they somebody's words or the outlet's?
-- One row per figure.
select
    figure.kind,
    figure.value_min,
    figure.value_max,
    figure.approximate,
    figure.unit,
    figure.counted,
    quote.speaker,
    citation.citation,
    citation.sentence
from out.figure
left join out.quote using (quote_id)
join out.citation on citation.fact_kind = 'figure' and citation.fact_id = figure.figure_id
order by figure.counted nulls last, figure.value_min
