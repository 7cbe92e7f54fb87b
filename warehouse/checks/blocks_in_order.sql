-- Blocks are numbered from 0 in page order and do not overlap; neither do the sentences.
-- severity: critical
with
placed as (
    select 'block' as view_name, article_id, ordinal, raw_start, raw_end from out.block
    union all
    select 'sentence', article_id, ordinal, raw_start, raw_end from out.sentence
),

numbered as (
    select
        *,
        row_number() over in_article - 1 as expected_ordinal,
        lag(raw_end) over in_article as previous_end
    from placed
    window in_article as (partition by view_name, article_id order by ordinal)
)

select *
from numbered
where ordinal <> expected_ordinal
    or raw_start < previous_end
