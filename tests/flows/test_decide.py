"""Whether a run has work: decided from hashes, before anything heavy is imported."""

from pathlib import Path

import pytest

from flows import decide
from flows.decide import UNCHANGED, WAITING, WORK, Past, Request, check_request, look_back, verdict
from tasks.errors import UsageError
from tasks.fingerprint import of_inputs
from tasks.ingest.plan import KnownArticle
from tasks.publish.hold import Hold, hold_path, write_hold
from tasks.settings import Home
from tests.flows.world import World

NOTHING = {"new": 0, "changed": 0, "gone": 0}


@pytest.fixture(autouse=True)
def same_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "of_house", lambda: "house-1")
    monkeypatch.setattr(decide, "of_facts", lambda: "f1")


def past(waits: bool = False, house: str = "house-1") -> Past:
    return Past({"house": house}, {}, waits, "")


@pytest.mark.parametrize("change", ["new", "changed", "gone"])
def test_any_change_is_work(change: str) -> None:
    assert verdict({**NOTHING, change: 1}, past()) == WORK


def test_without_change_there_is_none() -> None:
    assert verdict({**NOTHING, "quarantined": 3, "missing": 1, "unchanged": 9, "duplicate": 1}, past()) == UNCHANGED


def test_other_sql_is_work_without_any_article() -> None:
    assert verdict(NOTHING, past(house="another")) == WORK
    assert verdict(NOTHING, Past({}, {}, False, "")) == WORK


def test_a_hold_comes_before_everything() -> None:
    assert verdict({**NOTHING, "new": 5}, past(waits=True)) == WAITING


@pytest.mark.parametrize("languages", [("de",), ("fr", "xx"), ("FR",), ("",)])
def test_a_language_that_is_not_read_is_refused(languages: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="choose from fr, ar, en"):
        check_request(Request(Path("seeds"), Path("w.duckdb"), languages=languages))


def test_known_languages_and_none_are_accepted() -> None:
    for languages in (None, ("fr",), ("fr", "ar", "en")):
        check_request(Request(Path("seeds"), Path("w.duckdb"), languages=languages))


def test_without_a_warehouse_nothing_is_known(tmp_path: Path) -> None:
    request = Request(tmp_path / "seeds", tmp_path / "w.duckdb")
    assert look_back(Home.of(request.warehouse), request) == Past({}, {}, False, "")


def asking(small: World, **more: object) -> Past:
    request = Request(**{"seeds": Path("seeds"), "warehouse": small.warehouse, "full": True, **more})  # type: ignore[arg-type]
    return look_back(small.home, request)


def test_articles_are_known_with_hashes_and_path(small: World) -> None:
    known = asking(small).known
    assert sorted(known) == ["tipaza-ar", "tipaza-fr"]
    assert known["tipaza-fr"].path == "fr/tipaza-fr.txt"
    assert known["tipaza-fr"].content_sha256 and known["tipaza-fr"].manifest_sha256


def test_articles_of_other_code_match_nothing_and_keep_their_path(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decide, "of_facts", lambda: "f2")
    assert asking(small).known["tipaza-fr"] == KnownArticle("", "", "fr/tipaza-fr.txt")


def test_another_seeds_folder_is_refused_unless_in_full(small: World, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="was made from seeds, not from"):
        asking(small, seeds=tmp_path, full=False)
    assert asking(small, seeds=tmp_path, full=True).known


def test_a_run_waits_while_the_inputs_are_those_rolled_back(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    home = Home.of(tmp_path / "w.duckdb")
    home.state.mkdir()
    write_hold(hold_path(home.history), Hold((of_inputs(seeds),), "2021-01-01T00:00:00+00:00"))
    request = Request(seeds, home.warehouse)
    assert look_back(home, request).waits
    assert not look_back(home, Request(seeds, home.warehouse, full=True)).waits
    (seeds / "new.txt").write_text("new")
    assert not look_back(home, request).waits
