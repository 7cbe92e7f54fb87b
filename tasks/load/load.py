"""Load staged Parquet into the shadow: one transaction, the same rows however often the same staging is loaded."""

import logging
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from tasks.errors import HiwarError
from tasks.load.connection import connect, transaction
from tasks.load.journal import Trace
from tasks.load.ops import write_traces
from tasks.load.schema import SQL_FOLDER, read_meta, write_meta
from tasks.tables import TABLES, schema_of

log = logging.getLogger(__name__)

# Whose rows are replaced article by article; rows of other articles stay.
ARTICLE_TABLES = (
    "page block sentence referent mention role date_mention event_report participation "
    "quote figure relation topic rejected"
).split()
# What resolve says over the whole corpus: replaced as a whole.
RESOLVED_TABLES = "entity referent_entity event article_event_link family".split()
# Staged for other stages only: `hint` is evidence for clean, `ledger` reaches ops by the journal.
NOT_LOADED = frozenset({"hint", "ledger"})

# Files are read side by side: without an order, the rows of a table come in another one from run to run.
_STAGED = "read_parquet(?, filename = true, file_row_number = true)"
_IN_ORDER = "order by filename, file_row_number"


class LoadError(HiwarError):
    """What is staged does not fit what is to be loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the load writes beside the rows. `loaded_at` is UTC; `seeds` and `input_signature` may be unknown."""

    run_id: str
    fingerprint: str  # of code + lexicon + models
    loaded_at: datetime
    seeds: str | None = None  # the seeds folder this warehouse belongs to
    input_signature: str | None = None  # tasks.fingerprint.of_inputs: what a rollback holds back
    overrides: str = ""  # tasks.fingerprint.of_overrides
    code: str = ""  # tasks.fingerprint.of_code
    lexicon: str = ""  # tasks.fingerprint.of_lexicon


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows each table took in, and how many articles were marked gone."""

    rows: dict[str, int]
    gone: int


def load(
    shadow: Path,
    staging: Path,
    changed: Set[str],
    gone: Set[str],
    *,
    stamp: Stamp,
    traces: Sequence[Trace] = (),
    folder: Path = SQL_FOLDER,
) -> Loaded:
    """Load a run's staging folder into the shadow and return what went in.

    `changed`: article ids to replace (new ones too): all their rows go, the staged ones come; staged rows of any other
    article (set aside by a gate on the way) are left alone. `gone`: articles that left the manifest: they leave `out`
    and stay in `core`. The resolved tables are replaced together when any of them is staged, else kept. `traces` go to
    `ops`. Raises LoadError when a changed article has no staged row; then, as after any error, the shadow is as it was.
    """
    with connect(shadow) as db, transaction(db):
        _prepare(db, staging, changed, gone, stamp)
        _note_facts(db, "fact_before", folder)
        _run_steps(db, folder)
        rows = {"article": len(changed)} | {t: _replace_articles(db, staging, t) for t in ARTICLE_TABLES}
        rows |= _replace_resolved(db, staging, folder)
        _note_facts(db, "fact_now", folder)
        db.execute((folder / "load" / "diff.sql").read_text(encoding="utf-8"))
        write_traces(db, traces)
        write_meta(db, _meta(stamp))
    log.info("loaded %d articles, %d gone", len(changed), len(gone))
    return Loaded(rows, len(gone))


def write_ops(shadow: Path, traces: Sequence[Trace]) -> None:
    """Write the traces to `ops` of the shadow, in one transaction: the run's last words before it is published."""
    with connect(shadow) as db, transaction(db):
        write_traces(db, traces)


def _meta(stamp: Stamp) -> dict[str, str]:
    entries = {
        "run_id": stamp.run_id,
        "fingerprint": stamp.fingerprint,
        "loaded_at": stamp.loaded_at.isoformat(),
        "seeds": stamp.seeds,
        "input_signature": stamp.input_signature,
        "overrides": stamp.overrides,
        "code": stamp.code,
        "lexicon": stamp.lexicon,
    }
    return {key: value for key, value in entries.items() if value is not None}


def _causes(stamp: Stamp) -> dict[str, str]:
    """What besides the pages may make a fact another, as it is in this run; by name in ops.meta."""
    return {"code": stamp.code, "lexicon": stamp.lexicon, "overrides": stamp.overrides}


def _note_facts(db: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    """Keep what readers would see now in a temporary table."""
    db.execute(f"create temporary table {name} as\n{(folder / 'load' / 'facts.sql').read_text(encoding='utf-8')}")


def _prepare(db: duckdb.DuckDBPyConnection, staging: Path, changed: Set[str], gone: Set[str], stamp: Stamp) -> None:
    """Make the temporary tables that the steps in warehouse/load read."""
    meta = read_meta(db)
    if meta.get("fingerprint", stamp.fingerprint) != stamp.fingerprint:
        meta.setdefault("code", "")  # of a warehouse that did not tell code from lexicon yet
    news = [meta.get(what, now) != now for what, now in _causes(stamp).items()]
    db.execute(
        "create temporary table this_run as select ? as run_id, ? as fingerprint, ?::timestamptz as loaded_at, "
        "? as is_new_code, ? as is_new_lexicon, ? as is_overruled",
        [stamp.run_id, stamp.fingerprint, stamp.loaded_at, *news],
    )
    db.execute(
        "create temporary table text_before as "
        "select article_id, content_sha256, manifest_sha256 from core.live_article"
    )
    _create_ids(db, "changed", changed)
    _create_ids(db, "gone", gone)
    db.execute(f"create temporary table staged_article as select {_columns('article')} from core.article limit 0")
    _insert_staged(db, staging, "article", "staged_article")
    missing = db.execute(
        "select article_id from changed anti join staged_article using (article_id) limit 5"
    ).fetchall()
    if missing:
        raise LoadError(f"changed articles without a staged row: {', '.join(row[0] for row in missing)}")


def _create_ids(db: duckdb.DuckDBPyConnection, name: str, ids: Iterable[str]) -> None:
    db.execute(f"create temporary table {name} as select unnest(?::varchar[]) as article_id", [sorted(ids)])


def _run_steps(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for path in sorted((folder / "load").glob("[0-9]*.sql")):
        db.execute(path.read_text(encoding="utf-8"))


def _replace_articles(db: duckdb.DuckDBPyConnection, staging: Path, table: str) -> int:
    db.execute(f"delete from core.{table} where article_id in (select article_id from changed)")
    return _insert_staged(db, staging, table, f"core.{table}")


def _insert_staged(db: duckdb.DuckDBPyConnection, staging: Path, table: str, target: str) -> int:
    """Insert the staged rows of changed articles in staging order and return their number."""
    files = _staged_files(staging, table)
    if not files:
        return 0
    return _count(
        db.execute(
            f"insert into {target} by name select {_columns(table)} from {_STAGED} "
            f"where article_id in (select article_id from changed) {_IN_ORDER}",
            [files],
        )
    )


def _replace_resolved(db: duckdb.DuckDBPyConnection, staging: Path, folder: Path) -> dict[str, int]:
    staged = {table: _staged_files(staging, table) for table in (*RESOLVED_TABLES, "judgement", "override")}
    if not any(staged.values()):
        return {}
    rows: dict[str, int] = {}
    db.execute((folder / "load" / "resolved" / "before.sql").read_text(encoding="utf-8"))
    for table in RESOLVED_TABLES:
        db.execute(f"delete from core.{table}")
        rows[table] = _insert_all(db, staged[table], table, f"core.{table}")
    db.execute("delete from ops.override")
    rows["override"] = _insert_all(db, staged["override"], "override", "ops.override")
    db.execute(f"create temporary table staged_judgement as select {_columns('judgement')} from core.judgement limit 0")
    rows["judgement"] = _insert_all(db, staged["judgement"], "judgement", "staged_judgement")
    for step in ("judgement", "redirect", "parallel"):
        db.execute((folder / "load" / "resolved" / f"{step}.sql").read_text(encoding="utf-8"))
    return rows


def _insert_all(db: duckdb.DuckDBPyConnection, files: list[str], table: str, target: str) -> int:
    if not files:
        return 0
    rows = f"select {_columns(table)} from {_STAGED} {_IN_ORDER}"
    return _count(db.execute(f"insert into {target} by name {rows}", [files]))


def _staged_files(staging: Path, table: str) -> list[str]:
    return [str(path) for path in sorted((staging / table).glob("batch-*.parquet"))]


def _columns(table: str) -> str:
    return ", ".join(f'"{name}"' for name in schema_of(TABLES[table]).names)


def _count(inserted: duckdb.DuckDBPyConnection) -> int:
    row = inserted.fetchone()
    return int(row[0]) if row else 0
