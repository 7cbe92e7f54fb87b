"""The expectations Hiwar ships: they hold on the small corpus, break when rows break, and are told as they are."""

import dataclasses
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.check import check
from tasks.gates.frames import of_staging, of_warehouse
from tasks.gates.passage import GATES, Passage, pass_staged
from tasks.gates.suites import Expectation, read_suite
from tasks.load.catalogue import read_catalogue
from tasks.load.schema import SQL_FOLDER
from tasks.records import KEPT_KINDS, Rejected
from tasks.settings import EXPECTATIONS, LANGUAGES
from tasks.tables import TABLES
from tests.gates.staged import fail_article, rows, spoil
from tests.warehouse import small_corpus as corpus

STAGED = GATES[:-1]
EVERY = [(gate, e) for gate in GATES for e in read_suite(EXPECTATIONS, gate).expectations]
_ROW = re.compile(r"\| (ingest|clean|extract|resolve|load) \|.*\|")


def stage(folder: Path, *articles: str) -> Path:
    """The small corpus as a run has staged it after resolve, an article a batch."""
    parts: list[dict[str, list[Any]]] = [{**corpus.ARTICLES[a](), "rejected": []} for a in articles]
    return corpus.stage(folder, *parts, corpus.resolved(articles))


def passes(staging: Path) -> dict[str, Passage]:
    return {gate: pass_staged(gate, EXPECTATIONS, staging, None, "run-1") for gate in STAGED}


def failed(passage: Passage) -> list[str]:
    return [f"{f.expectation.name} {f.expectation.columns}" for f in passage.findings if not f.success]


# ── they hold ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_hold_on_the_small_corpus(tmp_path: Path) -> None:
    staging = stage(tmp_path, *corpus.ARTICLES)
    before = {table: rows(staging, table) for table in TABLES}
    for gate, passage in passes(staging).items():
        assert (gate, failed(passage), passage.stops) == (gate, [], ())
        assert len(passage.findings) == len(read_suite(EXPECTATIONS, gate).expectations) + len(
            read_suite(EXPECTATIONS, gate).due
        )
    assert {table: rows(staging, table) for table in TABLES} == before


def test_all_hold_on_a_run_of_one_arabic_article(tmp_path: Path) -> None:
    for gate, passage in passes(stage(tmp_path, "tipaza-ar")).items():
        assert (gate, failed(passage)) == (gate, [])


def test_an_article_that_names_nobody_passes_with_a_warning(tmp_path: Path) -> None:
    page = corpus.ENGLISH.page_tables()
    staging = corpus.stage(tmp_path, {**page, "rejected": []}, corpus.resolved([]))
    corpus.stage(staging, {"family": corpus.resolved(["lagos-en"])["family"], "judgement": []})
    seen = passes(staging)
    assert {gate: passage.stops for gate, passage in seen.items()} == dict.fromkeys(STAGED, ())
    assert [name for passage in seen.values() for name in failed(passage)] == [
        "mention.expect_table_row_count_to_be_between ()"
    ]


def test_a_loaded_warehouse_passes_every_gate(tmp_path: Path) -> None:
    results, failing = check(corpus.build(tmp_path), EXPECTATIONS)
    assert {r.gate for r in results} == {"audit", *GATES}
    assert [(r.gate, r.expectation, r.column_name) for r in results if not r.success and r.gate != "audit"] == []
    assert [row for row in failing if row.table_name] == []


# ── they break ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_run_in_which_everything_is_quarantined_stops(tmp_path: Path) -> None:
    rejected = [Rejected("ingest", "en/broken.txt", "broken", None, None, None, "no text")]
    corpus.stage(tmp_path, {"article": [], "hint": [], "ledger": [], "rejected": rejected})
    passage = pass_staged("ingest", EXPECTATIONS, tmp_path, None, "run-1")
    assert passage.stops == ("article.expect_rows_where_rows_are_due failed: observed 0 rows",)


def test_one_article_of_three_that_fails_is_set_aside_and_all_three_stop(tmp_path: Path) -> None:
    staging = stage(tmp_path, *corpus.ARTICLES)
    fail_article(staging, "clean", "lagos-en")
    assert pass_staged("clean", EXPECTATIONS, staging, None, "run-1").stops == ()
    assert {a.article_id for a in rows(staging, "article")} == {"tipaza-fr", "tipaza-ar"}
    for batch, article in enumerate(("tipaza-fr", "tipaza-ar"), start=7):
        fail_article(staging, "clean", article, batch)
    assert pass_staged("clean", EXPECTATIONS, staging, None, "run-1").stops


def _all(row: Any) -> bool:
    return True


_BREAKS: list[tuple[str, str, Callable[[Any], bool], dict[str, Any]]] = [
    ("ingest", "article", _all, {"article_id": "same"}),
    ("ingest", "article", _all, {"format": "pdf"}),
    ("ingest", "article", _all, {"raw_text": ""}),
    ("ingest", "article", _all, {"content_sha256": "abc"}),
    ("ingest", "article", _all, {"published_manifest": "19 janvier 2021"}),
    ("ingest", "article", _all, {"page_published": "/"}),
    ("clean", "page", _all, {"language": "es"}),
    ("clean", "page", _all, {"body_chars": 0}),
    ("clean", "page", _all, {"published_edtf": "Y17e7"}),
    ("clean", "block", _all, {"kind": "advert"}),
    ("clean", "block", _all, {"text": "elsewhere"}),
    ("clean", "sentence", _all, {"raw_end": 0}),
    ("clean", "sentence", _all, {"block_kind": "menu"}),
    ("extract", "referent", _all, {"country_code": "dz"}),
    ("extract", "mention", _all, {"confidence": 1.5}),
    ("extract", "mention", _all, {"confidence": None}),
    ("extract", "mention", _all, {"method": "guess"}),
    ("extract", "mention", _all, {"surface": "nobody"}),
    ("extract", "role", _all, {"title_class": "king"}),
    ("extract", "date_mention", _all, {"date_edtf": "2021-1-8"}),
    ("extract", "event_report", _all, {"event_type": "party"}),
    ("extract", "event_report", _all, {"session_number": 2021}),
    ("extract", "event_report", _all, {"session_number": 0}),
    ("extract", "participation", _all, {"part": "guest"}),
    ("extract", "quote", _all, {"quote_id": "same"}),
    ("extract", "figure", _all, {"value_max": 1.0}),
    ("extract", "relation", _all, {"predicate": "likes"}),
    ("extract", "topic", _all, {"topic": "Not a key"}),
    ("resolve", "entity", lambda e: e.entity_id == "plc-dz", {"latitude": 91.0}),
    ("resolve", "entity", lambda e: e.kind == "mechanism", {"mechanism_kind": "club"}),
    ("resolve", "event", lambda e: e.event_id == "evt-1", {"end_on": date(2020, 1, 1)}),
    ("resolve", "event", lambda e: e.event_id == "evt-1", {"title": ""}),
    ("resolve", "referent_entity", lambda r: r.referent_id == "lagos-en/x1", {"referent_id": "lagos-en/x0"}),
    ("resolve", "article_event_link", lambda r: r.article_event_id == "tipaza-ar/e0", {"event_id": None}),
    ("resolve", "family", _all, {"is_family_head": False}),
    ("resolve", "judgement", _all, {"verdict": "maybe"}),
]


@pytest.fixture(scope="module")
def whole_staging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stage(tmp_path_factory.mktemp("whole"), *corpus.ARTICLES)


@pytest.mark.parametrize("gate", STAGED)
def test_what_breaks_stops_its_gate(tmp_path: Path, whole_staging: Path, gate: str) -> None:
    """Every row of _BREAKS is seen, on the column it spoils. One pass shows all breaks that don't share a column."""
    waiting = [b for b in _BREAKS if b[0] == gate]
    while waiting:
        together: dict[tuple[str, str], tuple[str, str, Callable[[Any], bool], dict[str, Any]]] = {}
        for one in waiting:
            together.setdefault((one[1], next(iter(one[3]))), one)
        waiting = [one for one in waiting if one not in together.values()]
        staging = Path(shutil.copytree(whole_staging, tmp_path / f"staging-{len(waiting)}"))
        for _, table, which, values in together.values():
            assert spoil(staging, table, which, **values), (table, values)
        stops = pass_staged(gate, EXPECTATIONS, staging, None, "run-1").stops
        for table, column in together:
            told = {"text": "in_page", "surface": "in_page"}.get(column, column)
            assert [s for s in stops if s.startswith(f"{table}.") and told in s], (table, column, stops)


# ── they are told as they are ────────────────────────────────────────────────────────────────────────────────────────


def test_the_readme_has_every_expectation_row_by_row() -> None:
    lines = (EXPECTATIONS / "README.md").read_text(encoding="utf-8").splitlines()
    told = [[c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines if _ROW.fullmatch(line)]
    assert [row[:-1] for row in told] == [_as_told(gate, e) for gate, e in EVERY]
    assert not [row for row in told if len(row[-1]) < 5], "every bound has its reason"


def _as_told(gate: str, e: Expectation) -> list[str]:
    bound = "`" + e.bound.replace("|", r"\|") + "`" if e.bound else "–"
    return [gate, e.table, ", ".join(e.columns) or "–", e.type, bound, e.severity]


def test_the_readme_names_the_tables_that_are_due() -> None:
    text = (EXPECTATIONS / "README.md").read_text(encoding="utf-8")
    for gate in GATES:
        due = ", ".join(f"`{table}`" for table in read_suite(EXPECTATIONS, gate).due)
        assert f"## {gate}\n\nDue: {due}." in text


def test_no_expectation_is_there_twice() -> None:
    seen = [(gate, e.table, e.type, e.columns, e.severity) for gate, e in EVERY]
    assert sorted(set(seen)) == sorted(seen)


def test_every_column_is_there_staged_and_loaded(tmp_path: Path) -> None:
    """A column that isn't there would stop every run; `hiwar check` asks the same of the warehouse."""
    for gate, e in EVERY:
        if not e.table.startswith("out."):
            assert set(e.columns) <= {*_columns(e.table), "in_page"}, (gate, e.table)
    with of_warehouse(corpus.build(tmp_path / "built"), "load") as built, of_staging(tmp_path, "clean") as staged:
        for _, e in EVERY:
            assert e.table in built.names
            assert e.table in staged.names or e.table.startswith("out.")


def _columns(table: str) -> set[str]:
    return {"article_id", "error"} if table == "outcome" else {f.name for f in dataclasses.fields(TABLES[table])}


def test_closed_lists_are_those_of_the_schema() -> None:
    allowed: dict[tuple[str, str], list[str]] = {}
    for view, column, value in read_catalogue(SQL_FOLDER / "schema.yml").vocabulary():
        allowed.setdefault((view, column), []).append(value)
    allowed["out.referent", "kind"] = allowed["out.entity", "kind"]
    allowed["out.entity", "mechanism_kind"] = allowed["out.mechanism", "mechanism_kind"]
    compared = 0
    for _, e in EVERY:
        key = f"out.{e.table.removeprefix('out.')}", "".join(e.columns)
        if e.type == "expect_column_values_to_be_in_set" and key in allowed:
            assert e.kwargs["value_set"] == allowed[key], key
            compared += 1
    assert compared > 35


def test_every_closed_list_of_a_staged_table_is_held_to() -> None:
    held = {(e.table, "".join(e.columns)) for _, e in EVERY if e.type == "expect_column_values_to_be_in_set"}
    for view, column, _ in read_catalogue(SQL_FOLDER / "schema.yml").vocabulary():
        table = view.removeprefix("out.")
        if table in TABLES and column in _columns(table):
            assert (table, column) in held


def test_languages_and_kept_kinds_are_those_of_the_code() -> None:
    lists = {(e.table, "".join(e.columns)): e.kwargs.get("value_set") for _, e in EVERY}
    assert lists["page", "language"] == lists["out.article", "language"] == list(LANGUAGES)
    assert set(lists["sentence", "block_kind"] or ()) == KEPT_KINDS


def test_dates_are_told_apart_by_one_pattern() -> None:
    dates = ("_edtf", "published_manifest", "published_page", "page_published")
    matched = [e for _, e in EVERY if e.type.endswith("match_regex") and "".join(e.columns).endswith(dates)]
    (pattern,) = {e.kwargs["regex"] for e in matched}
    for good in "2021 2021-03 2021-03-04 XXXX-06 2024-22 2021-03-04/2021-03-06 2021/.. 202X ~2021".split():
        assert re.search(pattern, good), good
    for bad in ("", "/", "..", "../..", "21", "2021-3", "2021-03-04T10:00", "Y17e7", "[2020,2021]", "juin 2021"):
        assert not re.search(pattern, bad), bad
