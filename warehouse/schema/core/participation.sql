-- grain: one row per part that a referent has in an event, per statement of it
create table if not exists core.participation (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    article_event_id varchar not null,
    referent_id varchar not null,
    part varchar not null,
    plover_part varchar,
    role_id varchar,
    represents_id varchar
);
