"""The few file operations publishing stands on: each either happened or did not, whenever the machine stops."""

import os
import shutil
from pathlib import Path


def sync(path: Path) -> None:
    """Have the disk keep what was written to a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link_or_copy(source: Path, target: Path) -> None:
    """Give the file a second name, or a copy where the file system knows no hard links. `target` must not exist."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        partial = target.with_name(f".{target.name}.partial")
        shutil.copyfile(source, partial)
        shutil.copystat(source, partial)
        sync(partial)
        os.replace(partial, target)


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file on the disk; False when one of them is not there."""
    try:
        return os.path.samefile(one, other)
    except FileNotFoundError:
        return False


def set_aside_log(warehouse: Path, history: Path) -> None:
    """Move a write-ahead log away from beside the warehouse: DuckDB would replay it into the file that comes.

    A log is there only when somebody opened the published file for writing; the last one is kept as `stale.wal`.
    """
    log = warehouse.with_name(f"{warehouse.name}.wal")
    if log.exists():
        os.replace(log, history / "stale.wal")
