"""Going back: one step for readers, one file further each time, and nothing comes straight back."""

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.errors import InputError
from tasks.publish.hold import Hold, HoldError, is_held, read_hold, release, write_hold
from tasks.publish.rollback import rollback
from tasks.settings import ROOT
from tests.publish.house import House, number_in


def test_a_rollback_puts_the_file_before_in_place(house: House) -> None:
    for number in (1, 2, 3):
        house.publish(number)
    done = rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == 2
    assert done.withdrawn is not None and number_in(done.withdrawn) == 3
    assert house.kept() == [1]


def test_a_second_rollback_goes_one_further_back(house: House) -> None:
    for number in (1, 2, 3):
        house.publish(number)
    first = rollback(house.warehouse, house.history)
    second = rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == 1
    assert second.restored.published_at < first.restored.published_at
    with pytest.raises(InputError, match="nothing to go back to"):
        rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == 1


def test_without_history_nothing_changes(house: House) -> None:
    house.publish(1)
    with pytest.raises(InputError, match="nothing to go back to"):
        rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == 1
    assert not house.hold.exists()


def test_the_restored_file_stays_read_only_and_publishing_goes_on(house: House) -> None:
    for number in (1, 2):
        house.publish(number)
    rollback(house.warehouse, house.history)
    assert stat.S_IMODE(house.warehouse.stat().st_mode) == 0o444
    house.publish(3)
    assert number_in(house.warehouse) == 3
    assert house.kept() == [1]


def test_a_warehouse_that_is_gone_or_damaged_can_be_rolled_back(house: House) -> None:
    for number in (1, 2, 3):
        house.publish(number)
    house.warehouse.chmod(0o644)
    house.warehouse.unlink()
    done = rollback(house.warehouse, house.history)
    assert (done.withdrawn, done.hold.input_signatures) == (None, ())
    assert number_in(house.warehouse) == 2
    house.warehouse.unlink()
    house.warehouse.write_text("no database any more")
    done = rollback(house.warehouse, house.history)
    assert done.hold.input_signatures == ()
    assert number_in(house.warehouse) == 1


def test_a_stale_log_is_not_replayed_into_the_restored_file(house: House) -> None:
    for number in (1, 2):
        house.publish(number)
    house.warehouse.with_name("w.duckdb.wal").write_bytes(b"what somebody left")
    rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == 1
    assert (house.history / "stale.wal").exists()


def test_the_hold_names_the_inputs_of_what_was_withdrawn(house: House) -> None:
    for number in (1, 2):
        house.publish(number)
    assert not is_held(house.hold, "inputs-2")
    rollback(house.warehouse, house.history)
    assert is_held(house.hold, "inputs-2")
    assert not is_held(house.hold, "inputs-3")
    assert not is_held(house.hold, "inputs-1")


def test_after_two_rollbacks_the_inputs_of_both_are_held(house: House) -> None:
    """Between them nobody touched the inputs: they are still those of the file withdrawn first."""
    for number in (1, 2, 3):
        house.publish(number)
    rollback(house.warehouse, house.history)
    rollback(house.warehouse, house.history)
    assert [is_held(house.hold, f"inputs-{number}") for number in (1, 2, 3)] == [False, True, True]


def test_a_hold_of_unknown_inputs_holds_nothing_back(tmp_path: Path) -> None:
    write_hold(tmp_path / "hold.json", Hold((), "2021-01-01T00:00:00+00:00"))
    assert not is_held(tmp_path / "hold.json", "inputs-1")


def test_a_hold_is_written_read_and_released(tmp_path: Path) -> None:
    path = tmp_path / "hold.json"
    assert read_hold(path) is None
    hold = Hold(("inputs-1",), "2021-01-01T00:00:00+00:00")
    write_hold(path, hold)
    assert read_hold(path) == hold
    assert [file.name for file in tmp_path.iterdir()] == ["hold.json"]
    release(path)
    release(path)
    assert read_hold(path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"since": 1})])
def test_what_is_no_hold_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "hold.json"
    path.write_text(content)
    with pytest.raises(HoldError, match="remove it to publish again"):
        read_hold(path)


# Roll back, but be killed just before the named step.
_KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.publish import rollback as stage

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

warehouse, history, step = sys.argv[1:]
kept = os.replace
if step == "replace":
    os.replace = lambda source, target: die() if str(target) == warehouse else kept(source, target)
else:
    setattr(stage, step, die)
stage.rollback(Path(warehouse), Path(history))
"""


@pytest.mark.parametrize("step", "write_hold _withdraw _restore set_aside_log replace sync".split())
def test_killed_before_any_step_a_rollback_leaves_a_whole_file(house: House, step: str) -> None:
    for number in (1, 2, 3):
        house.publish(number)
    arguments = [str(house.warehouse), str(house.history), step]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    at = number_in(house.warehouse)
    assert at == (2 if step == "sync" else 3)
    rollback(house.warehouse, house.history)
    assert number_in(house.warehouse) == at - 1
