"""Look into a warehouse file: whole tables as sets of rows, to compare before and after."""

from pathlib import Path
from typing import Any

from tasks.load.connection import connect

# What says when and by which run a row came, not what it says.
_BOOKKEEPING = "run_id first_loaded_at last_loaded_at decided_at superseded_at".split()


def ask(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on a closed file."""
    with connect(warehouse, read_only=True) as db:
        return db.execute(sql).fetchall()


def contents(warehouse: Path, schemas: str = "'raw', 'core'") -> dict[str, list[str]]:
    """Return every row of every table of these schemas as text, sorted, without who loaded it when."""
    found = {}
    with connect(warehouse, read_only=True) as db:
        names = f"select schema_name || '.' || table_name from duckdb_tables() where schema_name in ({schemas})"
        for (table,) in db.execute(names).fetchall():
            described = db.execute(f"describe {table}").fetchall()
            columns = ", ".join(name for name, *_ in described if name not in _BOOKKEEPING)
            found[table] = sorted(map(str, db.execute(f"select {columns} from {table}").fetchall()))
    return found
