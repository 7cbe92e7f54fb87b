import shutil
from pathlib import Path

import pytest

from tests.warehouse.small_corpus import build


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The French and the Arabic page of the small corpus, loaded; tests take copies."""
    return build(tmp_path_factory.mktemp("loaded"))


@pytest.fixture
def shadow(loaded_once: Path, tmp_path: Path) -> Path:
    """A shadow that holds two articles, for the test to load into."""
    return Path(shutil.copyfile(loaded_once, tmp_path / "shadow.duckdb"))
