"""The tables a gate looks at, as data frames: out of a run's staging, or out of a warehouse.

Every frame keeps the order of the rows it was made from, so that row n of the frame is row n of the table. Frames of
tables with offsets carry `in_page`: whether the page has, between the offsets, exactly the text the row says. `outcome`
is made here: one row per article, with the error that kept a stage from finishing it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from tasks import tables

if TYPE_CHECKING:
    import pandas as pd

# What the text between raw_start and raw_end is called, by table; `surface` in every fact.
_SLICE = {"block": "text", "sentence": "text"}

_OUTCOME = """
select article.article_id, any_value(rejected.reason) as error
from article
left join rejected
    on rejected.article_id = article.article_id and rejected.stage = ? and rejected.table_name is null
group by article.article_id, article.hiwar_row
order by article.hiwar_row
"""


@dataclass(frozen=True, slots=True)
class Tables:
    """Where a gate gets its frames from. `names` are the tables there are; asking for another raises KeyError."""

    names: frozenset[str]
    frame: Callable[[str], "pd.DataFrame"]


@contextmanager
def of_staging(staging: Path, stage: str) -> Iterator[Tables]:
    """Give the tables of a run's staging; a table without any batch is an empty frame with all its columns."""
    db = duckdb.connect(config={"threads": 2})
    try:
        for table, record_type in tables.TABLES.items():
            files = sorted((staging / table).glob("batch-*.parquet"))
            if not files:
                db.register(f"empty_{table}", tables.to_table(record_type, []))
                db.execute(f"create view {table} as select *, 0 as hiwar_row from empty_{table}")
                continue
            db.execute(
                f"create view {table} as select * exclude (filename, file_row_number), "
                f"row_number() over (order by filename, file_row_number) as hiwar_row "
                f"from read_parquet([{', '.join(map(_quoted, files))}], filename = true, file_row_number = true)"
            )
        yield Tables(frozenset({*tables.TABLES, "outcome"}), lambda table: _frame(db, table, stage))
    finally:
        db.close()


@contextmanager
def of_warehouse(warehouse: Path, stage: str) -> Iterator[Tables]:
    """Give the tables of a built warehouse: `core` under the names staging has, the views of `out` as `out.<view>`."""
    db = duckdb.connect(str(warehouse), read_only=True)
    try:
        stored = {
            f"{schema}.{name}"
            for schema, name in db.execute("select table_schema, table_name from information_schema.tables").fetchall()
        }
        sources = {t: f"{'ops' if t in {'ledger', 'override'} else 'core'}.{t}" for t in tables.TABLES}
        sources = {table: source for table, source in sources.items() if source in stored}
        for table, source in sources.items():
            db.execute(f"create temporary view {table} as select *, row_number() over () as hiwar_row from {source}")
        views = {name for name in stored if name.startswith("out.")}
        yield Tables(frozenset({*views, *sources, "outcome"}), lambda table: _frame(db, table, stage))
    finally:
        db.close()


def rows_as_json(frame: "pd.DataFrame", positions: tuple[int, ...]) -> list[str]:
    """Return the rows at these positions as JSON objects, for people to read and for the quarantine to keep."""
    lines = frame.iloc[list(positions)].to_json(orient="records", lines=True, date_format="iso", force_ascii=False)
    return [line for line in (lines or "").splitlines() if line]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _frame(db: duckdb.DuckDBPyConnection, table: str, stage: str) -> "pd.DataFrame":
    if table == "outcome":
        return db.execute(_OUTCOME, [stage]).df()
    if table.startswith("out."):
        return db.execute(f"select * from {table}").df()
    columns = {name for name, *_ in db.execute(f"describe {table}").fetchall()}
    said = _SLICE.get(table, "surface")
    if said not in columns or "raw_start" not in columns:
        return db.execute(f"select * exclude (hiwar_row) from {table} order by hiwar_row").df()
    return db.execute(
        f"select t.* exclude (hiwar_row), coalesce(substr(a.raw_text, t.raw_start + 1, t.raw_end - t.raw_start)"
        f" = t.{said}, false) as in_page"
        f" from {table} t left join article a on a.article_id = t.article_id order by t.hiwar_row"
    ).df()
