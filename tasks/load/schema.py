"""Bring a warehouse file to the schema in warehouse/: tables, migrations, macros, views, comments, vocabulary.

Tables are made when they are missing and never changed in place; views are made anew every time, so that a change of
SQL alone reaches readers with the next publish.
"""

from pathlib import Path

import duckdb

from tasks.errors import HiwarError, UsageError
from tasks.fingerprint import of_house
from tasks.load.catalogue import Catalogue, Relation, read_catalogue
from tasks.load.connection import literal, transaction
from tasks.settings import ROOT

SQL_FOLDER = ROOT / "warehouse"
SCHEMAS = ("raw", "core", "ops", "out")


class SchemaError(HiwarError):
    """The SQL in warehouse/ does not fit together, or not to this file."""


def read_meta(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what the warehouse knows about itself; {} for a file that is not a warehouse yet."""
    known = db.execute(
        "select 1 from duckdb_tables() where schema_name = 'ops' and table_name = 'meta' and not temporary"
    ).fetchone()
    return dict(db.execute("select key, value from ops.meta order by key").fetchall()) if known else {}


def write_meta(db: duckdb.DuckDBPyConnection, entries: dict[str, str]) -> None:
    """Set the entries of ops.meta; others stay."""
    for key, value in entries.items():
        db.execute(f"delete from ops.meta where key = {literal(key)}")
        db.execute(f"insert into ops.meta by name select {literal(key)} as key, {literal(value)} as value")


def require_readable(meta: dict[str, str], version: int, name: str) -> None:
    """Raise UsageError when the warehouse was made by a newer Hiwar than this one."""
    made_by = int(meta.get("schema_version", version))
    if made_by > version:
        raise UsageError(
            f"{name} has schema version {made_by}, this Hiwar knows {version}: "
            "update Hiwar, or give another --warehouse"
        )


def apply_schema(db: duckdb.DuckDBPyConnection, name: str, folder: Path = SQL_FOLDER) -> None:
    """Make the open warehouse fit the SQL in `folder`, in one transaction. `name` is what errors call the file.

    Raises UsageError for a newer warehouse, SchemaError when a migration is missing or tables are not as declared.
    """
    catalogue = read_catalogue(folder / "schema.yml")
    meta = read_meta(db)
    require_readable(meta, catalogue.version, name)
    with transaction(db):
        for schema in SCHEMAS:
            db.execute(f"create schema if not exists {schema}")
        _drop_views(db)
        _migrate(db, int(meta.get("schema_version", catalogue.version)), catalogue.version, folder)
        _create_tables(db, folder)
        _compare_tables(db, name, folder)
        _create_views(db, folder)
        _comment(db, catalogue)
        _fill_vocabulary(db, catalogue)
        write_meta(db, {"schema_version": str(catalogue.version), "house": of_house(folder.parent)})


def _create_tables(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create the tables that are not there yet, and the macros anew."""
    for path in sorted((folder / "schema").glob("*/*.sql")):
        if path.parent.name != "migrations":
            db.execute(path.read_text(encoding="utf-8"))


def _migrate(db: duckdb.DuckDBPyConnection, made_by: int, version: int, folder: Path) -> None:
    for step in range(made_by + 1, version + 1):
        found = sorted((folder / "schema" / "migrations").glob(f"{step:04d}_*.sql"))
        if len(found) != 1:
            raise SchemaError(f"schema/migrations/{step:04d}_*.sql must be one file, found {len(found)}")
        db.execute(found[0].read_text(encoding="utf-8"))


_COLUMNS = """
    select schema_name || '.' || table_name as name, column_name, data_type, is_nullable
    from duckdb_columns()
    where schema_name in ('raw', 'core', 'ops') and database_name = current_database()
        and (schema_name, table_name) not in (select (schema_name, view_name) from duckdb_views())
    order by all
"""


def _compare_tables(db: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Raise SchemaError when a table of the file is not as warehouse/schema declares it: a migration was forgotten."""
    with duckdb.connect(":memory:") as declared:
        for schema in SCHEMAS:
            declared.execute(f"create schema {schema}")
        _create_tables(declared, folder)
        wanted = set(declared.execute(_COLUMNS).fetchall())
    differ = sorted({row[0] for row in wanted ^ set(db.execute(_COLUMNS).fetchall())})
    if differ:
        raise SchemaError(
            f"{name}: {', '.join(differ)} not as warehouse/schema declares: add a migration, or start a new warehouse"
        )


def _drop_views(db: duckdb.DuckDBPyConnection) -> None:
    views = db.execute(
        "select schema_name || '.' || view_name from duckdb_views() "
        "where not internal and schema_name in ('core', 'out')"
    ).fetchall()
    for (view,) in views:
        db.execute(f"drop view {view}")


def _create_views(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Create every view of views/<schema>/<name>.sql, those that others read first, whatever their order by name."""
    waiting = {f"{path.parent.name}.{path.stem}": path for path in sorted((folder / "views").glob("*/*.sql"))}
    while waiting:
        missing: dict[str, duckdb.Error] = {}
        for view, path in waiting.items():
            try:
                db.execute(f"create view {view} as\n{path.read_text(encoding='utf-8')}")
            except duckdb.CatalogException as error:  # reads a view that is not there yet
                missing[view] = error
        if len(missing) == len(waiting):
            view, reason = next(iter(missing.items()))
            raise SchemaError(f"view {view} reads something that does not exist: {reason}") from reason
        waiting = {view: waiting[view] for view in missing}


def _comment(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    for kind, relations in (("view", catalogue.views), ("table", catalogue.tables)):
        for relation in relations:
            db.execute(f"comment on {kind} {relation.name} is {literal(relation.comment)}")
            _comment_columns(db, relation)


def _comment_columns(db: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    for column in relation.columns:
        db.execute(f'comment on column {relation.name}."{column.name}" is {literal(column.comment)}')


def _fill_vocabulary(db: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    db.execute("delete from ops.vocabulary")
    rows = ", ".join(f"({', '.join(map(literal, row))})" for row in catalogue.vocabulary())
    db.execute(f"insert into ops.vocabulary values {rows}")
