"""Publish the shadow: the one moment at which readers change worlds.

Readers open the published file by name. The rename puts another file under that name in one step: whoever has the old
one open keeps it, whoever opens next gets the new one, and a run killed anywhere before leaves the old one in place.
"""

import logging
import os
from pathlib import Path

import duckdb

from tasks.errors import HiwarError
from tasks.publish.files import set_aside_log, sync
from tasks.publish.history import keep_published, prune
from tasks.publish.hold import hold_path, release

log = logging.getLogger(__name__)


class PublishError(HiwarError):
    """The shadow cannot be published. What is published stays."""


def publish(shadow: Path, warehouse: Path, history: Path, keep: int = 5) -> Path | None:
    """Put the shadow in the warehouse's place and return where the old file is kept, None when there was none.

    `shadow` must lie on the warehouse's file system and be closed. The last `keep` published files stay in `history`. A
    hold that a rollback left is removed. Raises PublishError, with nothing changed, when there is no such shadow or a
    process still has it open.
    """
    _finish(shadow)
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    history.mkdir(parents=True, exist_ok=True)
    kept = keep_published(warehouse, history)
    set_aside_log(warehouse, history)
    shadow.chmod(0o444)  # a careless read-write open would lock every reader out
    os.utime(shadow)  # the history names files by when they were published
    os.replace(shadow, warehouse)
    sync(warehouse.parent)
    prune(history, keep)
    sync(history)
    release(hold_path(history))
    log.info("published %s", warehouse)
    return kept


def _finish(shadow: Path) -> None:
    """Bring the shadow's log into the file, close it, and have the disk keep it."""
    if not shadow.exists():
        raise PublishError(f"{shadow} does not exist: nothing to publish")
    try:
        with duckdb.connect(str(shadow)) as db:
            db.execute("checkpoint")
    except duckdb.Error as error:
        raise PublishError(f"{shadow} cannot be finished: {str(error).splitlines()[0]}") from error
    if shadow.with_name(f"{shadow.name}.wal").exists():
        raise PublishError(f"{shadow} still has a log: another process has it open")
    sync(shadow)
