"""The journal: what every run left behind, published or not, one JSON file a run in the state folder.

The run writes its trace here first; `hiwar status` reads it; the next load copies it into schema `ops`.
"""

import dataclasses
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tasks.errors import HiwarError
from tasks.records import LedgerEntry, Rejected

log = logging.getLogger(__name__)


class JournalError(HiwarError):
    """A trace in the journal cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the pipeline. Times are UTC. `finished_at` and `seconds` are None while it runs."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    status: str  # running, published, unchanged, stopped (by a gate), waiting (after a rollback), failed
    trigger: str  # command, watch, schedule, …
    articles_new: int
    articles_changed: int
    articles_unchanged: int
    articles_gone: int
    articles_quarantined: int
    fingerprint: str  # of code + lexicon + models
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """One expectation (or SQL check) that a gate looked at. `observed` is text, None when nothing could be observed."""

    gate: str
    expectation: str
    column_name: str | None
    severity: str  # critical, warning
    success: bool
    observed: str | None
    failing_rows: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything a run leaves: what became of each file, what was set aside, what the gates saw."""

    run: Run
    ledger: tuple[LedgerEntry, ...] = ()
    quarantine: tuple[Rejected, ...] = ()
    gate_results: tuple[GateResult, ...] = ()


def write_trace(journal: Path, trace: Trace) -> Path:
    """Write the trace as `<journal>/<run_id>.json` (made whole, then renamed) and return the file.

    A second write for the same run replaces the first: a run writes when it starts and again when it ends.
    """
    journal.mkdir(parents=True, exist_ok=True)
    target = journal / f"{trace.run.run_id}.json"
    partial = target.with_suffix(f".partial-{os.getpid()}")
    partial.write_text(
        json.dumps(dataclasses.asdict(trace), ensure_ascii=False, indent=1, default=_iso), encoding="utf-8"
    )
    partial.replace(target)
    return target


def read_trace(path: Path) -> Trace:
    """Return the trace in one journal file. Raises JournalError when it is not one."""
    try:
        return _trace(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JournalError(f"{path} is not a trace of a run ({error}): move it away") from error


def read_journal(journal: Path, last: int | None = None) -> list[Trace]:
    """Return the traces by start, oldest first; only the `last` ones when given. [] when there is no journal yet.

    A file that is no trace is named in the log and passed over: one bad file must not stop every later run.
    """
    traces: list[Trace] = []
    for path in journal.glob("*.json"):
        try:
            traces.append(read_trace(path))
        except JournalError as error:
            log.warning("%s", error)
    traces.sort(key=lambda trace: (trace.run.started_at, trace.run.run_id))
    return traces if last is None else traces[max(0, len(traces) - last) :]


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a trace may not hold {value!r}")


def _trace(stored: Mapping[str, Any]) -> Trace:
    run = dict(stored["run"])
    for name in ("started_at", "finished_at"):
        run[name] = datetime.fromisoformat(run[name]) if run[name] else None
    return Trace(
        run=Run(**run),
        ledger=tuple(LedgerEntry(**row) for row in stored["ledger"]),
        quarantine=tuple(Rejected(**row) for row in stored["quarantine"]),
        gate_results=tuple(GateResult(**row) for row in stored["gate_results"]),
    )
