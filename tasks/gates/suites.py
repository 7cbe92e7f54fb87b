"""Read a gate's expectations from `expectations/<gate>.json` and refuse a file that would pass without checking.

The file is a Great Expectations suite (name, meta, expectations with type, kwargs, severity, meta). Ours is in `meta`:
the suite's `due` names the tables in which zero rows are refused; an expectation's `table` says what it reads and
`max_share` how large a share of failing rows is quarantined before the run stops.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.errors import GateError

SEVERITIES = frozenset({"critical", "warning"})
# Rows can be set aside only while they still belong to one article; what resolve and load make is one whole.
QUARANTINING = frozenset({"ingest", "clean", "extract"})


class SuiteError(GateError):
    """An expectations file is missing, malformed, empty, or says something no gate understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One bound. `max_share` None: not one row may fail. `columns` is empty for expectations about whole tables."""

    gate: str
    table: str
    type: str
    kwargs: Mapping[str, Any]
    severity: str
    max_share: float | None

    @property
    def columns(self) -> tuple[str, ...]:
        if "column" in self.kwargs:
            return (self.kwargs["column"],)
        if "column_list" in self.kwargs:
            return tuple(self.kwargs["column_list"])
        return tuple(self.kwargs[k] for k in ("column_A", "column_B") if k in self.kwargs)

    @property
    def name(self) -> str:
        return f"{self.table}.{self.type}"

    @property
    def bound(self) -> str:
        """Return the bound as expectations/README.md writes it: the arguments other than the columns."""
        skipped = {"column", "column_list", "column_A", "column_B"}
        said = [f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in self.kwargs.items() if k not in skipped]
        return ", ".join([*said, *([] if self.max_share is None else [f"max_share={self.max_share}"])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """All expectations of one gate, in file order, and the tables that must not be empty."""

    gate: str
    due: tuple[str, ...]
    expectations: tuple[Expectation, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.due, *(e.table for e in self.expectations)]))


def read_suite(folder: Path, gate: str) -> Suite:
    """Return the suite of a gate. Raises SuiteError, naming file and entry, for anything that isn't a full suite."""
    path = folder / f"{gate}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SuiteError(f"{path} is missing: a gate without expectations lets everything through") from None
    except ValueError as error:
        raise SuiteError(f"{path} is not JSON ({error}): mend it") from None
    entries = content.get("expectations") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise SuiteError(f"{path} holds no expectation: an empty suite would pass anything")
    due = (content.get("meta") or {}).get("due", [])
    if not due:
        raise SuiteError(f"{path}: meta.due names no table: say which tables may not be empty")
    expectations = tuple(_expectation(path, gate, number, entry) for number, entry in enumerate(entries, start=1))
    return Suite(gate=gate, due=tuple(due), expectations=expectations)


def _expectation(path: Path, gate: str, number: int, entry: Any) -> Expectation:
    where = f"{path}, expectation {number}"
    if not isinstance(entry, dict) or not {"type", "kwargs", "severity", "meta"} >= entry.keys():
        raise SuiteError(f"{where}: give exactly type, kwargs, severity and meta")
    meta, kwargs = entry.get("meta") or {}, entry.get("kwargs") or {}
    severity, max_share = entry.get("severity"), meta.get("max_share")
    if not isinstance(entry.get("type"), str) or not isinstance(meta.get("table"), str):
        raise SuiteError(f"{where}: type and meta.table are due")
    if unknown := meta.keys() - {"table", "max_share"}:
        raise SuiteError(f"{where}: meta says {', '.join(sorted(unknown))}, which no gate reads")
    if severity not in SEVERITIES:
        raise SuiteError(f"{where}: severity is {severity!r}: write critical or warning")
    if max_share is not None:
        _check_share(where, gate, severity, max_share)
    return Expectation(
        gate=gate, table=meta["table"], type=entry["type"], kwargs=kwargs, severity=severity, max_share=max_share
    )


def _check_share(where: str, gate: str, severity: str, max_share: object) -> None:
    if gate not in QUARANTINING or severity != "critical":
        raise SuiteError(f"{where}: max_share sets rows aside: only critical ones of {', '.join(sorted(QUARANTINING))}")
    if isinstance(max_share, bool) or not isinstance(max_share, int | float) or not 0 < max_share < 1:
        raise SuiteError(f"{where}: max_share is {max_share!r}: a share between 0 and 1")
