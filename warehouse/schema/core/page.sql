-- grain: one row per article: what clean decided about it as a whole
create table if not exists core.page (
    article_id varchar not null,
    language varchar not null,
    language_confidence double not null,
    title varchar,
    byline varchar,
    outlet varchar,
    published_page varchar,
    published_edtf varchar,
    body varchar not null,
    body_chars bigint not null,
    sentence_count bigint not null,
    minhash bigint[] not null
);
