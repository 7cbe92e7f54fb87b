"""What stops a run, what is set aside, and what is only recorded."""

from typing import Any

import pytest

from flows.results import result_of
from tasks.gates.evaluate import Finding
from tasks.gates.suites import Expectation
from tasks.gates.verdict import Verdict, judge


def finding(severity: str = "critical", share: float | None = None, **seen: Any) -> Finding:
    expectation = Expectation(
        gate="extract",
        table="mention",
        type="expect_column_values_to_be_in_set",
        kwargs={"column": "form"},
        severity=severity,
        max_share=share,
    )
    return Finding(**{"expectation": expectation, "success": False, "observed": "2 of 10", "rows": 10, **seen})


def sorted_as(verdict: Verdict) -> tuple[int, int, int]:
    return len(verdict.stops), len(verdict.aside), len(verdict.recorded)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding(success=True), (0, 0, 0)),
        (finding(failing=(1, 2)), (1, 0, 0)),
        (finding(share=0.2, failing=(1, 2)), (0, 1, 0)),
        (finding(share=0.19, failing=(1, 2)), (1, 0, 0)),
        (finding(share=0.2), (1, 0, 0)),  # failed without a row that could be set aside
        (finding("warning", failing=(1, 2)), (0, 0, 1)),
        (finding("warning", raised="KeyError: form"), (1, 0, 0)),  # nobody knows whether it holds
        (finding(share=0.9, raised="KeyError: form"), (1, 0, 0)),
    ],
)
def test_findings_are_sorted(found: Finding, expected: tuple[int, int, int]) -> None:
    assert sorted_as(judge([found])) == expected


def test_a_stop_is_told_in_a_line_for_people() -> None:
    stops = judge(
        [finding(failing=(1, 2)), finding(share=0.1, failing=(1, 2)), finding(raised="Boom\nTraceback …"), finding()]
    ).stops
    name = "mention.expect_column_values_to_be_in_set (form)"
    assert stops == (
        f"{name} failed: 2 of 10 rows",
        f"{name} failed: 2 of 10 rows, more than the share of 0.1 that may be set aside",
        f"{name} could not be checked: Boom",
        f"{name} failed: observed 2 of 10",
    )


def test_what_raised_has_no_count_of_failing_rows_in_gate_result() -> None:
    assert result_of(finding(raised="Boom")).failing_rows is None
    assert result_of(finding(raised="Boom")).observed == "raised: Boom"
    assert result_of(finding(failing=(1, 2))).failing_rows == 2
    assert result_of(finding(success=True)).failing_rows == 0
    assert result_of(finding()).failing_rows is None  # a bound on the whole table
