"""The journal: what is written is read back, one bad file stops nobody, and no half-written trace is ever seen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tasks.load.journal import GateResult, JournalError, Trace, read_journal, read_trace, write_trace
from tasks.records import Rejected
from tests.warehouse.small_corpus import LOADED_AT, trace


def test_a_trace_is_read_as_it_was_written(tmp_path: Path) -> None:
    arabic = Rejected("extract", "ar/a.txt", "a", "quote", '{"text": "حوار"}', "offsets", "line one\nline two")
    gate = GateResult(
        gate="load",
        expectation="e",
        column_name=None,
        severity="warning",
        success=False,
        observed=None,
        failing_rows=None,
    )
    written = replace(trace("run-1"), quarantine=(arabic,), gate_results=(gate,))
    path = write_trace(tmp_path / "journal", written)
    assert path == tmp_path / "journal" / "run-1.json"
    assert read_trace(path) == written


def test_a_run_that_is_not_over_has_neither_end_nor_seconds(tmp_path: Path) -> None:
    written = trace("run-1", status="running", finished_at=None, seconds=None)
    assert read_trace(write_trace(tmp_path, written)) == written


def test_a_second_write_replaces_the_first(tmp_path: Path) -> None:
    write_trace(tmp_path, trace("run-1", status="running"))
    write_trace(tmp_path, trace("run-1", status="published"))
    assert [one.run.status for one in read_journal(tmp_path)] == ["published"]
    assert [path.name for path in tmp_path.iterdir()] == ["run-1.json"]


def test_traces_come_by_start_oldest_first(tmp_path: Path) -> None:
    for run_id, days in (("b", 1), ("a", 2), ("c", 0)):
        write_trace(tmp_path, trace(run_id, started_at=LOADED_AT + timedelta(days=days)))
    assert [one.run.run_id for one in read_journal(tmp_path)] == ["c", "b", "a"]
    assert [one.run.run_id for one in read_journal(tmp_path, last=1)] == ["a"]
    assert [one.run.run_id for one in read_journal(tmp_path, last=9)] == ["c", "b", "a"]
    assert read_journal(tmp_path, last=0) == []


def test_no_journal_yet_is_no_trace(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none") == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"run": {}}', '{"run": 1, "ledger": []}'])
def test_one_bad_file_is_named_and_passed_over(tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture) -> None:
    write_trace(tmp_path, trace("good"))
    (tmp_path / "bad.json").write_text(content)
    assert [one.run.run_id for one in read_journal(tmp_path)] == ["good"]
    assert "bad.json" in caplog.text
    with pytest.raises(JournalError, match="move it away"):
        read_trace(tmp_path / "bad.json")


def test_a_write_that_fails_leaves_the_trace_of_before(tmp_path: Path) -> None:
    write_trace(tmp_path, trace("run-1"))
    broken = Trace(run=replace(trace("run-1").run, seconds=object()))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_trace(tmp_path, broken)
    assert read_journal(tmp_path) == [trace("run-1")]
