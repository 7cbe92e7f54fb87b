-- grain: one row per table row of an article that was set aside when the article was last processed
create table if not exists core.rejected (
    stage varchar not null,
    path varchar,
    article_id varchar,
    table_name varchar,
    row_json varchar,
    expectation varchar,
    reason varchar not null
);
