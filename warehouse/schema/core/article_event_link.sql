-- grain: one row per event of an article: the event it is
create table if not exists core.article_event_link (
    article_event_id varchar not null,
    event_id varchar not null
);
