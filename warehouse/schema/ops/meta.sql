-- grain: one row per thing the warehouse knows about itself
create table if not exists ops.meta (
    key varchar not null,
    value varchar not null
);
