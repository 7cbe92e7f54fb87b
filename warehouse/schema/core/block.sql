-- grain: one row per block of a page, kept or dropped
create table if not exists core.block (
    article_id varchar not null,
    ordinal bigint not null,
    kind varchar not null,
    kept boolean not null,
    rule varchar not null,
    text varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    language varchar
);
