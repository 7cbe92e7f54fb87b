-- grain: one row per value that a column of `out` may have, from schema.yml
create table if not exists ops.vocabulary (
    view_name varchar not null,
    column_name varchar not null,
    value varchar not null
);
