"""Write and read records as Parquet: one record class is one schema, derived from its annotations."""

import dataclasses
import os
import types
import typing
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from tasks import records

Record = TypeVar("Record")

_ARROW: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


# Staging folder and core table of every record class. One name, one schema, from ingest to the warehouse.
TABLES: dict[str, type] = {
    "article": records.Article,
    "hint": records.Hint,
    "ledger": records.LedgerEntry,
    "rejected": records.Rejected,
    "page": records.Page,
    "block": records.Block,
    "sentence": records.Sentence,
    "referent": records.Referent,
    "mention": records.Mention,
    "role": records.Role,
    "date_mention": records.DateMention,
    "event_report": records.Event,
    "participation": records.Participation,
    "quote": records.Quote,
    "figure": records.Figure,
    "relation": records.Relation,
    "topic": records.Topic,
    "entity": records.Entity,
    "referent_entity": records.ReferentEntity,
    "event": records.ResolvedEvent,
    "article_event_link": records.ArticleEventLink,
    "family": records.Family,
    "judgement": records.Judgement,
    "override": records.Override,
}


def batch_path(staging: Path, table: str, batch: int) -> Path:
    """Return where batch number `batch` of `table` lies under a run's staging folder."""
    if table not in TABLES:
        raise KeyError(table)
    return staging / table / f"batch-{batch:05d}.parquet"


def arrow_type(annotation: object) -> pa.DataType:
    """Return the Arrow type of a record's field; raises TypeError for an annotation records may not use."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [a for a in arguments if a is not type(None)]
        return arrow_type(inner)
    if origin is tuple:
        return pa.list_(arrow_type(arguments[0]))
    try:
        return _ARROW[annotation]
    except (KeyError, TypeError):
        raise TypeError(f"records may not hold {annotation!r}") from None


def schema_of(record_type: type) -> pa.Schema:
    """Return the Parquet schema of a record class, columns in field order."""
    hints = typing.get_type_hints(record_type)
    fields = dataclasses.fields(record_type)
    return pa.schema([(field.name, arrow_type(hints[field.name])) for field in fields])


def to_table(record_type: type, records: Iterable[Any]) -> pa.Table:
    """Return the records as an Arrow table; no records give an empty table with every column."""
    schema = schema_of(record_type)
    rows = list(records)
    columns = [pa.array([getattr(row, name) for row in rows], type=schema.field(name).type) for name in schema.names]
    return pa.Table.from_arrays(columns, schema=schema)


def write_records(record_type: type, records: Iterable[Any], path: Path) -> Path:
    """Write the records to `path` (made whole, then renamed into place) and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".partial-{os.getpid()}")
    pq.write_table(to_table(record_type, records), partial)
    partial.replace(path)
    return path


def read_records(record_type: type[Record], paths: Path | Sequence[Path]) -> list[Record]:
    """Read the records of one file or several, in order."""
    several = [paths] if isinstance(paths, Path) else list(paths)
    records: list[Record] = []
    for path in several:
        for row in pq.read_table(path).to_pylist():
            records.append(record_type(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}))
    return records
