"""Go back to the file that was published before, in one step for readers, and keep it until the inputs change."""

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tasks.errors import InputError
from tasks.publish.files import link_or_copy, same_file, set_aside_log, sync
from tasks.publish.history import HistoryEntry, list_history
from tasks.publish.hold import Hold, hold_path, read_hold, write_hold

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What a rollback did: which file is published again, where the withdrawn one lies (None when there was none)."""

    restored: HistoryEntry  # its path is gone from the history: it is the published file now
    withdrawn: Path | None
    hold: Hold


def rollback(warehouse: Path, history: Path) -> RolledBack:
    """Put the file published before in the warehouse's place; a second rollback goes one further back.

    The withdrawn file is kept as `withdrawn.duckdb` in the history until the next rollback. A hold is written first:
    publishing then waits until the inputs change. Raises InputError, with nothing changed, when there is no earlier
    file.
    """
    earlier = [entry for entry in list_history(history) if not same_file(entry.path, warehouse)]
    if not earlier:
        raise InputError(f"nothing to go back to: {history} keeps no earlier file of {warehouse.name}")
    hold = _extended(hold_path(history), _input_signature(warehouse))
    write_hold(hold_path(history), hold)
    withdrawn = _withdraw(warehouse, history)
    _restore(earlier[0].path, warehouse, history)
    log.info("went back to what was published at %s", earlier[0].published_at)
    return RolledBack(earlier[0], withdrawn, hold)


def _extended(path: Path, signature: str | None) -> Hold:
    """Return the hold with one more withdrawn file: after two rollbacks, the inputs are still those of the first."""
    before = read_hold(path)
    held = before.input_signatures if before else ()
    added = () if signature is None or signature in held else (signature,)
    return Hold((*held, *added), datetime.now(UTC).isoformat(timespec="seconds"))


def _withdraw(warehouse: Path, history: Path) -> Path | None:
    """Keep the file that is about to go as `withdrawn.duckdb`, out of the way of further rollbacks."""
    if not warehouse.exists():
        return None
    withdrawn = history / "withdrawn.duckdb"
    if not same_file(withdrawn, warehouse):
        withdrawn.unlink(missing_ok=True)
        link_or_copy(warehouse, withdrawn)
    for entry in list_history(history):
        if same_file(entry.path, warehouse):  # a run was killed between keeping it and replacing it
            entry.path.unlink()
    return withdrawn


def _restore(source: Path, warehouse: Path, history: Path) -> None:
    ready = warehouse.with_name(f".{warehouse.name}.rollback")
    ready.unlink(missing_ok=True)
    link_or_copy(source, ready)
    set_aside_log(warehouse, history)
    os.replace(ready, warehouse)
    sync(warehouse.parent)
    source.unlink()
    sync(history)


def _input_signature(warehouse: Path) -> str | None:
    """Return the inputs the published file was made from; None when it is missing, damaged or does not say."""
    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as db:
            row = db.execute("select value from ops.meta where key = 'input_signature'").fetchone()
    except duckdb.Error as error:
        log.warning("%s does not tell what it was made from: %s", warehouse, str(error).splitlines()[0])
        return None
    return str(row[0]) if row else None
