-- grain: one row per number that counts, measures or prices something
with
figures as (select * from core.figure),
sentences as (select sentence_id from core.live_sentence),
referents as (select * from core.resolved_referent)

select
    figures.figure_id,
    figures.kind,
    figures.value_min,
    figures.value_max,
    figures.approximate,
    figures.unit,
    figures.counted,
    figures.counted_class,
    places.entity_id as place_id,
    figures.quote_id,
    figures.article_id,
    figures.sentence_id,
    figures.surface,
    figures.raw_start,
    figures.raw_end,
    figures.method,
    figures.rule,
    figures.confidence
from figures
join sentences using (sentence_id)
left join referents as places on places.referent_id = figures.place_id
