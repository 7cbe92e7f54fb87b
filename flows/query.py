"""Answer a query on the published warehouse: read-only, without access to files or network, in four formats."""

import csv
import io
import itertools
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from tasks.errors import InputError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("table", "csv", "json", "parquet")
ROWS_SHOWN = 200  # in a table for people; the other formats give every row


def answer(warehouse: Path, sql: str) -> "pa.Table":
    """Return the rows of the last statement as an Arrow table. Of columns with one name (`select *` from two views) the
    second is called `name_1`, as DuckDB calls it in a subquery.

    Raises InputError when there is no warehouse, UsageError, in one line, for what DuckDB doesn't accept.
    """
    if not warehouse.exists():
        raise InputError(f"there is no warehouse {warehouse}: make it with `hiwar run`, or name one with --warehouse")
    if not sql.strip():
        raise UsageError('there is no query: hiwar sql "select title, status from out.event"')
    # Read-only alone still lets COPY write files.
    locked: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": False}
    try:
        with duckdb.connect(str(warehouse), read_only=True, config=locked) as db:
            db.execute("set TimeZone = 'UTC'; set python_enable_replacements = false; set lock_configuration = true")
            rows = db.execute(sql).to_arrow_table()
    except duckdb.IOException as error:
        raise InputError(f"{warehouse} can't be opened: {_one_line(error)}") from None
    except duckdb.Error as error:
        raise UsageError(f"the query can't be answered: {_one_line(error)}") from None
    return rows.rename_columns(_told_apart(rows.column_names))


def write(rows: "pa.Table", form: str, output: Path | None) -> None:
    """Write the rows in a format of FORMATS but `table` to a file, or to the standard output."""
    data = {"csv": _csv, "json": _json, "parquet": _parquet}[form](rows)
    if output is not None:
        output.write_bytes(data)
        return
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet isn't for the eye: add --output FILE, or send it on with > FILE")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def as_text(value: Any) -> str:
    """Return a value as people and CSV files read it; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _csv(rows: "pa.Table") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.column_names)
    for batch in rows.to_batches():
        writer.writerows([as_text(value) for value in row.values()] for row in batch.to_pylist())
    return text.getvalue().encode()


def _json(rows: "pa.Table") -> bytes:
    return (json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _parquet(rows: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    data = io.BytesIO()
    pq.write_table(rows, data)
    return data.getvalue()


def _told_apart(names: list[str]) -> list[str]:
    told: list[str] = []
    for name in names:
        tries = (f"{name}_{number}" if number else name for number in itertools.count())
        told.append(next(new for new in tries if new not in told))
    return told


def _one_line(error: duckdb.Error) -> str:
    """Return DuckDB's message with its hint, without the picture of the query."""
    return " ".join(line.strip() for line in str(error).split("\n\n")[0].splitlines() if line.strip())
