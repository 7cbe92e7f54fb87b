"""Copy the journal's traces into schema `ops`."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from tasks.load.journal import GateResult, Run, Trace
from tasks.records import LedgerEntry, Rejected
from tasks.tables import to_table


def write_traces(db: duckdb.DuckDBPyConnection, traces: Sequence[Trace]) -> None:
    """Write the traces to ops.run, ops.gate_result, ops.quarantine and, of the latest run only, ops.ledger.

    A run that is there already is replaced, so the same journal may be written any number of times. Runs that the
    journal has forgotten stay. The ledger of earlier runs stays in the journal: it has a row for every file.
    """
    if not traces:
        return
    latest = max(traces, key=lambda trace: (trace.run.started_at, trace.run.run_id))
    run_ids = [trace.run.run_id for trace in traces]
    _replace(db, "run", run_ids, to_table(Run, [trace.run for trace in traces]))
    _replace(db, "gate_result", run_ids, _with_run(GateResult, ((t.run.run_id, t.gate_results) for t in traces)))
    _replace(db, "quarantine", run_ids, _with_run(Rejected, ((t.run.run_id, t.quarantine) for t in traces)))
    db.execute("delete from ops.ledger")
    _replace(db, "ledger", [], _with_run(LedgerEntry, [(latest.run.run_id, latest.ledger)]))


def _with_run(record_type: type, rows: Iterable[tuple[str, Sequence[Any]]]) -> pa.Table:
    """Return the records as an Arrow table with their run's id in front."""
    pairs = [(run_id, record) for run_id, records in rows for record in records]
    table = to_table(record_type, [record for _, record in pairs])
    return table.add_column(0, "run_id", pa.array([run_id for run_id, _ in pairs], type=pa.string()))


def _replace(db: duckdb.DuckDBPyConnection, table: str, run_ids: list[str], rows: pa.Table) -> None:
    db.execute(f"delete from ops.{table} where run_id in (select unnest(?::varchar[]))", [run_ids])
    db.register("journal_rows", rows)
    db.execute(f"insert into ops.{table} by name select * from journal_rows")
    db.unregister("journal_rows")
