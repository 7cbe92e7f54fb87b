"""Say what gates and checks saw in the terms of `out.gate_result` and `out.quarantine`."""

from tasks.gates.evaluate import Finding
from tasks.load.checks import CheckResult
from tasks.load.journal import GateResult
from tasks.records import Rejected


def result_of(finding: Finding) -> GateResult:
    """Return a finding as a row of out.gate_result."""
    expectation = finding.expectation
    counted = finding.raised is None and bool(finding.failing or finding.success)
    return GateResult(
        gate=expectation.gate,
        expectation=expectation.name,
        column_name=", ".join(expectation.columns) or None,
        severity=expectation.severity,
        success=finding.success,
        observed=finding.observed if finding.raised is None else f"raised: {finding.raised}",
        failing_rows=len(finding.failing) if counted else None,
    )


def result_of_check(check: CheckResult) -> GateResult:
    """Return an SQL check as a row of out.gate_result."""
    return GateResult(
        gate="audit",
        expectation=check.name,
        column_name=None,
        severity=check.severity,
        success=check.success,
        observed=check.text,
        failing_rows=check.bad_rows,
    )


def failing_rows(check: CheckResult) -> list[Rejected]:
    """Return the sample of bad rows that a check gives, as rows of the quarantine."""
    told = [", ".join(f"{c}={v}" for c, v in zip(check.columns, row, strict=True)) for row in check.sample]
    return [Rejected("load", None, None, None, row, check.name, f"against: {check.text}") for row in told]
