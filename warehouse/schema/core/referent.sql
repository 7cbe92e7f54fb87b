-- grain: one row per person or thing that one article speaks of, before articles are compared
create table if not exists core.referent (
    referent_id varchar not null,
    article_id varchar not null,
    kind varchar not null,
    subkind varchar,
    name varchar not null,
    lexicon_id varchar,
    country_code varchar,
    parent_id varchar,
    parties varchar[] not null
);
