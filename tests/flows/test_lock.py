"""One run at a time: the second says who has the warehouse, and a dead holder holds nothing."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.lock import held, holder, is_held
from tasks.errors import LockedError, UsageError
from tasks.settings import ROOT, Home
from tests.flows.world import World, new_world

_HOLDER = """
import sys
from flows.lock import held
from tasks.settings import Home
with held(Home.of(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_run(warehouse: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold the warehouse in another process."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(warehouse)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        yield other
        other.communicate("")


def test_a_second_run_ends_with_a_clear_line(tmp_path: Path) -> None:
    world = new_world(tmp_path)
    with another_run(world.warehouse) as other:
        told = world.hiwar("run")
        assert (told.code, told.out) == (2, "")
        assert re.fullmatch(
            rf"hiwar: another run holds {re.escape(str(world.warehouse))} \(process {other.pid}, since [^)]+\): "
            r"wait for it, or stop it\n",
            told.err,
        )
    assert world.traces == []
    assert not world.warehouse.exists()


def test_a_rollback_waits_its_turn_too_and_status_tells(small: World, tmp_path: Path) -> None:
    import shutil

    world = World(tmp_path)
    shutil.copyfile(small.warehouse, world.warehouse)
    with another_run(world.warehouse) as other:
        assert world.here("rollback").code == 2
        assert f"A run holds it now (process {other.pid}" in world.here("status").out
    assert "A run holds it" not in world.here("status").out


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    home = Home.of(tmp_path / "w.duckdb")
    with another_run(home.warehouse) as other:
        assert is_held(home)
        with pytest.raises(LockedError), held(home):
            pass
        other.kill()
        other.wait()
        assert not is_held(home)
        with held(home):
            assert json.loads((home.state / "lock.json").read_text())["pid"] == os.getpid()


def test_a_process_may_hold_what_it_holds_already(tmp_path: Path) -> None:
    home = Home.of(tmp_path / "w.duckdb")
    with held(home):
        with held(home):
            assert is_held(home)
        assert is_held(home)
    assert not is_held(home)


def test_two_warehouses_are_held_apart(tmp_path: Path) -> None:
    with another_run(tmp_path / "a.duckdb"), held(Home.of(tmp_path / "b.duckdb")):
        assert is_held(Home.of(tmp_path / "a.duckdb"))


def test_asking_makes_no_lock(tmp_path: Path) -> None:
    assert not is_held(Home.of(tmp_path / "w.duckdb"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "{}", "null", '{"pid": 1}'])
def test_a_holder_of_whom_nothing_is_known(tmp_path: Path, content: str) -> None:
    home = Home.of(tmp_path / "w.duckdb")
    home.state.mkdir()
    (home.state / "lock.json").write_text(content)
    assert holder(home) == ""


def test_a_folder_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"), held(Home.of(tmp_path / "no" / "w.duckdb")):
        pass
    with pytest.raises(UsageError, match="is a folder"), held(Home.of(tmp_path)):
        pass
    (tmp_path / "w.duckdb.state").write_text("in the way")
    with pytest.raises(UsageError, match="can't be written"), held(Home.of(tmp_path / "w.duckdb")):
        pass
