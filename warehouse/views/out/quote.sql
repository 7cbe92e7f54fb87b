-- grain: one row per contiguous stretch of a quotation
with
quotes as (select * from core.quote),
sentences as (select sentence_id from core.live_sentence),
links as (select * from core.article_event_link),
referents as (select * from core.resolved_referent),
parallels as (select * from core.quote_parallel)

select
    quotes.quote_id,
    speakers.entity_id as speaker_id,
    coalesce(speakers.name, quotes.described_speaker, 'unknown') as speaker,
    case when speakers.entity_id is not null then quotes.role_id end as role_id,
    reporters.entity_id as reported_by_id,
    links.event_id,
    quotes.said_edtf,
    quotes.cue,
    quotes.form,
    quotes.text,
    quotes.quote_group,
    parallels.parallel_id,
    quotes.article_id,
    quotes.sentence_id,
    quotes.surface,
    quotes.raw_start,
    quotes.raw_end,
    quotes.method,
    quotes.rule,
    quotes.confidence
from quotes
join sentences using (sentence_id)
left join links using (article_event_id)
left join parallels using (quote_id)
left join referents as speakers on speakers.referent_id = quotes.speaker_id
left join referents as reporters on reporters.referent_id = quotes.reported_by_id
