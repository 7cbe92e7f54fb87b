"""Hold tables against a suite with Great Expectations, and trust nothing it leaves unsaid.

Great Expectations drops a mistyped expectation type and still says success, passes an empty suite, passes not-null on
zero rows and reports an engine error as a plain failure. So types are looked up first, expectations are counted before
and after, tables that are due must have rows, and *raised* is told from *failed*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.gates.frames import Tables, rows_as_json
from tasks.gates.suites import Expectation, Suite, SuiteError

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 20  # failing rows that the journal keeps of an expectation that stopped a run
ROWS_DUE = "expect_rows_where_rows_are_due"  # ours: Great Expectations has nothing against an empty table


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one expectation.

    `failing` are row positions in the table, empty for expectations about a whole table. `raised` is the error's text
    when the expectation could not be evaluated at all; then it neither held nor failed.
    """

    expectation: Expectation
    success: bool
    observed: str | None
    rows: int  # rows the table had
    failing: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()  # the first failing rows as JSON
    raised: str | None = None

    @property
    def share(self) -> float:
        return len(self.failing) / self.rows if self.rows else 0.0


def evaluate(suite: Suite, source: Tables, docs: Path | None = None, run_id: str = "check") -> list[Finding]:
    """Return one finding for every expectation of the suite and one for every table that is due, table by table.

    Raises SuiteError when the suite itself is at fault: a type Great Expectations doesn't know, a table nobody has, an
    expectation it would not take or did not answer. `docs` is the folder in which Data Docs pages are kept, if any.
    """
    from tasks.gates import engine  # imports Great Expectations: seconds, so only where a gate runs

    _refuse_unknown(suite, source, engine.known_types())
    session = engine.Session(suite.gate, run_id, docs)
    findings: list[Finding] = []
    for table in suite.tables:
        frame = source.frame(table)
        if table in suite.due:
            findings.append(_due(suite.gate, table, len(frame)))
        expectations = [e for e in suite.expectations if e.table == table]
        answers = session.validate(table, frame, expectations) if expectations else []
        if len(answers) != len(expectations):
            raise SuiteError(f"{suite.gate}: {len(expectations)} expectations on {table}, {len(answers)} answers")
        findings += [_finding(e, frame, answer) for e, answer in zip(expectations, answers, strict=True)]
    session.close()
    return findings


def _refuse_unknown(suite: Suite, source: Tables, types: frozenset[str]) -> None:
    for expectation in suite.expectations:
        if expectation.type not in types:
            raise SuiteError(
                f"expectations/{suite.gate}.json: Great Expectations knows no {expectation.type}: mend the name"
            )
    for table in suite.tables:
        if table not in source.names:
            raise SuiteError(f"expectations/{suite.gate}.json: there is no table {table}")


def _due(gate: str, table: str, rows: int) -> Finding:
    expectation = Expectation(gate=gate, table=table, type=ROWS_DUE, kwargs={}, severity="critical", max_share=None)
    return Finding(expectation=expectation, success=rows > 0, observed=f"{rows} rows", rows=rows)


def _finding(expectation: Expectation, frame: "pd.DataFrame", answer: dict[str, Any]) -> Finding:
    result = answer["result"]
    raised = _error(answer["exception_info"])
    if raised is None and not answer["success"] and not result:
        raised = "it failed without having observed anything"
    failing = tuple(sorted(int(position) for position in result.get("unexpected_index_list") or ()))
    return Finding(
        expectation=expectation,
        success=bool(answer["success"]) and raised is None,
        observed=None if raised else _observed(result),
        rows=len(frame),
        failing=() if answer["success"] else failing,
        examples=() if answer["success"] else tuple(rows_as_json(frame, failing[:SHOWN])),
        raised=raised,
    )


def _error(exception_info: dict[str, Any]) -> str | None:
    """Return the error's text; the information lies flat or under one key a metric."""
    infos: Sequence[Any] = [exception_info, *exception_info.values()]
    for info in infos:
        if isinstance(info, dict) and info.get("raised_exception"):
            return str(info.get("exception_message") or "an error without a message")
    return None


def _observed(result: dict[str, Any]) -> str | None:
    if "observed_value" in result:
        return str(result["observed_value"])
    if "unexpected_count" in result:
        values = ", ".join(str(v)[:60] for v in result.get("partial_unexpected_list", [])[:3])
        counted = f"{result['unexpected_count']} of {result.get('element_count')}"
        return f"{counted}: {values}" if values else counted
    return None
