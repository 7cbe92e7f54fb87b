"""What a run did to ids and facts: where ids went, and what readers see otherwise, and why."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks.load.load import load
from tasks.records import ReferentEntity
from tests.load.rows import ask
from tests.warehouse.small_corpus import build, load_articles, resolved, stage, stamp

BOTH = ("tipaza-fr", "tipaza-ar")
DIFF = "select fact_kind, fact_id, change, old_value, new_value, cause from out.diff where run_id = '{}' order by all"


def reload(shadow: Path, folder: Path, links: dict[str, str], run_id: str, **stamped: Any) -> None:
    """Load what resolve says anew, with these referents' entities, and no article."""
    tables = resolved(BOTH)
    before = {link.referent_id: link.entity_id for link in tables["referent_entity"]}
    tables["referent_entity"] = [ReferentEntity(r, e) for r, e in {**before, **links}.items()]
    people = {e.entity_id: e for e in tables["entity"]}
    tables["entity"] += [replace(people["per-1"], entity_id=e) for e in sorted(set(links.values()) - set(people))]
    load(shadow, stage(folder / run_id, tables), set(), set(), stamp=stamp(run_id, **stamped))


def redirects(shadow: Path) -> list[Any]:
    return ask(shadow, "select kind, old_id, new_id, run_id, reason from out.redirect order by all")


def test_an_id_that_was_merged_away_leads_to_the_other(shadow: Path, tmp_path: Path) -> None:
    reload(shadow, tmp_path, {"tipaza-fr/x1": "per-1", "tipaza-ar/x1": "per-1"}, "run-2")
    assert redirects(shadow) == [("entity", "per-2", "per-1", "run-2", "merged")]
    reload(shadow, tmp_path, {}, "run-3")  # undone: per-2 is back, and no way is left to go round
    assert redirects(shadow) == []


def test_an_id_that_was_split_says_what_left_it(shadow: Path, tmp_path: Path) -> None:
    reload(shadow, tmp_path, {"tipaza-ar/x0": "per-9"}, "run-2")
    assert redirects(shadow) == [("entity", "per-1", "per-9", "run-2", "split")]


def test_a_split_undone_leaves_the_way_from_the_id_that_is_no_more(shadow: Path, tmp_path: Path) -> None:
    reload(shadow, tmp_path, {"tipaza-ar/x0": "per-9"}, "run-2")
    reload(shadow, tmp_path, {}, "run-3")
    assert redirects(shadow) == [("entity", "per-9", "per-1", "run-3", "merged")]


def test_a_way_goes_on_to_where_its_end_went(shadow: Path, tmp_path: Path) -> None:
    both = dict.fromkeys(("tipaza-fr/x1", "tipaza-ar/x1"), "per-7")
    reload(shadow, tmp_path, both, "run-2")
    reload(shadow, tmp_path, dict.fromkeys(both, "per-8"), "run-3")
    assert redirects(shadow) == [
        ("entity", "per-2", "per-8", "run-2", "merged"),
        ("entity", "per-7", "per-8", "run-3", "merged"),
    ]


def test_a_run_that_changes_nothing_says_nothing(shadow: Path, tmp_path: Path) -> None:
    reload(shadow, tmp_path, {}, "run-2")
    assert redirects(shadow) == []
    assert ask(shadow, DIFF.format("run-2")) == []


def test_a_first_run_makes_every_fact_appear(loaded_once: Path) -> None:
    assert ask(loaded_once, "select distinct change, cause from out.diff") == [("appeared", "text")]
    assert ask(loaded_once, "select count(*) from out.diff where fact_kind = 'mention'") == ask(
        loaded_once, "select count(*) from out.mention"
    )


def test_facts_of_an_article_that_goes_vanish_by_its_text(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path, [], ["tipaza-fr"], gone=["tipaza-ar"], run_id="run-2")
    gone = [row for row in ask(shadow, DIFF.format("run-2")) if row[2] == "vanished"]
    assert {row[5] for row in gone} == {"text"}
    assert len([row for row in gone if row[0] == "mention"]) > 0


@pytest.mark.parametrize(
    ("stamped", "cause"),
    [
        ({"overrides": "o2"}, "override"),
        ({"lexicon": "l2"}, "lexicon"),
        ({"lexicon": "l2", "code": "c2"}, "code"),
    ],
)
def test_why_a_fact_is_another(tmp_path: Path, stamped: dict[str, str], cause: str) -> None:
    shadow = build(tmp_path)
    known = {"code": "c1", "lexicon": "l1", "overrides": "o1"}
    reload(shadow, tmp_path, {}, "run-2", **known)
    reload(shadow, tmp_path, {"tipaza-fr/x1": "per-1", "tipaza-ar/x1": "per-1"}, "run-3", **{**known, **stamped})
    changed = [row for row in ask(shadow, DIFF.format("run-3")) if row[0] == "mention"]
    assert changed and {(row[2], row[5]) for row in changed} == {("changed", cause)}
    assert "Karin Lindqvist" in changed[0][3] and "Samir Bencheikh" in changed[0][4]


def test_only_the_latest_runs_are_kept(shadow: Path, tmp_path: Path) -> None:
    for number in range(2, 25):
        other = "per-1" if number % 2 else "per-2"
        reload(shadow, tmp_path, {"tipaza-ar/x1": other}, f"run-{number:02d}")
    assert ask(shadow, "select count(distinct run_id), max(run_id) from out.diff") == [(20, "run-24")]
