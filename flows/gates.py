"""Where the gates stand in the pipeline: run one, write down what it saw, stop the run if it says so."""

from pathlib import Path

from flows.record import Recorder
from flows.results import failing_rows, result_of, result_of_check
from tasks.errors import GateError, HiwarError
from tasks.gates.passage import Passage
from tasks.gates.task import check_built, check_staging
from tasks.load.checks import run_checks
from tasks.load.connection import connect
from tasks.records import Rejected
from tasks.settings import Home
from tasks.tables import read_records


def pass_staging(gate: str, home: Home, recorder: Recorder, expectations: Path) -> None:
    """Let the staged tables through the gate of their stage. Raises GateError when they may not go on."""
    staging = home.staging(recorder.run_id)
    passage = check_staging(gate, expectations, staging, home.data_docs, recorder.run_id)
    told = set(recorder.quarantine)
    _write_down(passage, recorder, [row for row in _staged_rejections(staging) if row not in told])


def pass_shadow(gate: str, home: Home, recorder: Recorder, expectations: Path) -> None:
    """Let the shadow through the last gate: SQL checks first, then expectations. Raises GateError if readers may not
    see it."""
    shadow = home.shadow(recorder.run_id)
    try:
        with connect(shadow, read_only=True) as db:
            checks = run_checks(db)
    except HiwarError as error:
        raise GateError(f"the audit could not be done, nothing was published: {error}") from error
    bad_rows = [row for check in checks if check.severity == "critical" for row in failing_rows(check)]
    recorder.saw(map(result_of_check, checks), bad_rows)
    if broken := [check for check in checks if not check.success and check.severity == "critical"]:
        told = "; ".join(f"check {check.name}: {check.bad_rows} bad rows" for check in broken)
        raise GateError(f"the audit stopped the run, nothing was published: {told}")
    passage = check_built(gate, expectations, shadow, home.data_docs, recorder.run_id)
    _write_down(passage, recorder, [])


def _write_down(passage: Passage, recorder: Recorder, rejected: list[Rejected]) -> None:
    recorder.saw(map(result_of, passage.findings), [*rejected, *passage.failing])
    recorder.save()
    if passage.stops:
        raise GateError(f"gate {passage.gate} stopped the run, nothing was published: {'; '.join(passage.stops)}")


def _staged_rejections(staging: Path) -> list[Rejected]:
    return read_records(Rejected, sorted((staging / "rejected").glob("batch-*.parquet")))
