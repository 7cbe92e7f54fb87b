"""Publishing: one rename, the old file kept, nothing half-done wherever it is killed."""

import os
import signal
import stat
import subprocess
import sys

import duckdb
import pytest

from tasks.publish.history import keep_published, list_history
from tasks.publish.hold import Hold, write_hold
from tasks.publish.publish import PublishError, publish
from tasks.settings import ROOT
from tests.publish.house import House, number_in


def test_a_first_publish_puts_the_shadow_in_place(house: House) -> None:
    assert house.publish(1) is None
    assert number_in(house.warehouse) == 1
    assert not (house.folder / "shadow.duckdb").exists()
    assert list_history(house.history) == []


def test_the_published_file_is_read_only(house: House) -> None:
    house.publish(1)
    assert stat.S_IMODE(house.warehouse.stat().st_mode) == 0o444


def test_the_old_file_is_kept_by_a_second_name_not_a_copy(house: House) -> None:
    house.publish(1)
    before = house.warehouse.stat().st_ino
    kept = house.publish(2)
    assert kept is not None
    assert kept.stat().st_ino == before
    assert (number_in(kept), number_in(house.warehouse)) == (1, 2)


def test_the_last_five_are_kept_the_newest_first(house: House) -> None:
    for number in range(1, 9):
        house.publish(number)
    assert house.kept() == [7, 6, 5, 4, 3]
    assert [number_in(entry.path) for entry in list_history(house.history)] == [7, 6, 5, 4, 3]
    assert number_in(house.warehouse) == 8


def test_files_published_at_the_same_moment_are_all_kept(house: House) -> None:
    for number in (1, 2, 3):
        house.publish(number)
        os.utime(house.warehouse, (1_600_000_000, 1_600_000_000))
    house.publish(4)
    assert sorted(house.kept()) == [1, 2, 3]


def test_keeping_a_file_twice_keeps_it_once(house: House) -> None:
    house.publish(1)
    first = keep_published(house.warehouse, house.history)
    assert keep_published(house.warehouse, house.history) == first
    assert house.kept() == [1]


def test_where_there_are_no_hard_links_a_copy_is_kept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("this file system has no hard links")

    house.publish(1)
    monkeypatch.setattr(os, "link", no_links)
    kept = house.publish(2)
    assert kept is not None and number_in(kept) == 1
    assert list(house.history.glob(".*")) == []


def test_foreign_files_in_the_history_are_left_alone(house: House) -> None:
    house.publish(1)
    house.history.joinpath("mine.duckdb").write_bytes(b"not of the history")
    house.publish(2, keep=0)
    assert [path.name for path in house.history.iterdir()] == ["mine.duckdb"]


def test_a_stale_log_is_moved_aside(house: House) -> None:
    """Somebody opened the published file for writing and died: DuckDB would replay that log into the new file."""
    house.publish(1)
    house.warehouse.chmod(0o644)
    script = (
        "import duckdb, os, sys\n"
        "db = duckdb.connect(sys.argv[1])\n"
        "db.execute('update number set n = 99')\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(house.warehouse)], check=True)
    log = house.warehouse.with_name("w.duckdb.wal")
    assert log.exists()
    house.publish(2)
    assert not log.exists()
    assert (house.history / "stale.wal").exists()
    assert number_in(house.warehouse) == 2


def test_a_missing_shadow_changes_nothing(house: House) -> None:
    house.publish(1)
    with pytest.raises(PublishError, match="nothing to publish"):
        publish(house.folder / "none.duckdb", house.warehouse, house.history)
    assert number_in(house.warehouse) == 1
    assert house.kept() == []


def test_what_is_no_duckdb_file_is_not_published(house: House) -> None:
    house.publish(1)
    shadow = house.folder / "odd.duckdb"
    shadow.write_text("not a database")
    with pytest.raises(PublishError, match="cannot be finished"):
        publish(shadow, house.warehouse, house.history)
    assert number_in(house.warehouse) == 1


def test_a_shadow_that_another_process_writes_is_not_published(house: House) -> None:
    shadow = house.shadow(1)
    script = "import duckdb, sys\ndb = duckdb.connect(sys.argv[1])\nprint('open', flush=True)\nsys.stdin.read()\n"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(shadow)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == b"open\n"
        with pytest.raises(PublishError, match="cannot be finished"):
            publish(shadow, house.warehouse, house.history)
        assert not house.warehouse.exists()
        other.communicate(b"")


def test_publishing_releases_a_hold(house: House) -> None:
    house.publish(1)
    write_hold(house.hold, Hold(("inputs-1",), "2021-01-01T00:00:00+00:00"))
    house.publish(2)
    assert not house.hold.exists()


# Publish, but be killed just before the named step.
_KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.publish import publish as stage

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

shadow, warehouse, history, step = sys.argv[1:]
owner = {"chmod": Path, "utime": os, "replace": os}.get(step, stage)
setattr(owner, step, die)
stage.publish(Path(shadow), Path(warehouse), Path(history))
"""
_AFTER_THE_RENAME = {"prune", "release"}
STEPS = "_finish keep_published set_aside_log chmod utime replace prune release".split()


@pytest.mark.parametrize("step", STEPS)
def test_killed_before_any_step_the_file_is_the_old_or_the_new_one(house: House, step: str) -> None:
    house.publish(1)
    arguments = [str(house.shadow(2)), str(house.warehouse), str(house.history), step]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert number_in(house.warehouse) == (2 if step in _AFTER_THE_RENAME else 1)
    assert not house.warehouse.with_name("w.duckdb.wal").exists()
    house.folder.joinpath("shadow.duckdb").unlink(missing_ok=True)
    house.publish(3)
    assert number_in(house.warehouse) == 3
    assert house.kept() == ([2, 1] if step in _AFTER_THE_RENAME else [1])


# Open the file, ask it, close it, again and again until told to stop; say how often, and what was seen.
_READER = """
import sys, threading, duckdb
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
seen, times = [], 0
while not stop.is_set():
    with duckdb.connect(sys.argv[1], read_only=True) as db:
        ((n,),) = db.execute("select n from number").fetchall()
        ((again,),) = db.execute("select n from number").fetchall()
    assert n == again
    times += 1
    if not seen or seen[-1] != n:
        seen.append(n)
        print(n, flush=True)
assert seen == sorted(seen), seen
"""


def test_readers_never_meet_an_error_while_files_are_published(house: House) -> None:
    """Three processes query in a loop; each publish waits until one of them has seen the one before."""
    house.publish(1)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", _READER, str(house.warehouse)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    last = 12
    try:
        for number in range(2, last + 1):
            reader = readers[number % len(readers)]
            assert reader.stdout is not None
            for line in reader.stdout:
                if int(line) == number - 1:
                    break
            house.publish(number)
        for reader in readers:
            assert reader.stdout is not None
            assert any(int(line) == last for line in reader.stdout)
    finally:
        outcomes = [reader.communicate() for reader in readers]
    assert [error for _, error in outcomes] == ["", "", ""]
    assert [reader.returncode for reader in readers] == [0, 0, 0]


def test_a_reader_that_has_the_old_file_open_keeps_the_old_world(house: House) -> None:
    house.publish(1)
    script = (
        "import duckdb, sys\n"
        "db = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
        "print(db.execute('select n from number').fetchall())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(house.warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None and reader.stdout.readline() == "open\n"
        house.publish(2)
        told, _ = reader.communicate("")
    assert told == "[(1,)]\n"
    assert number_in(house.warehouse) == 2


def test_the_log_of_a_shadow_is_brought_into_the_file(house: House) -> None:
    shadow = house.shadow(1)
    script = (
        "import duckdb, os, sys\ndb = duckdb.connect(sys.argv[1])\ndb.execute('update number set n = 7')\nos._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(shadow)], check=True)
    assert shadow.with_name("shadow.duckdb.wal").exists()
    publish(shadow, house.warehouse, house.history)
    assert number_in(house.warehouse) == 7
    with duckdb.connect(str(house.warehouse), read_only=True) as db:
        assert db.execute("select count(*) from number").fetchall() == [(1,)]
