-- grain: one row per date named in the text
with
dates as (select * from core.date_mention),
sentences as (select sentence_id from core.live_sentence)

select
    dates.date_mention_id,
    dates.text,
    dates.date_edtf,
    dates.date_precision,
    dates.start_on,
    dates.end_on,
    dates.anchor,
    dates.article_id,
    dates.sentence_id,
    dates.surface,
    dates.raw_start,
    dates.raw_end,
    dates.method,
    dates.rule,
    dates.confidence,
    dates.not_before_on,
    dates.not_after_on
from dates
join sentences using (sentence_id)
