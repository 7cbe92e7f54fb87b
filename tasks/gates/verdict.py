"""What a gate's findings mean: which rows are set aside, what is only recorded, and whether the run stops."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.gates.evaluate import Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """`stops` are the reasons to stop, each a line for people; empty: the run goes on. `aside` are findings whose
    failing rows are quarantined; `recorded` failed, but only as warnings."""

    stops: tuple[str, ...]
    aside: tuple[Finding, ...]
    recorded: tuple[Finding, ...]


def judge(findings: Sequence[Finding]) -> Verdict:
    """Sort the findings. What raised stops, whatever its severity; what failed stops when critical, over its share."""
    stops: list[str] = []
    aside: list[Finding] = []
    recorded: list[Finding] = []
    for finding in findings:
        expectation = finding.expectation
        if finding.raised is not None:
            stops.append(f"{expectation.name}{_on(finding)} could not be checked: {_first_line(finding.raised)}")
        elif finding.success:
            continue
        elif expectation.severity == "warning":
            recorded.append(finding)
        elif expectation.max_share is not None and finding.failing and finding.share <= expectation.max_share:
            aside.append(finding)
        else:
            stops.append(f"{expectation.name}{_on(finding)} failed: {_extent(finding)}")
    return Verdict(tuple(stops), tuple(aside), tuple(recorded))


def _on(finding: Finding) -> str:
    columns = finding.expectation.columns
    return f" ({', '.join(columns)})" if columns else ""


def _extent(finding: Finding) -> str:
    if not finding.failing:
        return f"observed {finding.observed}"
    extent = f"{len(finding.failing)} of {finding.rows} rows"
    allowed = finding.expectation.max_share
    return extent if allowed is None else f"{extent}, more than the share of {allowed:g} that may be set aside"


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0]
