-- grain: one row per id that was merged or split away
create table if not exists ops.redirect (
    kind varchar not null,
    old_id varchar not null,
    new_id varchar not null,
    run_id varchar not null,
    reason varchar not null
);
