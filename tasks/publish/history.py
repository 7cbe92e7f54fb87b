"""The files that were published before: hard links beside each other, named by when they were published (UTC)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tasks.publish.files import link_or_copy, same_file

_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)(?:-\d+)?\.duckdb")
_FORMAT = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A file published before. `size` is in bytes."""

    path: Path
    published_at: datetime
    size: int


def list_history(history: Path) -> list[HistoryEntry]:
    """Return the kept files, the one published last first; [] when there is no history yet."""
    entries = []
    for path in history.glob("*.duckdb"):
        if name := _NAME.fullmatch(path.name):
            published_at = datetime.strptime(name[1], _FORMAT).replace(tzinfo=UTC)
            entries.append(HistoryEntry(path, published_at, path.stat().st_size))
    return sorted(entries, key=lambda entry: entry.path.name, reverse=True)


def keep_published(warehouse: Path, history: Path) -> Path | None:
    """Give the published file a second name in the history and return it; None when nothing is published yet.

    A file that is there already (a run was killed after this step) is not kept twice.
    """
    if not warehouse.exists():
        return None
    for entry in list_history(history):
        if same_file(entry.path, warehouse):
            return entry.path
    stamp = datetime.fromtimestamp(warehouse.stat().st_mtime, UTC).strftime(_FORMAT)
    target = history / f"{stamp}.duckdb"
    copy = 1
    while target.exists():
        target = history / f"{stamp}-{copy}.duckdb"
        copy += 1
    link_or_copy(warehouse, target)
    return target


def prune(history: Path, keep: int) -> list[Path]:
    """Remove all but the `keep` files published last and return what was removed."""
    removed = [entry.path for entry in list_history(history)[keep:]]
    for path in removed:
        path.unlink()
    return removed
