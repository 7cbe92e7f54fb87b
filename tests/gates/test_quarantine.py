"""What is set aside goes with everything that can't do without it; what merely mentions it loses the reference."""

import dataclasses
import json
from pathlib import Path

from tasks.gates.quarantine import REFERENCES, WHOLE_ARTICLE, set_aside
from tasks.tables import TABLES
from tests.gates.staged import rows


def position(staging: Path, table: str, **values: object) -> int:
    found = [n for n, row in enumerate(rows(staging, table)) if all(getattr(row, k) == v for k, v in values.items())]
    (only,) = found
    return only


def test_nothing_failing_leaves_every_file_as_it_is(staging: Path) -> None:
    before = {path: path.read_bytes() for path in staging.glob("*/*.parquet")}
    assert set_aside(staging, "extract", {}) == []
    assert {path: path.read_bytes() for path in staging.glob("*/*.parquet")} == before


def test_a_row_goes_alone_and_is_kept_as_json(staging: Path) -> None:
    figures, mentions = rows(staging, "figure"), rows(staging, "mention")
    at = position(staging, "mention", mention_id="lagos-en/m1")  # in the last of three files
    (told,) = set_aside(staging, "extract", {"mention": {at: "mention.expect_x"}})
    assert (told.stage, told.article_id, told.table_name) == ("extract", "lagos-en", "mention")
    assert told.expectation == "mention.expect_x"
    assert json.loads(told.row_json or "")["mention_id"] == "lagos-en/m1"
    assert rows(staging, "mention") == mentions[:-1]
    assert rows(staging, "figure") == figures


def test_a_person_set_aside_takes_mentions_roles_and_parts_along_and_leaves_the_quotation(staging: Path) -> None:
    at = position(staging, "referent", referent_id="tipaza-fr/x0")
    told = set_aside(staging, "extract", {"referent": {at: "referent.expect_x"}})
    assert not [m for m in rows(staging, "mention") if m.referent_id == "tipaza-fr/x0"]
    assert rows(staging, "role") == []
    assert [p.referent_id for p in rows(staging, "participation") if p.article_id == "tipaza-fr"] == [
        "tipaza-fr/x1",
        "tipaza-fr/x3",
    ]
    (quote,) = [q for q in rows(staging, "quote") if q.article_id == "tipaza-fr"]
    assert (quote.speaker_id, quote.role_id, quote.article_event_id) == (None, None, "tipaza-fr/e0")
    assert sorted(r.table_name or "" for r in told) == ["mention"] * 3 + ["participation", "referent", "role"]
    follows = [r for r in told if r.table_name != "referent"]
    assert {r.expectation for r in follows} == {None}
    assert all("names a row of referent that was set aside" in r.reason for r in follows)


def test_an_event_set_aside_takes_its_parts_along_and_leaves_its_quotation(staging: Path) -> None:
    at = position(staging, "event_report", event_report_id="tipaza-ar/r0")
    told = set_aside(staging, "extract", {"event_report": {at: "event_report.expect_x"}})
    assert not [p for p in rows(staging, "participation") if p.article_id == "tipaza-ar"]
    (quote,) = [q for q in rows(staging, "quote") if q.article_id == "tipaza-ar"]
    assert quote.article_event_id is None
    assert sorted(r.table_name or "" for r in told) == ["event_report", "participation", "participation"]


def test_a_failing_page_block_or_sentence_sets_its_whole_article_aside(staging: Path) -> None:
    for table, article in (("page", "tipaza-fr"), ("block", "tipaza-ar"), ("sentence", "lagos-en")):
        at = next(n for n, row in enumerate(rows(staging, table)) if row.article_id == article)
        (told,) = set_aside(staging, "clean", {table: {at: f"{table}.expect_x"}})
        assert (told.article_id, told.table_name, told.expectation) == (article, None, f"{table}.expect_x")
        assert told.path == f"{article[-2:]}/{article}.txt"
        for name in TABLES.keys() - {"rejected", "ledger"}:
            assert article not in {getattr(row, "article_id", None) for row in rows(staging, name)}, name


def test_an_article_its_stage_has_rejected_goes_without_being_told_twice(staging: Path) -> None:
    failing = {"outcome": {1: "outcome.expect_x"}, "page": {1: "page.expect_y"}}
    assert set_aside(staging, "clean", failing) == []
    assert [a.article_id for a in rows(staging, "article")] == ["tipaza-fr", "lagos-en"]
    assert "tipaza-ar" not in {b.article_id for b in rows(staging, "block")}


def test_every_reference_names_columns_that_are_there() -> None:
    for reference in REFERENCES:
        for table, column in ((reference.table, reference.column), (reference.target, reference.key)):
            assert column in {field.name for field in dataclasses.fields(TABLES[table])}, reference
    for table in WHOLE_ARTICLE - {"outcome"}:
        assert "article_id" in {field.name for field in dataclasses.fields(TABLES[table])}


def test_every_id_a_fact_names_is_a_known_reference() -> None:
    """Or dropping a row would leave others pointing at nothing."""
    known = {(reference.table, reference.column) for reference in REFERENCES}
    own = {("event_report", "article_event_id"), ("referent", "referent_id"), ("referent", "lexicon_id")}
    for table in {reference.table for reference in REFERENCES}:
        named = {(table, f.name) for f in dataclasses.fields(TABLES[table]) if f.name.endswith("_id")}
        named -= {(table, "article_id"), (table, f"{table}_id"), *own}
        assert named <= known, named - known
