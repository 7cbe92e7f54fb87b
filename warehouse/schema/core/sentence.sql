-- grain: one row per sentence of a kept block
create table if not exists core.sentence (
    sentence_id varchar not null,
    article_id varchar not null,
    ordinal bigint not null,
    block_ordinal bigint not null,
    block_kind varchar not null,
    text varchar not null,
    raw_start bigint not null,
    raw_end bigint not null
);
