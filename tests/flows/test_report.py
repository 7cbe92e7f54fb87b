"""What is counted and shown at the end of a run."""

import io
import logging
from pathlib import Path

import pytest
from rich.console import Console

from flows import artifacts
from flows.progress import progress_bar
from flows.report import KINDS, Report, Tally, tally
from flows.show import show_quarantine, show_report
from tasks.records import Rejected
from tasks.settings import Home
from tests.warehouse.small_corpus import arabic, french, stage, trace


def shown(write: object, *arguments: object) -> str:
    text = io.StringIO()
    write(Console(file=text, width=200), *arguments)  # type: ignore[operator]
    return text.getvalue()


@pytest.fixture
def counted(tmp_path: Path) -> Tally:
    return tally(stage(tmp_path, french(), arabic()))


def test_what_is_staged_is_counted_by_language(counted: Tally) -> None:
    assert counted.languages == ["ar", "fr"]
    assert counted.pages["articles", "fr"] == 1
    assert counted.pages["sentences", "ar"] == 3
    assert (counted.pages["blocks kept", "fr"], counted.pages["blocks dropped", "fr"]) == (2, 2)
    assert {name: counted.found[name, "fr"] for name in KINDS} == {
        "persons": 2,
        "organisations": 1,
        "places": 2,
        "mechanisms": 1,
        "mentions": 8,
        "roles": 1,
        "dates": 1,
        "event reports": 2,
        "quotes": 1,
        "figures": 1,
        "relations": 1,
        "topics": 1,
    }


def test_an_empty_staging_counts_nothing(tmp_path: Path) -> None:
    assert tally(tmp_path) == Tally()


def test_a_report_shows_counts_notes_and_the_ending(counted: Tally, tmp_path: Path) -> None:
    report = Report(trace(), counted, tmp_path / "w[1].duckdb", ("unknown column [x] ignored",))
    told = shown(show_report, report)
    assert "2 articles: 2 new, 1 quarantined" in told
    assert [name for name in KINDS if name not in told] == []
    assert "note: unknown column [x] ignored" in told
    assert "w[1].duckdb (1.5 s)" in told


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("unchanged", "nothing changed"),
        ("waiting", "publishing waits"),
        ("stopped", "stopped by a gate"),
        ("failed", "failed"),
    ],
)
def test_every_ending_is_told(status: str, says: str) -> None:
    assert says in shown(show_report, Report(trace(status=status)))


def test_a_long_quarantine_is_cut_and_counted() -> None:
    rows = [Rejected("ingest", f"fr/{n}.txt", None, None, "x" * 500, None, "[bad]") for n in range(25)]
    told = shown(show_quarantine, rows)
    assert "and 15 more" in told
    assert "fr/9.txt" in told and "fr/10.txt" not in told
    assert "[bad]" in told and "x" * 500 not in told
    assert shown(show_quarantine, []) == ""


def test_progress_is_shown_while_somebody_works_and_left_out_of_other_records() -> None:
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=120)
    logger = logging.getLogger("flows.batches")
    before = (logger.level, list(logger.handlers))
    with progress_bar(console):
        logger.info("nothing about progress")
        logger.info("clean: batch 1 of 2", extra={"progress": ("clean", 1, 2)})
    assert "clean" in text.getvalue()
    assert (logger.level, list(logger.handlers)) == before


def test_a_ledger_too_long_for_an_artifact_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifacts, "ROWS", 1)
    told = artifacts._ledger(Report(trace()))
    assert told[-1] == {"path": "and 2 more, unchanged or in the journal"}
    assert len(told) == 2


def test_an_artifact_that_cannot_be_made_is_logged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ConnectionError("the server is gone")

    monkeypatch.setattr(artifacts, "create_markdown_artifact", broken)
    artifacts.leave_artifacts(Report(trace()), Home.of(tmp_path / "w.duckdb"))
    assert "the server is gone" in caplog.text


def test_the_summary_names_what_was_set_aside() -> None:
    assert "- en/broken.txt no text" in artifacts._summary(Report(trace()))
