"""Open a warehouse file. Everything that touches DuckDB goes through here, so that times are UTC and errors are clear.

`execute` with parameters makes duckdb import pandas (a second and more): what also runs when nothing changed writes its
few values with `literal`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.errors import InputError


@contextmanager
def connect(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to the file, closed at the end. Raises InputError when the file is no warehouse or not there.

    Close before the file is published or removed: a process that holds the old file goes on seeing the old file.
    """
    if read_only and not path.exists():
        raise InputError(f"{path} does not exist: make it with `hiwar run`")
    try:
        db = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path} cannot be opened as a DuckDB file ({reason}): give another --warehouse") from error
    try:
        db.execute("set TimeZone = 'UTC'")
        # A misspelt table must be an error, not a Python variable that happens to have that name.
        db.execute("set python_enable_replacements = false")
        yield db
    finally:
        db.close()


@contextmanager
def transaction(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside, or none of it when anything goes wrong."""
    db.execute("begin")
    try:
        yield
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")


def literal(text: str) -> str:
    """Return the text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"
