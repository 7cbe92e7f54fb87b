"""Build the shadow: the copy of the published warehouse that a run works on while readers go on with the old one."""

import shutil
from pathlib import Path

from tasks.load.connection import connect
from tasks.load.schema import SQL_FOLDER, apply_schema


def build_shadow(published: Path | None, shadow: Path, folder: Path = SQL_FOLDER) -> Path:
    """Make `shadow` a writable copy of the published file (or a fresh warehouse) with today's schema, and return it.

    A shadow that a killed run left is removed first, its log too. Raises InputError when the published file is no
    DuckDB file, UsageError when a newer Hiwar made it, SchemaError when its tables are not as declared.
    """
    remove_shadow(shadow)
    shadow.parent.mkdir(parents=True, exist_ok=True)
    if published is not None and published.exists():
        shutil.copyfile(published, shadow)  # bytes only: the published file's read-only mode must not come along
    with connect(shadow) as db:
        apply_schema(db, str(published or shadow), folder)
    return shadow


def remove_shadow(shadow: Path) -> None:
    """Remove the shadow and its write-ahead log, if they are there."""
    for path in (shadow, shadow.with_name(f"{shadow.name}.wal")):
        path.unlink(missing_ok=True)
