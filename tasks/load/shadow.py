"""Build the shadow: the copy of the published warehouse that a run works on while readers go on with the old one."""

import shutil
from pathlib import Path

from tasks.load.catalogue import read_catalogue
from tasks.load.connection import connect
from tasks.load.known import warehouse_meta
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


def in_todays_schema(published: Path, copy: Path) -> Path:
    """Return the published file, or a migrated copy of it made at `copy` when its tables are of an older schema.

    Raises UsageError when a newer Hiwar made it, SchemaError when a migration is missing.
    """
    version = str(read_catalogue(SQL_FOLDER / "schema.yml").version)
    if not published.exists() or warehouse_meta(published).get("schema_version", version) == version:
        return published
    return build_shadow(published, copy)


def remove_shadow(shadow: Path) -> None:
    """Remove the shadow and its write-ahead log, if they are there."""
    for path in (shadow, shadow.with_name(f"{shadow.name}.wal")):
        path.unlink(missing_ok=True)
