-- grain: one row per file, manifest row or table row set aside in a run
create table if not exists ops.quarantine (
    run_id varchar not null,
    stage varchar not null,
    path varchar,
    article_id varchar,
    table_name varchar,
    row_json varchar,
    expectation varchar,
    reason varchar not null
);
