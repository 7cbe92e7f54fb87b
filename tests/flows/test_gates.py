"""A gate that says no, or can't say anything, stops the run before readers see it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.flows.world import Outcome, World

Suite = dict[str, Any]


def impossible(suite: Suite) -> None:
    """A bound that no row meets: every one of them is shown."""
    table = "out.article" if suite["name"] == "load" else "article"
    suite["expectations"].append(
        {
            "type": "expect_column_values_to_be_in_set",
            "kwargs": {"column": "article_id", "value_set": ["no-such-article"]},
            "severity": "critical",
            "meta": {"table": table},
        }
    )


def empty(suite: Suite) -> None:
    suite["expectations"] = []


def mistyped(suite: Suite) -> None:
    suite["expectations"][0]["type"] = "expect_colum_values_to_not_be_nul"


def raising(suite: Suite) -> None:
    """An expectation on a column that isn't there can neither hold nor fail."""
    suite["expectations"][0] = {
        "type": "expect_column_values_to_not_be_null",
        "kwargs": {"column": "no_such_column"},
        "severity": "warning",
        "meta": {"table": suite["expectations"][0]["meta"]["table"]},
    }


@pytest.fixture
def stopped(world: World, slim: Path, tmp_path: Path) -> Callable[[str, Callable[[Suite], None]], Outcome]:
    """Run with one suite changed, after an edit, and see that nothing was published and the journal says why."""

    def run(gate: str, change: Callable[[Suite], None]) -> Outcome:
        folder = Path(shutil.copytree(slim, tmp_path / "expectations"))
        suite = json.loads((folder / f"{gate}.json").read_text(encoding="utf-8"))
        change(suite)
        (folder / f"{gate}.json").write_text(json.dumps(suite), encoding="utf-8")
        world.edit()
        before = world.published_as()
        told = world.here("run", env={"HIWAR_EXPECTATIONS": str(folder)})
        assert world.published_as() == before
        assert world.traces[-1].run.status == "stopped"
        assert world.traces[-1].quarantine[-1].stage == "gate"
        assert list(world.home.stagings.iterdir()) == []
        assert told.code == 1
        assert told.err.startswith("hiwar: ") and told.err.count("\n") == 1, told.err
        assert "nothing was published" in told.err or "expectations" in told.err
        return told

    return run


def test_a_broken_expectation_shows_the_failing_rows(stopped: Callable[..., Outcome], world: World) -> None:
    told = stopped("ingest", impossible)
    assert "gate ingest stopped the run, nothing was published" in told.err
    assert "article.expect_column_values_to_be_in_set (article_id) failed: 1 of 1 rows" in told.err
    assert "Expectations not met" in told.out
    assert '"article_id":"dialogue"' in told.out
    (row,) = [row for row in world.traces[-1].quarantine if row.table_name]
    assert (row.stage, row.table_name) == ("ingest", "article")
    assert row.row_json is not None and json.loads(row.row_json)["article_id"] == "dialogue"
    again = World(world.folder).here("status")
    assert "stopped" in again.out and "Expectations not met" in again.out


def test_an_empty_suite_lets_nothing_through(stopped: Callable[..., Outcome]) -> None:
    assert "holds no expectation: an empty suite would pass anything" in stopped("ingest", empty).err


def test_a_mistyped_expectation_is_named(stopped: Callable[..., Outcome]) -> None:
    assert "Great Expectations knows no expect_colum_values_to_not_be_nul" in stopped("clean", mistyped).err


def test_an_expectation_that_raises_stops_even_as_a_warning(stopped: Callable[..., Outcome], world: World) -> None:
    told = stopped("clean", raising)
    assert "could not be checked" in told.err
    assert [r.gate for r in world.traces[-1].gate_results if (r.observed or "").startswith("raised")] == ["clean"]


def test_the_last_gate_stops_what_is_built_and_audited(stopped: Callable[..., Outcome], world: World) -> None:
    told = stopped("load", impossible)
    assert "gate load stopped the run" in told.err
    assert "3 of 3 rows" in told.err
    assert {result.gate for result in world.traces[-1].gate_results} >= {"ingest", "resolve", "load", "audit"}


def test_a_failed_check_stops_before_the_last_gate(
    stopped: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.load.checks import Check

    bad = Check("odd", "Nothing is odd.", "critical", "select article_id from out.article where article_id = 'hiwar'")
    monkeypatch.setattr("tasks.load.checks.read_checks", lambda: [bad])
    told = stopped("load", lambda suite: None)
    assert "the audit stopped the run, nothing was published: check odd: 1 bad rows" in told.err
    assert "article_id=hiwar" in told.out


def test_missing_expectations_stop_the_run(world: World, tmp_path: Path) -> None:
    world.edit()
    before = world.published_as()
    (tmp_path / "none").mkdir()
    told = world.here("run", env={"HIWAR_EXPECTATIONS": str(tmp_path / "none")})
    assert (told.code, world.published_as()) == (1, before)
    assert "ingest.json is missing: a gate without expectations lets everything through" in told.err
