"""Where things lie, and the few numbers that the environment may turn."""

from pathlib import Path

import pytest

from tasks.errors import UsageError
from tasks.settings import EXPECTATIONS, ROOT, Home, Settings


def test_without_anything_set_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"HIWAR_BATCH": " ", "HIWAR_EXPECTATIONS": ""}) == Settings()
    assert Settings().expectations == EXPECTATIONS


def test_the_environment_sets_numbers_and_the_folder(tmp_path: Path) -> None:
    found = Settings.from_environment(
        {"HIWAR_BATCH": "3", "HIWAR_POOL_FROM": "1", "HIWAR_WORKERS": "0", "HIWAR_EXPECTATIONS": str(tmp_path)}
    )
    assert found == Settings(batch_articles=3, pool_from_articles=1, workers=0, expectations=tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HIWAR_BATCH", "0"),
        ("HIWAR_BATCH", "-1"),
        ("HIWAR_BATCH", "many"),
        ("HIWAR_POOL_FROM", "1.5"),
        ("HIWAR_WORKERS", "²"),
        ("HIWAR_EXPECTATIONS", "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"{name}={value}: give a"):
        Settings.from_environment({name: value})


def test_a_home_is_beside_its_warehouse_and_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home.of("sub/../w.duckdb")
    assert home.warehouse == tmp_path / "w.duckdb"
    state = tmp_path / "w.duckdb.state"
    assert home.state == state
    for path in (home.journal, home.history, home.data_docs, home.prefect, home.lock, home.shadow("r"), home.stagings):
        assert path.is_relative_to(state)
    assert home.shadow("r").parent == home.staging("r")
    assert list(tmp_path.iterdir()) == []


def test_two_warehouses_in_one_folder_share_nothing(tmp_path: Path) -> None:
    assert Home.of(tmp_path / "a.duckdb").state != Home.of(tmp_path / "b.duckdb").state


def test_a_link_is_a_warehouse_of_its_own(tmp_path: Path) -> None:
    """A link is not followed: the rename would replace the link, and readers of its target would see nothing new."""
    (tmp_path / "link.duckdb").symlink_to(tmp_path / "real.duckdb")
    assert Home.of(tmp_path / "link.duckdb").warehouse.name == "link.duckdb"


def test_the_root_is_the_project() -> None:
    assert (ROOT / "pyproject.toml").exists()
