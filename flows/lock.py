"""One run a warehouse: a file lock that the operating system lets go of when its process dies."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from tasks.errors import LockedError, UsageError
from tasks.settings import Home


@contextmanager
def held(home: Home) -> Iterator[None]:
    """Hold the warehouse for one run. May be nested within a process: the flow holds what its command holds already.

    Raises LockedError when another process has it, UsageError when the folder can't be written.
    """
    _prepare(home)
    lock = FileLock(home.lock, timeout=0, is_singleton=True, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(f"another run holds {home.warehouse}{holder(home)}: wait for it, or stop it") from None
    try:
        home.lock.with_suffix(".json").write_text(
            json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        )
        yield
    finally:
        lock.release()


def is_held(home: Home) -> bool:
    """Return whether a run holds the warehouse right now."""
    if not home.lock.exists():
        return False
    lock = FileLock(home.lock, timeout=0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return True
    lock.release()
    return False


def holder(home: Home) -> str:
    """Return ` (process 4711, since …)` for messages, empty when nothing is known of the holder."""
    try:
        said = json.loads(home.lock.with_suffix(".json").read_text(encoding="utf-8"))
        return f" (process {said['pid']}, since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _prepare(home: Home) -> None:
    folder = home.warehouse.parent
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}: make it, or give another --warehouse")
    if home.warehouse.is_dir():
        raise UsageError(f"{home.warehouse} is a folder: name a file in it with --warehouse")
    try:
        home.state.mkdir(exist_ok=True)
        home.lock.touch()
    except OSError as error:
        raise UsageError(f"{home.state} can't be written ({error.strerror}): give another --warehouse") from None
