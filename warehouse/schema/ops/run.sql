-- grain: one row per pipeline run, also one that published nothing
create table if not exists ops.run (
    run_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    status varchar not null,
    trigger varchar not null,
    articles_new bigint not null,
    articles_changed bigint not null,
    articles_unchanged bigint not null,
    articles_gone bigint not null,
    articles_quarantined bigint not null,
    fingerprint varchar not null,
    seconds double
);
