"""Loading: the same rows however often, history kept, and nothing at all when anything goes wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.load.checks import run_checks
from tasks.load.connection import connect
from tasks.load.load import LoadError, load, write_ops
from tasks.tables import TABLES, batch_path, write_records
from tests.load.rows import ask, contents
from tests.warehouse.small_corpus import ARTICLES, LOADED_AT, build, load_articles, resolved, stage, stamp, trace

BOTH = ("tipaza-fr", "tipaza-ar")
LATER = LOADED_AT + timedelta(days=1)


def ids(warehouse: Path, relation: str) -> list[str]:
    return [row[0] for row in ask(warehouse, f"select distinct article_id from {relation} order by all")]


def test_the_same_staging_loaded_again_changes_nothing(shadow: Path, tmp_path: Path) -> None:
    before = contents(shadow)
    loaded = load_articles(shadow, tmp_path, BOTH, BOTH, run_id="run-2", loaded_at=LATER)
    assert contents(shadow) == before
    assert loaded.rows["article"] == 2
    assert loaded.rows["mention"] == len(before["core.mention"])


def test_article_by_article_gives_what_all_at_once_gives(loaded_once: Path, tmp_path: Path) -> None:
    apart = build(tmp_path, ["tipaza-fr"])
    load_articles(apart, tmp_path, ["tipaza-ar"], BOTH, run_id="run-2")
    assert contents(apart) == contents(loaded_once)


def test_a_second_load_keeps_when_an_article_first_came(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path, ["tipaza-fr"], BOTH, run_id="run-2", loaded_at=LATER)
    rows = ask(shadow, "select article_id, first_loaded_at, last_loaded_at, run_id from core.article order by all")
    assert rows == [("tipaza-ar", LOADED_AT, LOADED_AT, "run-1"), ("tipaza-fr", LOADED_AT, LATER, "run-2")]


def test_an_article_of_another_run_stays_as_it_is(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path, ["lagos-en"], [*BOTH, "lagos-en"], run_id="run-2")
    assert ids(shadow, "out.article") == ["lagos-en", "tipaza-ar", "tipaza-fr"]
    assert ask(shadow, "select count(*) from out.mention where article_id = 'tipaza-fr'") == [(8,)]


def test_a_gone_article_leaves_out_and_stays_in_core(shadow: Path, tmp_path: Path) -> None:
    kept = contents(shadow)
    loaded = load_articles(shadow, tmp_path, [], ["tipaza-fr"], gone=["tipaza-ar"], run_id="run-2", loaded_at=LATER)
    assert loaded.gone == 1
    for view in ("article", "block", "sentence", "mention", "quote", "event_report"):
        assert ids(shadow, f"out.{view}") == ["tipaza-fr"], view
    for table in ("core.article", "core.mention", "raw.page"):
        assert contents(shadow)[table] == kept[table]
    assert ask(shadow, "select status, superseded_at from out.article_version where article_id = 'tipaza-ar'") == [
        ("gone", LATER)
    ]
    assert ask(shadow, "select report_count from out.event where event_id = 'evt-1'") == [(1,)]


def test_a_gone_article_that_comes_back_is_current_again(shadow: Path, tmp_path: Path) -> None:
    before = contents(shadow)
    load_articles(shadow, tmp_path / "1", [], ["tipaza-fr"], gone=["tipaza-ar"], run_id="run-2")
    load_articles(shadow, tmp_path / "2", ["tipaza-ar"], BOTH, run_id="run-3")
    assert contents(shadow) == before


def test_an_edited_article_supersedes_its_version_and_keeps_the_page(shadow: Path, tmp_path: Path) -> None:
    tables = ARTICLES["tipaza-ar"]()
    tables["article"] = [
        replace(tables["article"][0], content_sha256="another", raw_text=tables["article"][0].raw_text)
    ]
    staging = stage(tmp_path / "staging", tables, resolved(BOTH))
    load(shadow, staging, {"tipaza-ar"}, set(), stamp=stamp("run-2", loaded_at=LATER))
    versions = ask(
        shadow, "select status, superseded_at from out.article_version where article_id = 'tipaza-ar' order by all"
    )
    assert versions == [("current", None), ("superseded", LATER)]
    assert ask(shadow, "select count(*) from raw.page where article_id = 'tipaza-ar'") == [(2,)]
    assert ask(shadow, "select content_sha256 from out.article where article_id = 'tipaza-ar'") == [("another",)]


def test_a_quarantined_article_keeps_its_last_good_facts(shadow: Path, tmp_path: Path) -> None:
    """A gate set it aside on the way: some of its rows are still staged, its `article` row is not."""
    before = contents(shadow)
    tables = ARTICLES["tipaza-ar"]()
    tables["mention"] = [replace(row, surface="spoilt") for row in tables["mention"]]
    del tables["article"]
    staging = stage(tmp_path / "staging", tables, ARTICLES["tipaza-fr"](), resolved(BOTH))
    load(shadow, staging, {"tipaza-fr"}, set(), stamp=stamp("run-2"))
    assert contents(shadow) == before


def test_without_resolved_tables_those_of_before_stay(shadow: Path, tmp_path: Path) -> None:
    before = contents(shadow)
    staging = stage(tmp_path / "staging", ARTICLES["tipaza-fr"]())
    load(shadow, staging, {"tipaza-fr"}, set(), stamp=stamp("run-2"))
    assert contents(shadow) == before


def test_resolved_tables_are_replaced_together(shadow: Path, tmp_path: Path) -> None:
    said = resolved(["tipaza-fr"])
    del said["event"]
    load(shadow, stage(tmp_path / "staging", said), set(), {"tipaza-ar"}, stamp=stamp("run-2"))
    assert contents(shadow)["core.event"] == []
    assert ids(shadow, "core.family") == ["tipaza-fr"]


def test_a_judgement_that_stands_keeps_its_date_and_a_turned_one_gets_a_new_one(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path / "1", [], BOTH, run_id="run-2", loaded_at=LATER)
    assert ask(shadow, "select decided_at from core.judgement") == [(LOADED_AT,)]
    said = resolved(BOTH)
    said["judgement"] = [replace(said["judgement"][0], verdict="different")]
    load(shadow, stage(tmp_path / "2", said), set(), set(), stamp=stamp("run-3", loaded_at=LATER))
    assert ask(shadow, "select decided_at from core.judgement") == [(LATER,)]


def test_the_warehouse_says_what_it_was_made_from(shadow: Path) -> None:
    meta = dict(ask(shadow, "select key, value from ops.meta"))
    assert meta["run_id"] == "run-1"
    assert meta["seeds"] == "seeds"
    assert meta["input_signature"] == "inputs-1"
    assert meta["loaded_at"] == LOADED_AT.isoformat()
    assert {"schema_version", "house", "fingerprint"} <= meta.keys()


def test_a_loaded_warehouse_passes_every_check(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path / "1", ["lagos-en"], [*BOTH, "lagos-en"], run_id="run-2")
    load_articles(shadow, tmp_path / "2", [], ["tipaza-fr", "lagos-en"], gone=["tipaza-ar"], run_id="run-3")
    with connect(shadow, read_only=True) as db:
        broken = [check for check in run_checks(db) if check.severity == "critical" and not check.success]
    assert broken == []


# ── errors leave the shadow as it was ────────────────────────────────────────────────────────────────────────────────


def without_article(staging: Path) -> Path:
    batch_path(staging, "article", 0).unlink()
    return staging


def with_a_broken_file(staging: Path) -> Path:
    batch_path(staging, "quote", 0).write_text("no parquet")
    return staging


def with_a_missing_column(staging: Path) -> Path:
    import pyarrow.parquet as pq

    path = batch_path(staging, "relation", 0)
    pq.write_table(pq.read_table(path).drop_columns(["predicate"]), path)
    return staging


def with_a_null(staging: Path) -> Path:
    row = ARTICLES["tipaza-fr"]()["figure"][0]
    write_records(TABLES["figure"], [replace(row, kind=None)], batch_path(staging, "figure", 0))
    return staging


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (without_article, LoadError),
        (with_a_broken_file, duckdb.Error),
        (with_a_missing_column, duckdb.Error),
        (with_a_null, duckdb.ConstraintException),
    ],
)
def test_an_error_leaves_the_shadow_as_it_was(shadow: Path, tmp_path: Path, spoil: Any, error: type[Exception]) -> None:
    every = "'raw', 'core', 'ops'"
    before = contents(shadow, every)
    staging = spoil(stage(tmp_path / "staging", ARTICLES["tipaza-fr"](), resolved(["tipaza-fr"])))
    with pytest.raises(error):
        load(shadow, staging, {"tipaza-fr"}, {"tipaza-ar"}, stamp=stamp("run-2"), traces=[trace("run-2")])
    assert contents(shadow, every) == before


def test_an_error_in_the_last_step_leaves_the_shadow_as_it_was(
    shadow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    before = contents(shadow, "'raw', 'core', 'ops'")
    monkeypatch.setattr("tasks.load.load.write_meta", broken)
    with pytest.raises(RuntimeError, match="disk"):
        load_articles(shadow, tmp_path, [], ["tipaza-fr"], gone=["tipaza-ar"], run_id="run-2")
    assert contents(shadow, "'raw', 'core', 'ops'") == before


def test_a_changed_article_that_was_not_staged_is_named(shadow: Path, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="tipaza-fr"):
        load(shadow, tmp_path, {"tipaza-fr"}, set(), stamp=stamp("run-2"))


# ── ops ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def runs(warehouse: Path, table: str = "run") -> list[str]:
    return [row[0] for row in ask(warehouse, f"select distinct run_id from ops.{table} order by all")]


def test_traces_reach_ops_and_out(shadow: Path) -> None:
    assert ask(shadow, "select run_id, status, articles_new, seconds from out.run") == [("run-1", "published", 2, 1.5)]
    assert ask(shadow, "select path, status, reason from out.ledger where status = 'quarantined'") == [
        ("en/broken.txt", "quarantined", "no text")
    ]
    assert ask(shadow, "select stage, article_id, reason from out.quarantine") == [("ingest", "broken", "no text")]
    assert ask(shadow, "select gate, severity, success from out.gate_result") == [("clean", "critical", True)]


def later(run_id: str, days: int, **more: Any) -> Any:
    return trace(run_id, started_at=LOADED_AT + timedelta(days=days), **more)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
def test_every_run_is_copied_and_the_ledger_of_the_latest_only(shadow: Path, order: Sequence[int]) -> None:
    traces = [trace("run-1"), later("run-2", 1, status="unchanged"), later("run-3", 2, status="stopped")]
    write_ops(shadow, [traces[n] for n in order])
    assert runs(shadow) == runs(shadow, "gate_result") == runs(shadow, "quarantine") == ["run-1", "run-2", "run-3"]
    assert runs(shadow, "ledger") == ["run-3"]
    assert {row[0] for row in ask(shadow, "select run_id from out.ledger")} == {"run-3"}


def test_the_same_traces_written_again_change_nothing(shadow: Path) -> None:
    before = contents(shadow, "'ops'")
    write_ops(shadow, [trace("run-1")])
    assert contents(shadow, "'ops'") == before


def test_a_run_is_replaced_when_it_has_ended(shadow: Path) -> None:
    write_ops(shadow, [later("run-2", 1, status="running", finished_at=None, seconds=None)])
    write_ops(shadow, [later("run-2", 1, status="published", seconds=9.0)])
    assert ask(shadow, "select status, seconds from ops.run where run_id = 'run-2'") == [("published", 9.0)]


def test_runs_that_the_journal_forgot_stay(shadow: Path) -> None:
    write_ops(shadow, [later("run-2", 1)])
    assert runs(shadow) == ["run-1", "run-2"]


def test_no_traces_change_nothing(shadow: Path) -> None:
    before = contents(shadow, "'ops'")
    write_ops(shadow, [])
    assert contents(shadow, "'ops'") == before
