-- grain: one row per date named in a text
create table if not exists core.date_mention (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    date_mention_id varchar not null,
    text varchar not null,
    date_edtf varchar,
    date_precision varchar not null,
    start_on date,
    end_on date,
    not_before_on date,
    not_after_on date,
    anchor varchar not null
);
