-- grain: one row per standing relation stated in a text
create table if not exists core.relation (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    relation_id varchar not null,
    subject_id varchar not null,
    predicate varchar not null,
    object_id varchar not null,
    since_edtf varchar,
    article_event_id varchar
);
