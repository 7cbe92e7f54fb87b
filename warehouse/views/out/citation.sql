-- grain: one row per fact, its source ready to paste
with
articles as (select * from out.article),
sentences as (select sentence_id, text from out.sentence),

facts as (
    select 'mention' as fact_kind, mention_id as fact_id, article_id, sentence_id from out.mention
    union all
    select 'role', role_id, article_id, sentence_id from out.role
    union all
    select 'event_report', event_report_id, article_id, sentence_id from out.event_report
    union all
    select 'quote', quote_id, article_id, sentence_id from out.quote
    union all
    select 'figure', figure_id, article_id, sentence_id from out.figure
    union all
    select 'date_mention', date_mention_id, article_id, sentence_id from out.date_mention
    union all
    select 'relation', relation_id, article_id, sentence_id from out.relation
    union all
    select 'topic', topic_id, article_id, sentence_id from out.topic
),

first_words as (
    select article_id, array_to_string(string_split_regex(trim(body), '\s+')[1:8], ' ') || ' …' as words
    from articles
),

citations as (
    select
        articles.article_id,
        concat_ws(
            ', ',
            articles.outlet,
            '“' || coalesce(articles.title, first_words.words) || '”',
            articles.published_edtf,
            articles.url,
            'retrieved ' || articles.retrieved_on
        ) as citation
    from articles
    join first_words using (article_id)
)

select
    facts.fact_kind,
    facts.fact_id,
    facts.article_id,
    citations.citation,
    sentences.text as sentence
from facts
join citations using (article_id)
join sentences using (sentence_id)
