"""`hiwar verify`: build the warehouse anew from the same seeds, and compare what readers see.

Ids are compared by what they identify: an entity by the first place that names it, an event by its first report. What
tells of runs and not of the world is left out.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.decide import Request
from flows.run import run
from tasks.errors import UsageError
from tasks.load.connection import connect
from tasks.settings import Home

# Views that tell of runs, and of what was before.
OF_RUNS = frozenset({"run", "ledger", "gate_result", "quarantine", "diff", "redirect", "article_version"})
# Columns that say when something was loaded, or by which run; office_id is made of other ids.
NOT_COMPARED = frozenset({"run_id", "first_loaded_at", "last_loaded_at", "decided_at", "fingerprint", "office_id"})

_IDENTIFIED = """
    select entity_id as id, 'entity ' || min(mention_id) as meant from out.mention group by all
    union all
    select event_id, 'event ' || min(event_report_id) from out.event_report group by all
    union all
    select family_id, 'family ' || min(article_id) from out.article group by all
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """A view in both warehouses: `rows` there and here, and how many stand in one only."""

    view: str
    rows: tuple[int, int]
    missing: int
    surplus: int

    @property
    def is_same(self) -> bool:
        return not self.missing and not self.surplus


def rebuilt_and_compared(seeds: Path, home: Home) -> list[Compared]:
    """Return how the published warehouse compares with one built from nothing, of the same seeds and judgements.

    Raises UsageError without a warehouse, and what a run raises.
    """
    if not home.warehouse.exists():
        raise UsageError(f"there is no {home.warehouse} yet: `hiwar run` makes it")
    with tempfile.TemporaryDirectory(prefix="hiwar-verify-") as folder:
        rebuilt = Home.of(Path(folder) / home.warehouse.name)
        if home.overrides.exists():
            shutil.copyfile(home.overrides, rebuilt.overrides)
        run(Request(seeds, rebuilt.warehouse))
        return compare(home.warehouse, rebuilt.warehouse)


def compare(published: Path, rebuilt: Path) -> list[Compared]:
    """Return how each view of `out` compares, by name."""
    with connect(published, read_only=True) as there, connect(rebuilt, read_only=True) as here:
        views = [
            row[0]
            for row in there.execute(
                "select view_name from duckdb_views() where schema_name = 'out' order by all"
            ).fetchall()
        ]
        before, now = _meanings(there), _meanings(here)
        return [
            _compared(view, _rows(there, view, before), _rows(here, view, now)) for view in views if view not in OF_RUNS
        ]


def _compared(view: str, there: Sequence[str], here: Sequence[str]) -> Compared:
    missing, surplus = _without(there, here), _without(here, there)
    return Compared(view, (len(there), len(here)), missing, surplus)


def _without(rows: Sequence[str], others: Sequence[str]) -> int:
    """How many of the rows, each as often as it stands there, are not among the others."""
    left: dict[str, int] = {}
    for row in others:
        left[row] = left.get(row, 0) + 1
    lacking = 0
    for row in rows:
        if left.get(row, 0):
            left[row] -= 1
        else:
            lacking += 1
    return lacking


def _meanings(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(db.execute(_IDENTIFIED).fetchall())


def _rows(db: duckdb.DuckDBPyConnection, view: str, meant: Mapping[str, str]) -> list[str]:
    """The digests of a view's rows, ids put into what they identify."""
    columns = [row[0] for row in db.execute(f"describe out.{view}").fetchall() if row[0] not in NOT_COMPARED]
    names = ", ".join(f'"{name}"' for name in columns)
    return [
        _digest([_plain(value, meant) for value in row])
        for row in db.execute(f"select {names} from out.{view}").fetchall()
    ]


def _plain(value: Any, meant: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(sorted(_plain(item, meant) for item in value)) + "]"
    text = "" if value is None else str(value)
    return meant.get(text, text)


def _digest(values: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()
