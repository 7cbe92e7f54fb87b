"""Read and spoil what is staged."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.records import Rejected
from tasks.tables import TABLES, batch_path, read_records, write_records


def rows(staging: Path, table: str) -> list[Any]:
    """Return the staged rows of a table, in order."""
    return read_records(TABLES[table], sorted((staging / table).glob("batch-*.parquet")))


def spoil(staging: Path, table: str, which: Callable[[Any], bool], **values: Any) -> int:
    """Give the rows that `which` picks other values and return how many were spoilt."""
    spoilt = 0
    for path in sorted((staging / table).glob("batch-*.parquet")):
        before: list[Any] = read_records(TABLES[table], path)
        after = [dataclasses.replace(row, **values) if which(row) else row for row in before]
        write_records(TABLES[table], after, path)
        spoilt += sum(map(which, before))
    return spoilt


def fail_article(staging: Path, stage: str, article_id: str, batch: int = 9) -> None:
    """Write down that a stage could not finish an article, as the stage itself does."""
    failure = Rejected(stage, None, article_id, None, None, None, f"{stage} raised ValueError: odd page")
    write_records(Rejected, [failure], batch_path(staging, "rejected", batch))
