"""Set staged rows aside: out of their table, with everything that refers to them, and into the quarantine.

A failing row of `article`, `page`, `block`, `sentence` or `outcome` sets its whole article aside: blocks and sentences
are numbered through, and without one a page is not whole (an `outcome` row failed because a stage has rejected the
article already, with the reason: it isn't told twice). A failing row of another table goes alone; what can't do without
it goes too, what merely mentions it loses the reference.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks import tables
from tasks.records import Rejected

WHOLE_ARTICLE = frozenset({"article", "page", "block", "sentence", "outcome"})


@dataclass(frozen=True, slots=True)
class Reference:
    """`table.column` names a row of `target` by `key`. Required: the row falls with it; else the column is emptied."""

    table: str
    column: str
    target: str
    key: str
    required: bool


def _references() -> Iterator[Reference]:
    facts = "mention role date_mention event_report participation quote figure relation topic".split()
    yield from (Reference(table, "sentence_id", "sentence", "sentence_id", True) for table in facts)
    for table, column, required in (
        ("mention", "referent_id", True),
        ("role", "person_id", True),
        ("role", "organisation_id", False),
        ("referent", "parent_id", False),
        ("event_report", "mechanism_id", False),
        ("event_report", "place_id", False),
        ("event_report", "attributed_to_id", False),
        ("participation", "referent_id", True),
        ("participation", "represents_id", False),
        ("quote", "speaker_id", False),
        ("quote", "reported_by_id", False),
        ("figure", "place_id", False),
        ("relation", "subject_id", True),
        ("relation", "object_id", True),
    ):
        yield Reference(table, column, "referent", "referent_id", required)
    yield Reference("participation", "role_id", "role", "role_id", False)
    yield Reference("quote", "role_id", "role", "role_id", False)
    yield Reference("figure", "quote_id", "quote", "quote_id", False)
    yield Reference("event_report", "date_mention_id", "date_mention", "date_mention_id", False)
    yield Reference("participation", "article_event_id", "event_report", "article_event_id", True)
    for table in ("quote", "relation", "topic"):
        yield Reference(table, "article_event_id", "event_report", "article_event_id", False)


REFERENCES = tuple(_references())


def set_aside(staging: Path, stage: str, failing: Mapping[str, Mapping[int, str]]) -> list[Rejected]:
    """Drop rows from a run's staging and return what was dropped.

    `failing` gives, by table, the positions of failing rows (over all batches, in file order) and the expectation each
    failed. Staged files are rewritten whole; a file that loses nothing is left as it is.
    """
    rejected: list[Rejected] = []
    articles: dict[str, str] = {}
    told: set[str] = set()
    for table, positions in failing.items():
        if table == "outcome":
            told |= _articles_at(staging, "article", positions).keys()
        elif table in WHOLE_ARTICLE:
            articles |= _articles_at(staging, table, positions)
        else:
            rejected += _drop_positions(staging, stage, table, positions)
    if gone := told | articles.keys():
        paths = _drop_articles(staging, gone)
        rejected += [
            Rejected(stage, paths.get(article), article, None, None, name, f"the article failed {name}")
            for article, name in sorted(articles.items())
            if article not in told
        ]
    return rejected + _mend_references(staging, stage)


def _batches(staging: Path, table: str) -> list[Path]:
    return sorted((staging / table).glob("batch-*.parquet"))


def _rewrite(path: Path, table: pa.Table) -> None:
    partial = path.with_suffix(".partial")
    pq.write_table(table, partial)
    partial.replace(path)


def _articles_at(staging: Path, table: str, positions: Mapping[int, str]) -> dict[str, str]:
    paths = _batches(staging, table)
    ids = pa.concat_tables([pq.read_table(path, columns=["article_id"]) for path in paths])["article_id"]
    return {ids[position].as_py(): expectation for position, expectation in positions.items()}


def _drop_positions(staging: Path, stage: str, table: str, positions: Mapping[int, str]) -> list[Rejected]:
    rejected: list[Rejected] = []
    first = 0
    for path in _batches(staging, table):
        rows = pq.read_table(path)
        here = {p - first: name for p, name in positions.items() if first <= p < first + rows.num_rows}
        first += rows.num_rows
        if here:
            rejected += [
                _rejection(stage, table, rows, position, name, f"the row failed {name}")
                for position, name in sorted(here.items())
            ]
            _rewrite(path, rows.filter(pa.array([n not in here for n in range(rows.num_rows)])))
    return rejected


def _rejection(stage: str, table: str, rows: pa.Table, position: int, expectation: str | None, reason: str) -> Rejected:
    row = (
        rows.slice(position, 1).to_pandas().to_json(orient="records", lines=True, date_format="iso", force_ascii=False)
    )
    article = rows["article_id"][position].as_py() if "article_id" in rows.column_names else None
    return Rejected(stage, None, article, table, row.strip(), expectation, reason)


def _drop_articles(staging: Path, articles: Collection[str]) -> dict[str, str]:
    """Drop every staged row of these articles and return where each came from."""
    gone = pa.array(sorted(articles))
    paths: dict[str, str] = {}
    for table in tables.TABLES.keys() - {"rejected", "ledger"}:
        for path in _batches(staging, table):
            rows = pq.read_table(path)
            if "article_id" not in rows.column_names:
                continue
            lost = pc.is_in(rows["article_id"], value_set=gone)
            if table == "article":
                told = rows.filter(lost)
                paths |= dict(zip(told["article_id"].to_pylist(), told["path"].to_pylist(), strict=True))
            if pc.any(lost).as_py():
                _rewrite(path, rows.filter(pc.invert(lost)))
    return paths


def _mend_references(staging: Path, stage: str) -> list[Rejected]:
    """Drop or empty what refers to rows that are gone, again and again until nothing does."""
    rejected: list[Rejected] = []
    while True:
        changed = False
        for reference in REFERENCES:
            known = set(_values(staging, reference.target, reference.key))
            for path in _batches(staging, reference.table):
                dropped = _mend_batch(path, stage, reference, known)
                changed = changed or dropped is not None
                rejected += dropped or []
        if not changed:
            return rejected


def _values(staging: Path, table: str, column: str) -> list[str]:
    return [v for path in _batches(staging, table) for v in pq.read_table(path, columns=[column])[column].to_pylist()]


def _mend_batch(path: Path, stage: str, reference: Reference, known: Collection[str]) -> list[Rejected] | None:
    """Return the rows dropped from one file; None when nothing in it had to change."""
    rows = pq.read_table(path)
    values = rows[reference.column].to_pylist()
    lost = [n for n, value in enumerate(values) if value is not None and value not in known]
    if not lost:
        return None
    if reference.required:
        reason = f"its {reference.column} names a row of {reference.target} that was set aside or never was"
        dropped = [_rejection(stage, reference.table, rows, n, None, reason) for n in lost]
        _rewrite(path, rows.filter(pa.array([n not in set(lost) for n in range(rows.num_rows)])))
        return dropped
    emptied = pa.array([v if v in known else None for v in values], type=pa.string())
    _rewrite(path, rows.set_column(rows.column_names.index(reference.column), reference.column, emptied))
    return []
