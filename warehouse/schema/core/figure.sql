-- grain: one row per number that counts, measures or prices something
create table if not exists core.figure (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    figure_id varchar not null,
    kind varchar not null,
    value_min double,
    value_max double,
    approximate boolean not null,
    unit varchar,
    counted varchar,
    counted_class varchar,
    place_id varchar,
    quote_id varchar
);
