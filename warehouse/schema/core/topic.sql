-- grain: one row per topic that an article or an event of it treats
create table if not exists core.topic (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    topic_id varchar not null,
    topic varchar not null,
    article_event_id varchar
);
