-- grain: one row per file or bulk record of the latest run (earlier ones are in the journal)
create table if not exists ops.ledger (
    run_id varchar not null,
    path varchar not null,
    article_id varchar,
    status varchar not null,
    stage varchar not null,
    reason varchar,
    change varchar
);
