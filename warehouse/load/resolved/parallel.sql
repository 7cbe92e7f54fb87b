-- Find the quotations that are the same words in another article or language. Reads core; fills core.quote_parallel.
-- In one language the letters decide. Between languages what they name does: persons, bodies, places, topics and
-- figures inside the marks, of one speaker, in articles that tell one event; and each must be the other's best.
create or replace temporary table said as
select
    quotes.quote_id,
    quotes.article_id,
    pages.language,
    identities.entity_id as speaker_id,
    quotes.raw_start,
    quotes.raw_end,
    trim(regexp_replace(lower(strip_accents(quotes.text)), '[^\pL\pN]+', ' ', 'g')) as words
from core.quote as quotes
join core.live_article using (article_id)
join core.page as pages using (article_id)
left join core.referent_entity as identities on identities.referent_id = quotes.speaker_id;

create or replace temporary table named_inside as
select said.quote_id, 'entity:' || identities.entity_id as anchor
from said
join core.mention as mentions
    on mentions.article_id = said.article_id
    and mentions.raw_start >= said.raw_start
    and mentions.raw_end <= said.raw_end
join core.referent_entity as identities using (referent_id)
union
select said.quote_id, 'topic:' || topics.topic
from said
join core.topic as topics
    on topics.article_id = said.article_id
    and topics.raw_start >= said.raw_start
    and topics.raw_end <= said.raw_end
union
select said.quote_id, 'figure:' || figures.value_min::varchar
from said
join core.figure as figures
    on figures.article_id = said.article_id
    and figures.raw_start >= said.raw_start
    and figures.raw_end <= said.raw_end;

create or replace temporary table tells_one_event as
select distinct mine.article_id, other.article_id as other_article_id
from (
    select distinct events.article_id, links.event_id
    from core.event_report as events
    join core.article_event_link as links using (article_event_id)
) as mine
join (
    select distinct events.article_id, links.event_id
    from core.event_report as events
    join core.article_event_link as links using (article_event_id)
) as other using (event_id)
where mine.article_id <> other.article_id;

-- Word for word, by whomever if it is a sentence; by one speaker also a few letters apart, or the most of it: of quotations
-- that begin or end with the same three words, and say the same numbers.
create or replace temporary table worded as
select
    *,
    length(words) as letters,
    regexp_extract_all(words, '\d+') as numbers,
    string_split(words, ' ') as word_list
from said
where length(words) >= 20;

create or replace temporary table met as
select distinct speaker_id, language, quote_id, unnest([
    'begins ' || array_to_string(word_list[1:3], ' '),
    'ends ' || array_to_string(word_list[-3:], ' ')
]) as met_by
from worded
where speaker_id is not null;

create or replace temporary table same_words as
with
candidates as (
    select distinct mine.quote_id, other.quote_id as other_id
    from met as mine
    join met as other using (speaker_id, language, met_by)
    where mine.quote_id < other.quote_id
),
found as (
    select mine.quote_id, other.quote_id as other_id
    from worded as mine
    join worded as other using (language, words)
    where mine.article_id <> other.article_id
    union
    select candidates.quote_id, candidates.other_id
    from candidates
    join worded as mine on mine.quote_id = candidates.quote_id
    join worded as other on other.quote_id = candidates.other_id
    where
        mine.article_id <> other.article_id
        and mine.numbers = other.numbers
        and greatest(mine.letters, other.letters) <= 1000
        and least(mine.letters, other.letters) >= 0.6 * greatest(mine.letters, other.letters)
        and (
            contains(mine.words, other.words)
            or contains(other.words, mine.words)
            or levenshtein(mine.words, other.words) <= 0.2 * greatest(mine.letters, other.letters)
        )
)

select quote_id, other_id
from found
union
select other_id, quote_id
from found;

create or replace temporary table alike as
with
pairs as (
    select
        mine.quote_id,
        other.quote_id as other_id,
        count(*) as shared,
        count(*) / (mine_has.anchors + other_has.anchors - count(*)) as overlap
    from said as mine
    join said as other on other.speaker_id = mine.speaker_id and other.language <> mine.language
    join tells_one_event
        on tells_one_event.article_id = mine.article_id
        and tells_one_event.other_article_id = other.article_id
    join named_inside as one on one.quote_id = mine.quote_id
    join named_inside as another on another.quote_id = other.quote_id and another.anchor = one.anchor
    join (select quote_id, count(*) as anchors from named_inside group by quote_id) as mine_has
        on mine_has.quote_id = mine.quote_id
    join (select quote_id, count(*) as anchors from named_inside group by quote_id) as other_has
        on other_has.quote_id = other.quote_id
    group by mine.quote_id, other.quote_id, mine_has.anchors, other_has.anchors
)

select
    quote_id,
    other_id,
    shared,
    row_number() over (partition by quote_id order by overlap desc, shared desc, other_id) as place
from pairs
where shared >= 2 and overlap >= 0.5;

create or replace temporary table parallels as
select quote_id, other_id
from same_words
union
select mine.quote_id, mine.other_id
from alike as mine
join alike as other on other.quote_id = mine.other_id and other.other_id = mine.quote_id
where mine.place = 1 and other.place = 1;

delete from core.quote_parallel;

-- All that are the same words, over however many steps, are named by the first of them.
insert into core.quote_parallel by name
with recursive
reached as (
    select quote_id, other_id
    from parallels
    union
    select reached.quote_id, parallels.other_id
    from reached
    join parallels on parallels.quote_id = reached.other_id
)

select quote_id, min(other_id) as parallel_id
from reached
group by quote_id
order by quote_id;

drop table said;
drop table named_inside;
drop table tells_one_event;
drop table worded;
drop table met;
drop table same_words;
drop table alike;
drop table parallels;
