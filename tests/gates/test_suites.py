"""An expectations file that would pass without checking anything is refused, and told why."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.gates.suites import SuiteError, read_suite
from tests.gates.conftest import WriteSuite, entry

UNIQUE = entry("article", "column_values_to_be_unique", column="article_id")


def test_a_suite_is_read_in_file_order(write_suite: WriteSuite) -> None:
    share = entry("block", "column_values_to_be_in_set", column="kind", value_set=["ملف", "body"], share=0.25)
    pair = entry("block", "column_pair_values_a_to_be_greater_than_b", column_A="raw_end", column_B="raw_start")
    key = entry("block", "compound_columns_to_be_unique", column_list=["article_id", "ordinal"], severity="warning")
    suite = read_suite(write_suite("clean", share, pair, key, due=("page",)), "clean")
    assert suite.due == ("page",)
    assert suite.tables == ("page", "block")
    assert [e.columns for e in suite.expectations] == [("kind",), ("raw_end", "raw_start"), ("article_id", "ordinal")]
    assert [e.bound for e in suite.expectations] == ['value_set=["ملف", "body"], max_share=0.25', "", ""]
    assert [e.severity for e in suite.expectations] == ["critical", "critical", "warning"]


def test_a_missing_file_is_no_gate(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="is missing"):
        read_suite(tmp_path, "clean")


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "clean.json").write_text("{", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"clean\.json is not JSON"):
        read_suite(tmp_path, "clean")


@pytest.mark.parametrize("content", [[], {}, {"expectations": []}, {"expectations": "all", "meta": {"due": ["page"]}}])
def test_an_empty_suite_is_refused(tmp_path: Path, content: object) -> None:
    (tmp_path / "clean.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SuiteError, match="holds no expectation"):
        read_suite(tmp_path, "clean")


def test_a_suite_must_say_which_tables_may_not_be_empty(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="names no table"):
        read_suite(write_suite("ingest", UNIQUE, due=()), "ingest")


@pytest.mark.parametrize(
    ("gate", "change", "told"),
    [
        ("clean", {"note": "x"}, "exactly type, kwargs, severity and meta"),
        ("clean", {"type": None}, "type and meta.table are due"),
        ("clean", {"meta": {}}, "type and meta.table are due"),
        ("clean", {"meta": {"table": "page", "max_shrae": 0.1}}, "max_shrae, which no gate reads"),
        ("clean", {"severity": "info"}, "severity is 'info'"),
        ("clean", {"meta": {"table": "page", "max_share": 1}}, "between 0 and 1"),
        ("clean", {"meta": {"table": "page", "max_share": 0}}, "between 0 and 1"),
        ("clean", {"meta": {"table": "page", "max_share": True}}, "between 0 and 1"),
        ("clean", {"severity": "warning", "meta": {"table": "page", "max_share": 0.1}}, "only critical ones"),
        ("resolve", {"meta": {"table": "entity", "max_share": 0.1}}, "only critical ones of clean, extract, ingest"),
    ],
)
def test_an_entry_no_gate_understands_is_named(
    write_suite: WriteSuite, gate: str, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(SuiteError, match="expectation 2: ") as raised:
        read_suite(write_suite(gate, UNIQUE, {**UNIQUE, **change}), gate)
    assert told in str(raised.value)
