-- grain: one row per fact that appeared, changed or vanished in a run; of the latest runs
create table if not exists ops.diff (
    run_id varchar not null,
    fact_kind varchar not null,
    fact_id varchar not null,
    article_id varchar,
    change varchar not null,
    old_value varchar,
    new_value varchar,
    cause varchar not null
);
