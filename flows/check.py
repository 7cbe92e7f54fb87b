"""Hold what is published against every gate: has anything changed that the gates would not let through now?"""

from pathlib import Path

from flows.results import failing_rows, result_of, result_of_check
from tasks.errors import InputError
from tasks.gates.passage import GATES, pass_built
from tasks.load.checks import run_checks
from tasks.load.connection import connect
from tasks.load.journal import GateResult
from tasks.records import Rejected


def check(warehouse: Path, expectations: Path) -> tuple[list[GateResult], list[Rejected]]:
    """Return what the SQL checks and all gates say of a published warehouse, and the rows that fail.

    What a run would set aside counts as failing here: it should not have come in. Raises InputError when there is no
    warehouse, GateError when a gate can't be checked.
    """
    if not warehouse.exists():
        raise InputError(f"there is no warehouse {warehouse}: make it with `hiwar run`, or name one with --warehouse")
    with connect(warehouse, read_only=True) as db:
        checks = run_checks(db)
    results = [result_of_check(check) for check in checks]
    failing = [row for check in checks for row in failing_rows(check)]
    for gate in GATES:
        passage = pass_built(gate, expectations, warehouse, None, "check")
        results += map(result_of, passage.findings)
        failing += passage.failing
    return results, failing
