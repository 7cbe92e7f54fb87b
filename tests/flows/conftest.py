import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from flows import server as own
from tests.flows.world import Outcome, World, clean_environment, new_world, write_slim_expectations
from tests.warehouse.small_corpus import build


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect API of the tests' own on 127.0.0.1, ended with them."""
    folder = tmp_path_factory.mktemp("prefect")
    with patch.dict(os.environ, {**clean_environment(), "PREFECT_HOME": str(folder)}):
        process, url = own._start(folder / "server.log")
    try:
        own._await(process, url, folder / "server.log")
        yield url
    finally:
        own._send_what_waits()
        own._stop(process)


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Outcome]:
    """The one run from nothing, by the command and with a server of its own: what it made and how it ended."""
    world = new_world(tmp_path_factory.mktemp("first"))
    return world, world.hiwar("run")


@pytest.fixture(scope="session")
def published(first_run: tuple[World, Outcome]) -> World:
    """What the first run made. For reading only: tests that change something take `world`."""
    world, outcome = first_run
    assert outcome.code == 0, outcome.err
    return world


@pytest.fixture(scope="session")
def slim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one expectation a gate."""
    return write_slim_expectations(tmp_path_factory.mktemp("slim"))


@pytest.fixture
def world(published: World, tmp_path: Path, server: str, slim: Path) -> World:
    """A published world of the test's own, whose runs report to the tests' server and have slim gates."""
    return published.copy(tmp_path, server, slim)


@pytest.fixture
def offline(published: World, tmp_path: Path) -> World:
    """A published world of the test's own, without any server: for runs that have nothing to do."""
    return published.copy(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A warehouse made by hand, without any run: for commands that only read it."""
    folder = tmp_path_factory.mktemp("small")
    build(folder).rename(folder / "w.duckdb")
    return World(folder)
