-- grain: one row per line of overrides.csv, as the latest run took it
create table if not exists ops.override (
    line bigint not null,
    action varchar not null,
    kind varchar not null,
    article_id varchar not null,
    surface varchar not null,
    other_article_id varchar,
    other_surface varchar,
    value varchar,
    who varchar not null,
    decided_when varchar not null,
    why varchar not null,
    status varchar not null,
    reason varchar,
    left_id varchar,
    right_id varchar
);
