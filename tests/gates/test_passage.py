"""A gate from end to end, on the small corpus: what Great Expectations says, and what it leaves unsaid."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.errors import GateError
from tasks.gates.engine import Session
from tasks.gates.passage import Passage, pass_staged
from tasks.gates.suites import SuiteError
from tasks.tables import write_records
from tests.gates.conftest import WriteSuite, entry
from tests.gates.staged import fail_article, rows, spoil

UNIQUE = entry("article", "column_values_to_be_unique", column="article_id")


def extract_gate(staging: Path, expectations: Path, docs: Path | None = None) -> Passage:
    return pass_staged("extract", expectations, staging, docs, "run-1")


def staged_files(staging: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in staging.glob("*/*.parquet")}


def test_what_holds_goes_on(staging: Path, write_suite: WriteSuite) -> None:
    passage = extract_gate(staging, write_suite("extract", UNIQUE))
    assert (passage.stops, passage.failing) == ((), ())
    assert [f.expectation.type for f in passage.findings] == [
        "expect_rows_where_rows_are_due",
        "expect_column_values_to_be_unique",
    ]
    assert all(f.success and f.rows == 3 for f in passage.findings)
    assert rows(staging, "rejected") == []


def test_a_broken_expectation_stops_and_shows_the_failing_rows(staging: Path, write_suite: WriteSuite) -> None:
    before = staged_files(staging)
    place_only = entry("mention", "column_values_to_be_in_set", column="kind", value_set=["place"])
    passage = extract_gate(staging, write_suite("extract", place_only))
    persons = [m for m in rows(staging, "mention") if m.kind != "place"]
    (stop,) = passage.stops
    assert stop.startswith("mention.expect_column_values_to_be_in_set (kind) failed: ")
    assert [json.loads(r.row_json or "")["mention_id"] for r in passage.failing] == [m.mention_id for m in persons]
    assert {(r.stage, r.table_name) for r in passage.failing} == {("extract", "mention")}
    assert staged_files(staging) == before  # a run that stops leaves what it saw as it was


def test_no_more_failing_rows_are_shown_than_anyone_reads(staging: Path, write_suite: WriteSuite) -> None:
    nothing_holds = entry("block", "column_values_to_be_in_set", column="rule", value_set=["none"])
    blocks = rows(staging, "block")
    for path in sorted((staging / "block").glob("*")):
        path.unlink()
    write_records(type(blocks[0]), blocks * 4, staging / "block" / "batch-00000.parquet")
    passage = extract_gate(staging, write_suite("extract", nothing_holds))
    assert len(passage.findings[1].failing) == 4 * len(blocks) > 20 == len(passage.failing)


def test_a_mistyped_expectation_stops(staging: Path, write_suite: WriteSuite) -> None:
    mistyped = entry("article", "column_values_to_be_uniqe", column="article_id")
    with pytest.raises(SuiteError, match="knows no expect_column_values_to_be_uniqe"):
        extract_gate(staging, write_suite("extract", UNIQUE, mistyped))


def test_a_mistyped_argument_stops(staging: Path, write_suite: WriteSuite) -> None:
    mistyped = entry("figure", "column_values_to_be_between", column="value_min", min_valeu=0)
    with pytest.raises(GateError, match="min_valeu"):
        extract_gate(staging, write_suite("extract", UNIQUE, mistyped))


def test_a_table_nobody_has_stops(staging: Path, write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="there is no table articles"):
        extract_gate(staging, write_suite("extract", entry("articles", "table_row_count_to_be_between", min_value=0)))


def test_an_empty_or_missing_suite_stops(staging: Path, write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="an empty suite would pass anything"):
        extract_gate(staging, write_suite("extract"))
    with pytest.raises(SuiteError, match="is missing"):
        pass_staged("clean", write_suite("extract", UNIQUE), staging, None, "run-1")


@pytest.mark.parametrize("severity", ["critical", "warning"])
def test_an_expectation_that_raises_stops_whatever_its_severity(
    staging: Path, write_suite: WriteSuite, severity: str
) -> None:
    no_column = entry("article", "column_values_to_be_unique", column="articleid", severity=severity)
    passage = extract_gate(staging, write_suite("extract", UNIQUE, no_column))
    (stop,) = passage.stops
    assert "article.expect_column_values_to_be_unique (articleid) could not be checked: " in stop
    assert [f.raised is None for f in passage.findings] == [True, True, False]
    assert not passage.findings[-1].success


def test_zero_rows_where_rows_are_due_stop(staging: Path, write_suite: WriteSuite) -> None:
    not_null = entry("role", "column_values_to_not_be_null", column="role_id")
    for path in (staging / "role").glob("*"):
        path.unlink()
    assert extract_gate(staging, write_suite("extract", not_null)).stops == ()  # zero rows: it holds
    passage = extract_gate(staging, write_suite("extract", not_null, due=("article", "role")))
    assert passage.stops == ("role.expect_rows_where_rows_are_due failed: observed 0 rows",)


@pytest.mark.parametrize("answers", [0, 1, 3])
def test_another_number_of_answers_than_expectations_stops(
    staging: Path, write_suite: WriteSuite, monkeypatch: pytest.MonkeyPatch, answers: int
) -> None:
    said: dict[str, Any] = {"success": True, "result": {}, "exception_info": {}}
    monkeypatch.setattr(Session, "validate", lambda *_: [said] * answers)
    with pytest.raises(SuiteError, match=f"2 expectations on article, {answers} answers"):
        extract_gate(staging, write_suite("extract", UNIQUE, UNIQUE))


def test_a_failure_without_anything_observed_counts_as_raised(
    staging: Path, write_suite: WriteSuite, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, Any] = {"success": False, "result": {}, "exception_info": {}}
    monkeypatch.setattr(Session, "validate", lambda *_: [said])
    passage = extract_gate(staging, write_suite("extract", {**UNIQUE, "severity": "warning"}))
    assert passage.stops[0].endswith("could not be checked: it failed without having observed anything")


def test_whatever_goes_wrong_in_a_gate_is_a_gate_error(staging: Path, write_suite: WriteSuite) -> None:
    (staging / "article" / "batch-00000.parquet").write_bytes(b"no parquet")
    with pytest.raises(GateError, match="gate extract could not be checked: "):
        extract_gate(staging, write_suite("extract", UNIQUE))


def test_a_warning_is_only_recorded(staging: Path, write_suite: WriteSuite) -> None:
    before = rows(staging, "block")
    kept = entry(
        "block", "column_values_to_be_in_set", column="kept", value_set=[True], mostly=0.99, severity="warning"
    )
    passage = extract_gate(staging, write_suite("extract", kept))
    assert (passage.stops, passage.failing) == ((), ())
    assert not passage.findings[-1].success
    assert passage.findings[-1].observed == "3 of 9: False, False, False"
    assert rows(staging, "block") == before


FORM: dict[str, Any] = {"column": "form", "value_set": ["full", "short", "office", "acronym"]}


def test_rows_up_to_max_share_are_set_aside(staging: Path, write_suite: WriteSuite) -> None:
    mentions = rows(staging, "mention")
    assert spoil(staging, "mention", lambda m: m.mention_id == "tipaza-ar/m2", form="nickname") == 1
    suite = write_suite("extract", entry("mention", "column_values_to_be_in_set", share=0.1, **FORM))
    passage = extract_gate(staging, suite)
    assert (passage.stops, passage.failing) == ((), ())
    assert not passage.findings[-1].success
    assert rows(staging, "mention") == [m for m in mentions if m.mention_id != "tipaza-ar/m2"]
    (told,) = rows(staging, "rejected")
    assert told.expectation == "mention.expect_column_values_to_be_in_set"
    assert json.loads(told.row_json)["form"] == "nickname"
    again = extract_gate(staging, suite)
    assert all(f.success for f in again.findings)


def test_rows_beyond_max_share_stop(staging: Path, write_suite: WriteSuite) -> None:
    spoilt = spoil(staging, "mention", lambda m: m.article_id == "tipaza-ar", form="nickname")
    mentions = rows(staging, "mention")
    passage = extract_gate(
        staging, write_suite("extract", entry("mention", "column_values_to_be_in_set", share=0.2, **FORM))
    )
    (stop,) = passage.stops
    assert f"{spoilt} of {len(mentions)} rows, more than the share of 0.2" in stop
    assert len(passage.failing) == spoilt
    assert (rows(staging, "mention"), rows(staging, "rejected")) == (mentions, [])


def test_one_reason_to_stop_keeps_everything_in_place(staging: Path, write_suite: WriteSuite) -> None:
    spoil(staging, "mention", lambda m: m.mention_id == "tipaza-ar/m2", form="nickname")
    before = staged_files(staging)
    share = entry("mention", "column_values_to_be_in_set", share=0.1, **FORM)
    broken = entry("article", "column_values_to_be_in_set", column="format", value_set=["pdf"])
    assert len(extract_gate(staging, write_suite("extract", share, broken)).stops) == 1
    assert staged_files(staging) == before


IN_PAGE: dict[str, Any] = {"column": "in_page", "value_set": [True]}


def test_a_fact_that_is_not_in_its_page_is_set_aside(staging: Path, write_suite: WriteSuite) -> None:
    """A surface the page doesn't have there, and offsets outside the page."""
    spoil(staging, "mention", lambda m: m.mention_id == "lagos-en/m0", surface="Karin Lindquist")
    spoil(staging, "mention", lambda m: m.mention_id == "lagos-en/m1", raw_start=10_000, raw_end=10_005)
    passage = extract_gate(
        staging, write_suite("extract", entry("mention", "column_values_to_be_in_set", share=0.25, **IN_PAGE))
    )
    assert passage.stops == ()
    assert not [m for m in rows(staging, "mention") if m.article_id == "lagos-en"]
    assert sorted(json.loads(r.row_json)["mention_id"] for r in rows(staging, "rejected")) == [
        "lagos-en/m0",
        "lagos-en/m1",
    ]


def test_a_block_or_sentence_that_is_not_in_its_page_is_seen(staging: Path, write_suite: WriteSuite) -> None:
    spoil(staging, "block", lambda b: (b.article_id, b.ordinal) == ("lagos-en", 1), text="Karin Lindqvist left Lagos.")
    spoil(staging, "sentence", lambda s: s.sentence_id == "tipaza-ar/s1", raw_start=0)
    suite = write_suite("extract", *(entry(t, "column_values_to_be_in_set", **IN_PAGE) for t in ("block", "sentence")))
    block, sentence = (f for f in extract_gate(staging, suite).findings if f.failing)
    assert (len(block.failing), len(sentence.failing)) == (1, 1)
    assert json.loads(block.examples[0])["article_id"] == "lagos-en"
    assert json.loads(sentence.examples[0])["sentence_id"] == "tipaza-ar/s1"


FINISHED: dict[str, Any] = {"column": "error"}


def test_an_article_a_stage_could_not_finish_is_set_aside(staging: Path, write_suite: WriteSuite) -> None:
    fail_article(staging, "extract", "tipaza-ar")
    suite = write_suite("extract", entry("outcome", "column_values_to_be_null", share=0.5, **FINISHED))
    passage = extract_gate(staging, suite)
    assert passage.stops == ()
    assert [a.article_id for a in rows(staging, "article")] == ["tipaza-fr", "lagos-en"]
    assert len(rows(staging, "rejected")) == 1  # the stage has told it; the gate does not say it again


def test_another_stage_s_failure_is_not_this_gate_s(staging: Path, write_suite: WriteSuite) -> None:
    fail_article(staging, "clean", "tipaza-ar")
    suite = write_suite("extract", entry("outcome", "column_values_to_be_null", **FINISHED))
    assert extract_gate(staging, suite).stops == ()


def test_articles_failing_beyond_the_share_stop(staging: Path, write_suite: WriteSuite) -> None:
    for batch, article in enumerate(("tipaza-ar", "tipaza-fr"), start=7):
        fail_article(staging, "extract", article, batch)
    suite = write_suite("extract", entry("outcome", "column_values_to_be_null", share=0.5, **FINISHED))
    passage = extract_gate(staging, suite)
    assert "2 of 3 rows, more than the share of 0.5" in passage.stops[0]
    assert "odd page" in (passage.failing[0].row_json or "")
    assert len(rows(staging, "article")) == 3
