"""The trace of a run while it goes, however it ends."""

import dataclasses
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import record
from flows.record import Recorder, recording, settle
from flows.report import headline
from tasks.errors import GateError
from tasks.load.connection import connect
from tasks.load.journal import GateResult, read_journal, read_trace, write_trace
from tasks.records import LedgerEntry, Rejected
from tasks.settings import Home
from tests.flows.world import World
from tests.warehouse.small_corpus import trace


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.of(tmp_path / "w.duckdb")
    home.state.mkdir()
    return home


def entry(article_id: str, status: str = "loaded", change: str | None = "new") -> LedgerEntry:
    return LedgerEntry(f"fr/{article_id}.txt", article_id, status, "ingest", None, change)


def test_the_journal_has_a_run_from_its_first_second(home: Home) -> None:
    with recording(home, "command") as recorder:
        (begun,) = read_journal(home.journal)
        assert (begun.run.status, begun.run.finished_at, begun.run.seconds) == ("running", None, None)
        recorder.save("published")
    (ended,) = read_journal(home.journal)
    assert (ended.run.status, ended.run.trigger, ended.run.run_id) == ("published", "command", recorder.run_id)
    assert ended.run.finished_at is not None and ended.run.seconds is not None and ended.run.seconds >= 0


@pytest.mark.parametrize(
    ("error", "status", "stage"),
    [
        (GateError("one bad row"), "stopped", "gate"),
        (RuntimeError("the disk is full"), "failed", "run"),
        (KeyboardInterrupt(), "failed", "run"),
    ],
)
def test_every_bad_ending_is_told_with_its_reason(home: Home, error: BaseException, status: str, stage: str) -> None:
    with pytest.raises(type(error)), recording(home, "command") as recorder:
        home.staging(recorder.run_id).mkdir(parents=True)
        raise error
    (ended,) = read_journal(home.journal)
    assert ended.run.status == status
    reason = str(error) or type(error).__name__
    assert ended.quarantine == (Rejected(stage, None, None, None, None, None, reason),)
    assert not home.staging(recorder.run_id).exists()


def test_articles_are_counted_by_what_became_of_them(home: Home) -> None:
    recorder = Recorder(home, "command")
    recorder.ledger = [
        entry("a"),
        entry("b", change="changed"),
        entry("c", "duplicate"),
        entry("d", "unchanged", None),
        entry("e", "gone", None),
        entry("f", "quarantined", None),
        entry("g", "missing", None),
    ]
    run = recorder.trace().run
    assert (run.articles_new, run.articles_changed, run.articles_unchanged) == (2, 1, 1)
    assert (run.articles_gone, run.articles_quarantined) == (1, 1)
    assert headline(recorder.trace()) == "4 articles: 2 new, 1 changed, 1 gone, 1 quarantined"


def test_an_article_that_a_gate_set_aside_is_so_in_the_ledger(home: Home) -> None:
    recorder = Recorder(home, "command")
    recorder.ledger = [entry("a"), entry("b"), entry("c", "unchanged", None)]
    result = GateResult(
        gate="clean",
        expectation="e",
        column_name=None,
        severity="critical",
        success=False,
        observed=None,
        failing_rows=1,
    )
    whole = Rejected("clean", "fr/b.txt", "b", None, None, "page.e", "the article failed page.e")
    row = Rejected("clean", None, "a", "block", "{}", "block.e", "the row failed block.e")
    recorder.saw([result], [whole, row])
    told = recorder.trace()
    assert [one.status for one in told.ledger] == ["loaded", "quarantined", "unchanged"]
    assert (told.ledger[1].stage, told.ledger[1].reason, told.ledger[1].change) == ("clean", whole.reason, None)
    assert told.gate_results == (result,)
    assert told.quarantine == (whole, row)
    assert headline(told) == "2 articles: 1 new, 1 quarantined"


def test_a_run_with_nothing_to_tell_says_so(home: Home) -> None:
    recorder = Recorder(home, "command")
    recorder.ledger = [entry("a", "unchanged", None)]
    assert headline(recorder.trace()) == "1 article: nothing new"


def test_what_a_killed_run_left_is_settled_as_failed(home: Home) -> None:
    write_trace(home.journal, trace("good", status="published"))
    write_trace(home.journal, trace("killed", status="running", finished_at=None, seconds=None))
    home.staging("killed").mkdir(parents=True)
    settle(home)
    assert {one.run.run_id: one.run.status for one in read_journal(home.journal)} == {
        "good": "published",
        "killed": "failed",
    }
    assert not home.stagings.exists()


def test_a_run_killed_after_the_rename_was_published(small: World, home: Home) -> None:
    shutil.copyfile(small.warehouse, home.warehouse)
    with connect(home.warehouse, read_only=True) as db:
        ((run_id,),) = db.execute("select value from ops.meta where key = 'run_id'").fetchall()
    write_trace(home.journal, trace(run_id, status="running", finished_at=None, seconds=None))
    settle(home)
    assert [one.run.status for one in read_journal(home.journal)] == ["published"]


def test_run_ids_sort_by_time(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime(2021, 1, day, tzinfo=UTC) for day in (9, 10, 11)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return moments.pop(0)

    monkeypatch.setattr(record, "datetime", Clock)
    ids = [Recorder(home, "command").run_id for _ in range(3)]
    assert ids == sorted(ids)


def test_old_ledgers_are_dropped_and_nothing_else(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "KEEP_LEDGERS", 2)
    for number in range(3):
        write_trace(home.journal, trace(f"0-{number}"))
    with recording(home, "command") as recorder:
        recorder.ledger = [entry("a")]
        recorder.save("published")
    ledgers = {path.stem: len(read_trace(path).ledger) for path in home.journal.glob("*.json")}
    assert ledgers == {"0-0": 3, "0-1": 0, "0-2": 3, recorder.run_id: 1}
    thinned = read_trace(home.journal / "0-1.json")
    assert dataclasses.replace(trace("0-1"), ledger=()) == thinned
