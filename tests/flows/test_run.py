"""Whole runs: what the first one publishes, and what each kind of change costs and does afterwards."""

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flows.report import headline
from tasks.errors import GateError, UsageError
from tasks.publish.history import list_history
from tasks.settings import ROOT
from tests.flows.world import Outcome, World, clean_environment, new_world
from tests.load.rows import contents

ALL = ["dialogue", "hiwar", "talks"]

# ── the first run ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_run_publishes_and_says_what_it_did(first_run: tuple[World, Outcome]) -> None:
    world, outcome = first_run
    assert (outcome.code, outcome.err) == (0, "")
    assert "3 articles: 3 new, 1 quarantined" in outcome.out
    for name in ("articles", "sentences", "blocks kept", "blocks dropped", "persons", "event reports", "quotes"):
        assert name in outcome.out
    assert "en/empty.txt" in outcome.out and "is empty" in outcome.out
    assert f"published {world.warehouse}" in outcome.out


def test_what_is_published_is_read_only_and_complete(published: World) -> None:
    assert stat.S_IMODE(published.warehouse.stat().st_mode) == 0o444
    assert published.articles() == ALL
    assert not published.warehouse.with_name("w.duckdb.wal").exists()
    assert not published.home.stagings.exists() or list(published.home.stagings.iterdir()) == []


def test_facts_of_all_three_languages_are_found(published: World) -> None:
    for view in ("mention", "event_report", "quote", "date_mention", "role"):
        found = published.ask(f"select count(distinct article_id) from out.{view}")
        assert found == [(3,)], view
    assert ("Sofiane Bencherif",) in published.ask("select name from out.entity where kind = 'person'")


def test_dropped_blocks_are_kept_with_their_rule(published: World) -> None:
    dropped = published.ask("select text, rule from out.block where not kept and article_id = 'dialogue'")
    assert {"Lire aussi : la météo du jour", "Partager sur Facebook"} <= {text for text, _ in dropped}
    assert all(rule for _, rule in dropped)


def test_the_run_is_in_the_journal_and_in_out(published: World) -> None:
    (trace,) = published.traces
    assert (trace.run.status, trace.run.articles_new, trace.run.articles_quarantined) == ("published", 3, 1)
    assert published.ask("select run_id, status, articles_new from out.run") == [(trace.run.run_id, "published", 3)]
    assert published.ask("select path, status from out.ledger where status <> 'loaded'") == [
        ("en/empty.txt", "quarantined")
    ]
    gates = {row[0] for row in published.ask("select distinct gate from out.gate_result")}
    assert gates == {"ingest", "clean", "extract", "resolve", "load", "audit"}
    assert (published.home.data_docs / "site" / "index.html").exists()


# ── nothing changed ──────────────────────────────────────────────────────────────────────────────────────────────────

# Give the command, then say which heavy packages it has imported.
_IMPORTED = """
import sys
from flows.cli import main
try:
    main()
finally:
    heavy = {name.partition(".")[0] for name in sys.modules} & {"spacy", "great_expectations", "prefect", "pandas"}
    print("heavy:", sorted(heavy))
"""


def test_a_run_without_changes_imports_nothing_heavy_and_publishes_nothing(offline: World) -> None:
    before = offline.published_as()
    places = ["--seeds", str(offline.seeds), "--warehouse", str(offline.warehouse)]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, "run", *places],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing changed: nothing was extracted and nothing published" in done.stdout
    assert "heavy: []" in done.stdout
    assert offline.published_as() == before
    assert list_history(offline.home.history) == []
    assert [trace.run.status for trace in offline.traces] == ["published", "unchanged"]
    assert offline.traces[-1].run.articles_unchanged == 3


def test_with_a_server_a_run_without_changes_is_a_flow_run_and_publishes_nothing(world: World) -> None:
    before = world.published_as()
    assert world.run().trace.run.status == "unchanged"
    assert world.published_as() == before


@pytest.mark.parametrize("how", ["empty", "missing"])
def test_a_file_that_turned_unreadable_keeps_its_facts(offline: World, how: str) -> None:
    facts = offline.ask("select count(*) from out.mention where article_id = 'dialogue'")
    before = offline.published_as()
    if how == "empty":
        offline.write("fr/dialogue.txt", " \n")
    else:
        (offline.seeds / "fr/dialogue.txt").unlink()
    report = offline.run()
    assert (report.trace.run.status, report.trace.run.articles_gone) == ("unchanged", 0)
    assert {entry.article_id: entry.status for entry in report.trace.ledger}["dialogue"] == (
        "quarantined" if how == "empty" else "missing"
    )
    assert offline.published_as() == before
    assert offline.ask("select count(*) from out.mention where article_id = 'dialogue'") == facts != [(0,)]


# ── something changed ────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edited_article_is_processed_and_no_other(world: World) -> None:
    (first,) = world.traces
    world.edit()
    report = world.run()
    assert headline(report.trace) == "3 articles: 1 changed, 1 quarantined"
    assert report.tally.pages["articles", "fr"] == sum(report.tally.pages["articles", x] for x in ("fr", "ar", "en"))
    made_by = dict(world.ask("select article_id, run_id from core.article"))
    assert made_by == {"dialogue": report.trace.run.run_id, "hiwar": first.run.run_id, "talks": first.run.run_id}
    assert world.ask("select status from out.article_version where article_id = 'dialogue' order by all") == [
        ("current",),
        ("superseded",),
    ]
    assert world.ask("select date_edtf from out.date_mention where surface like '%19 janvier%'") == [("2021-01-19",)]
    assert len(list_history(world.home.history)) == 1
    assert world.ask("select status from out.run order by started_at") == [("published",), ("published",)]


def test_a_removed_row_makes_its_article_gone(world: World) -> None:
    world.index("fr/dialogue.txt", "ar/hiwar.txt")
    report = world.run()
    assert (report.trace.run.status, report.trace.run.articles_gone) == ("published", 1)
    assert world.articles() == ["dialogue", "hiwar"]
    assert world.ask("select count(*) from out.mention where article_id = 'talks'") == [(0,)]
    assert world.ask("select count(*) > 0 from core.mention where article_id = 'talks'") == [(True,)]
    assert world.ask("select path, status from out.ledger where article_id = 'talks'") == [("en/talks.txt", "gone")]


def test_asked_for_one_language_nothing_is_called_gone(world: World) -> None:
    world.index("ar/hiwar.txt")
    world.edit("ar/hiwar.txt")
    report = world.run(languages=("ar",))
    assert (report.trace.run.articles_changed, report.trace.run.articles_gone) == (1, 0)
    assert report.tally.languages == ["ar"]
    assert world.articles() == ALL


def test_changed_sql_is_published_without_reading_any_article(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("no article has changed")

    monkeypatch.setattr("flows.decide.of_house", lambda: "another house")
    monkeypatch.setattr("flows.pipeline.resolve", never)
    monkeypatch.setattr("flows.pipeline.batch_runner", never)
    before = contents(world.warehouse)
    assert world.run().trace.run.status == "published"
    assert contents(world.warehouse) == before
    assert len(list_history(world.home.history)) == 1


def test_other_seeds_are_refused_but_in_full_and_give_the_same_again(world: World, tmp_path: Path) -> None:
    other = new_world(tmp_path / "other")
    before, facts = world.published_as(), contents(world.warehouse)
    with pytest.raises(UsageError, match=r"was made from .*: give another --warehouse, or --full"):
        world.run(seeds=other.seeds)
    assert world.published_as() == before
    report = world.run(seeds=other.seeds, full=True)
    assert (report.trace.run.articles_changed, report.trace.run.articles_unchanged) == (3, 0)
    assert contents(world.warehouse) == facts
    assert world.ask("select value from ops.meta where key = 'seeds'") == [(str(other.seeds.resolve()),)]


def test_after_a_rollback_publishing_waits_for_a_change(world: World) -> None:
    old = contents(world.warehouse)
    world.edit()
    world.run()
    new = contents(world.warehouse)
    told = world.here("rollback")
    assert told.code == 0 and "Publishing waits until an input changes" in told.out
    assert contents(world.warehouse) == old

    quiet = World(world.folder)
    waiting = quiet.here("run")
    assert waiting.code == 0 and "publishing waits (--full overrides)" in waiting.out
    assert contents(world.warehouse) == old
    assert "publishing waits until an input changes" in quiet.here("status").out

    world.write("fr/unlisted.txt", "any change among the inputs will do")
    assert world.run().trace.run.status == "published"
    assert contents(world.warehouse) == new
    assert "publishing waits" not in quiet.here("status").out


def test_full_overrides_a_hold(world: World) -> None:
    world.edit()
    world.run()
    new = contents(world.warehouse)
    world.here("rollback")
    assert world.run(full=True).trace.run.status == "published"
    assert contents(world.warehouse) == new


# ── killed ───────────────────────────────────────────────────────────────────────────────────────────────────────────

# Run, but be killed when the shadow is built and audited, and is about to be put in place.
_KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.publish import publish as stage
stage.set_aside_log = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from flows.decide import Request
from flows.run import run
run(Request(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def test_a_killed_run_leaves_nothing_half_visible_and_the_next_one_mends_it(world: World) -> None:
    assert world.server is not None
    before, facts = world.published_as(), contents(world.warehouse)
    world.edit()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(world.seeds), str(world.warehouse)],
        cwd=ROOT,
        env={**clean_environment(), **world.gates, "PREFECT_API_URL": world.server},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert world.published_as() == before
    assert contents(world.warehouse) == facts
    assert [trace.run.status for trace in world.traces] == ["published", "running"]
    assert len(list(world.home.stagings.iterdir())) == 1

    assert world.run().trace.run.status == "published"
    assert [trace.run.status for trace in world.traces] == ["published", "failed", "published"]
    assert list(world.home.stagings.iterdir()) == []
    assert len(list_history(world.home.history)) == 1
    assert world.ask("select status from out.run order by started_at") == [("published",), ("failed",), ("published",)]


# ── a first run without anything ─────────────────────────────────────────────────────────────────────────────────────


def test_a_first_run_that_finds_no_article_publishes_no_empty_house(tmp_path: Path, server: str) -> None:
    world = World(tmp_path, server)
    world.write("en/empty.txt", "")
    world.index("en/empty.txt")
    with pytest.raises(GateError, match="gate ingest stopped the run"):
        world.run()
    assert not world.warehouse.exists()
    assert [trace.run.status for trace in world.traces] == ["stopped"]


# ── many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_process_pool_gives_the_same_tables(published: World, tmp_path: Path, server: str, slim: Path) -> None:
    """Each article a batch, two workers; the run, a process of its own, reports to a server that is there already."""
    world = new_world(tmp_path)
    pool = {"HIWAR_POOL_FROM": "1", "HIWAR_BATCH": "1", "HIWAR_WORKERS": "2", "HIWAR_EXPECTATIONS": str(slim)}
    outcome = world.hiwar("run", env={**pool, "PREFECT_API_URL": server})
    assert (outcome.code, outcome.err) == (0, "")
    assert contents(world.warehouse) == contents(published.warehouse)
    assert not world.home.prefect.exists(), "no server of its own was needed"
