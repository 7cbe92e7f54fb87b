import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks.load.connection import connect
from tests.warehouse.small_corpus import build


@pytest.fixture(scope="session")
def small_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus as a warehouse file; tests only read it."""
    return build(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def reading(small_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(small_warehouse, read_only=True) as db:
        yield db


@pytest.fixture(scope="session")
def copy(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("copy") / "copy.duckdb"
    shutil.copyfile(small_warehouse, path)
    with connect(path) as db:
        yield db


@pytest.fixture
def breaking(copy: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the small warehouse that a test may spoil: what it does is undone."""
    copy.execute("begin")
    yield copy
    copy.execute("rollback")
