"""Run warehouse/checks: each file selects the rows that must not be, and says in its head what must hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tasks.errors import HiwarError
from tasks.load.schema import SQL_FOLDER

SEVERITIES = ("critical", "warning")


class CheckError(HiwarError):
    """A check is not written as checks are, or could not be run: that is not the same as bad rows."""


@dataclass(frozen=True, slots=True)
class Check:
    """One file of warehouse/checks. `text` says what must hold; critical stops publishing, warning is recorded."""

    name: str
    text: str
    severity: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many bad rows a check found, and the first few of them under their column names."""

    name: str
    text: str
    severity: str
    bad_rows: int
    columns: tuple[str, ...]
    sample: tuple[tuple[Any, ...], ...]

    @property
    def success(self) -> bool:
        return self.bad_rows == 0


def read_checks(folder: Path = SQL_FOLDER / "checks") -> list[Check]:
    """Return the checks by name. Raises CheckError when the folder has none or a file lacks its head."""
    checks = [_read_check(path) for path in sorted(folder.glob("*.sql"))]
    if not checks:
        raise CheckError(f"{folder} holds no checks: nothing would be checked")
    return checks


def run_checks(
    db: duckdb.DuckDBPyConnection, checks: Sequence[Check] | None = None, sample: int = 10
) -> list[CheckResult]:
    """Run the checks (all of them by default) on an open warehouse and return one result for each.

    Raises CheckError when a check cannot be run; bad rows are results, never errors.
    """
    return [_run(db, check, sample) for check in (read_checks() if checks is None else checks)]


def _read_check(path: Path) -> Check:
    sql = path.read_text(encoding="utf-8")
    head = re.match(r"-- (?P<text>.+)\n-- severity: (?P<severity>\w+)\n", sql)
    if head is None or head["severity"] not in SEVERITIES:
        raise CheckError(f"{path.name} must begin with what holds, then `-- severity: {' or '.join(SEVERITIES)}`")
    return Check(path.stem, head["text"], head["severity"], sql)


def _run(db: duckdb.DuckDBPyConnection, check: Check, sample: int) -> CheckResult:
    try:
        db.execute(f"create or replace temporary table bad_rows as\n{check.sql}")
        counted = db.execute("select count(*) from bad_rows").fetchone()
        shown = db.execute(f"select * from bad_rows limit {sample}")
    except duckdb.Error as error:
        raise CheckError(f"check {check.name} cannot be run: {error}") from error
    columns = tuple(column[0] for column in shown.description or ())
    rows = tuple(tuple(row) for row in shown.fetchall())
    db.execute("drop table bad_rows")
    return CheckResult(check.name, check.text, check.severity, int(counted[0]) if counted else 0, columns, rows)
