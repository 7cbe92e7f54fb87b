-- grain: one row per expectation that a gate checked in a run
with
results as (select * from ops.gate_result)

select
    run_id,
    gate,
    expectation,
    column_name,
    severity,
    success,
    observed,
    failing_rows
from results
