"""Take tables through a gate: evaluate, judge, set rows aside. Whatever goes wrong in a gate stops the run."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import GateError
from tasks.gates.evaluate import Finding, evaluate
from tasks.gates.frames import of_staging, of_warehouse
from tasks.gates.quarantine import set_aside
from tasks.gates.suites import read_suite
from tasks.gates.verdict import Verdict, judge
from tasks.records import Rejected
from tasks.tables import batch_path, write_records

log = logging.getLogger(__name__)
GATES = ("ingest", "clean", "extract", "resolve", "load")
ASIDE_FROM = 300_000  # number of the first file of rows that gates set aside, among the rejected


@dataclass(frozen=True, slots=True)
class Passage:
    """What a gate saw. `stops`: why the run must not go on, empty when it may. `failing`: with stops, the failing rows
    as they stand; rows set aside lie in the staged `rejected` table."""

    gate: str
    findings: tuple[Finding, ...]
    failing: tuple[Rejected, ...]
    stops: tuple[str, ...]


def pass_staged(gate: str, expectations: Path, staging: Path, docs: Path | None, run_id: str) -> Passage:
    """Hold the staged tables against expectations/<gate>.json and set aside what may be. Raises only GateError."""
    return _guarded(gate, lambda: _pass_staged(gate, expectations, staging, docs, run_id))


def pass_built(gate: str, expectations: Path, warehouse: Path, docs: Path | None, run_id: str) -> Passage:
    """Hold a built warehouse against expectations/<gate>.json; nothing is set aside there. Raises only GateError."""
    return _guarded(gate, lambda: _pass_built(gate, expectations, warehouse, docs, run_id))


def _guarded(gate: str, look: Callable[[], Passage]) -> Passage:
    try:
        return look()
    except GateError:
        raise
    except Exception as error:
        raise GateError(f"gate {gate} could not be checked: {type(error).__name__}: {error}") from error


def _pass_staged(gate: str, expectations: Path, staging: Path, docs: Path | None, run_id: str) -> Passage:
    with of_staging(staging, gate) as source:
        findings = evaluate(read_suite(expectations, gate), source, docs, run_id)
    verdict = judge(findings)
    if not verdict.stops:
        rejected = set_aside(staging, gate, _positions(verdict.aside))
        for row in rejected:
            log.warning("%s: set aside by gate %s: %s %s", row.article_id, gate, row.table_name or "", row.reason)
        write_records(Rejected, rejected, batch_path(staging, "rejected", ASIDE_FROM + GATES.index(gate)))
    return _passage(gate, findings, verdict)


def _pass_built(gate: str, expectations: Path, warehouse: Path, docs: Path | None, run_id: str) -> Passage:
    with of_warehouse(warehouse, gate) as source:
        findings = evaluate(read_suite(expectations, gate), source, docs, run_id)
    return _passage(gate, findings, judge(findings))


def _passage(gate: str, findings: Sequence[Finding], verdict: Verdict) -> Passage:
    for finding in verdict.recorded:
        log.warning("gate %s: %s, %s", gate, finding.expectation.name, finding.observed)
    failing = _failing_rows(gate, findings) if verdict.stops else []
    return Passage(gate, tuple(findings), tuple(failing), verdict.stops)


def _positions(findings: Sequence[Finding]) -> dict[str, dict[int, str]]:
    failing: dict[str, dict[int, str]] = {}
    for finding in findings:
        rows = failing.setdefault(finding.expectation.table, {})
        for position in finding.failing:
            rows.setdefault(position, finding.expectation.name)
    return failing


def _failing_rows(gate: str, findings: Sequence[Finding]) -> list[Rejected]:
    return [
        Rejected(gate, None, None, f.expectation.table, row, f.expectation.name, "a failing row: it stopped the run")
        for f in findings
        if not f.success and f.expectation.severity == "critical"
        for row in f.examples
    ]
