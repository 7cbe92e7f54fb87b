"""Keep the trace of a run while it goes: the journal has it from the first second to the last, published or not."""

import dataclasses
import json
import secrets
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tasks.errors import GateError
from tasks.fingerprint import of_facts
from tasks.load.journal import GateResult, Run, Trace, read_trace, write_trace
from tasks.load.known import warehouse_meta
from tasks.records import LedgerEntry, Rejected
from tasks.settings import Home

KEEP_LEDGERS = 20  # runs whose file-by-file ledger stays in the journal; their other rows stay for good


class Recorder:
    """The trace of one run in the making. `save` writes it as it stands."""

    def __init__(self, home: Home, trigger: str) -> None:
        self._home, self._trigger = home, trigger
        self._started = datetime.now(UTC)
        self.run_id = f"{self._started:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(2)}"
        self.status = "running"
        self.ledger: Sequence[LedgerEntry] = ()
        self.quarantine: list[Rejected] = []
        self.gate_results: list[GateResult] = []

    def saw(self, results: Iterable[GateResult], rejected: Iterable[Rejected]) -> None:
        """Add what a gate found. An article set aside as a whole is so in the ledger too."""
        self.gate_results += results
        added = list(rejected)
        self.quarantine += added
        lost = {r.article_id: r for r in added if r.article_id and r.table_name is None}
        self.ledger = [_set_aside(entry, lost.get(entry.article_id or "")) for entry in self.ledger]

    def trace(self) -> Trace:
        """Return the trace as it stands; a run that isn't over has neither end nor seconds."""
        now = None if self.status == "running" else datetime.now(UTC)
        changes = Counter(entry.change for entry in self.ledger if entry.status in {"loaded", "duplicate"})
        states = Counter(entry.status for entry in self.ledger)
        run = Run(
            run_id=self.run_id,
            started_at=self._started,
            finished_at=now,
            status=self.status,
            trigger=self._trigger,
            articles_new=changes["new"],
            articles_changed=changes["changed"],
            articles_unchanged=states["unchanged"],
            articles_gone=states["gone"],
            articles_quarantined=states["quarantined"],
            fingerprint=of_facts(),
            seconds=None if now is None else round((now - self._started).total_seconds(), 3),
        )
        return Trace(
            run=run,
            ledger=tuple(self.ledger),
            quarantine=tuple(self.quarantine),
            gate_results=tuple(self.gate_results),
        )

    def save(self, status: str | None = None) -> Trace:
        """Write the trace to the journal, with a new status if one is given, and return it."""
        self.status = status or self.status
        trace = self.trace()
        write_trace(self._home.journal, trace)
        return trace


@contextmanager
def recording(home: Home, trigger: str) -> Iterator[Recorder]:
    """Give the recorder of a new run, whose staging is removed at the end however it ends.

    A gate's stop is journalled as `stopped`, any other error as `failed`, with the reason as a quarantine row without
    file or article. The caller, who holds the warehouse, saves every good ending.
    """
    settle(home)
    recorder = Recorder(home, trigger)
    recorder.save()
    try:
        yield recorder
    except BaseException as error:
        stage = "gate" if isinstance(error, GateError) else "run"
        reason = str(error) or type(error).__name__
        recorder.quarantine.append(Rejected(stage, None, None, None, None, None, reason))
        recorder.save("stopped" if isinstance(error, GateError) else "failed")
        raise
    finally:
        shutil.rmtree(home.staging(recorder.run_id), ignore_errors=True)
        _thin_out(home)


def settle(home: Home) -> None:
    """End what killed runs left: their staging goes, their traces say `failed`, or `published` if they got so far.

    To be called only by who holds the warehouse.
    """
    shutil.rmtree(home.stagings, ignore_errors=True)
    running = [path for path in _traces(home) if '"status": "running"' in path.read_text(encoding="utf-8")[:2000]]
    if not running:
        return
    published = warehouse_meta(home.warehouse).get("run_id")
    for path in running:
        trace = read_trace(path)
        status = "published" if trace.run.run_id == published else "failed"
        write_trace(home.journal, dataclasses.replace(trace, run=dataclasses.replace(trace.run, status=status)))


def _set_aside(entry: LedgerEntry, rejected: Rejected | None) -> LedgerEntry:
    if rejected is None or entry.status not in {"loaded", "duplicate"}:
        return entry
    return dataclasses.replace(entry, status="quarantined", stage=rejected.stage, reason=rejected.reason, change=None)


def _traces(home: Home) -> list[Path]:
    return sorted(home.journal.glob("*.json"))


def _thin_out(home: Home) -> None:
    """Drop the ledger from the trace that has just become older than KEEP_LEDGERS runs: it has a row for every file."""
    for path in _traces(home)[:-KEEP_LEDGERS][-1:]:
        trace = json.loads(path.read_text(encoding="utf-8"))
        if trace.get("ledger"):
            write_trace(home.journal, dataclasses.replace(read_trace(path), ledger=()))
