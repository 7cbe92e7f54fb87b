-- grain: one row per expectation that a gate checked in a run
create table if not exists ops.gate_result (
    run_id varchar not null,
    gate varchar not null,
    expectation varchar not null,
    column_name varchar,
    severity varchar not null,
    success boolean not null,
    observed varchar,
    failing_rows bigint
);
