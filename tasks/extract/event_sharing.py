"""What the reports of one article lend each other: day and place, parties, framework, and the status of a series."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.event_report import Report
from tasks.extract.event_triggers import GATHERINGS
from tasks.extract.participants import Part


def with_shared_date(reports: list[Report]) -> list[Report]:
    """An agreement signed at a gathering has its day and place, when one sentence tells both."""
    shared = []
    for report in reports:
        hosts = [
            r
            for r in reports
            if r.sentence == report.sentence and r.event_type in GATHERINGS and r.status == "held" and r is not report
        ]
        signed = [
            r
            for r in reports
            if r.sentence == report.sentence and r.event_type == "agreement" and r.status == "held" and r is not report
        ]
        if report.event_type in GATHERINGS and not report.date and len(signed) == 1 and report.status == "held":
            report = replace(report, date=signed[0].date)
        if report.event_type == "agreement" and report.status == "held" and len(hosts) == 1:
            host = hosts[0]
            report = replace(report, date=report.date or host.date, place=report.place or host.place)
        if report.event_type == "agreement" and report.act == "sign" and not report.parts:
            report = replace(report, parts=_parties_of_last(reports, report))
        shared.append(report)
    return [r for r in shared if r.event_type != "agreement" or r.takes_up or r.parts or r.date or r.place]


def _parties_of_last(reports: Sequence[Report], signed: Report) -> tuple[Part, ...]:
    """The states of the gathering told before a signing that names no parties: it closed that gathering."""
    before = [r for r in reports if r.event_type in GATHERINGS and r.start < signed.start and r.status != "planned"]
    states = [replace(p, confidence=0.55) for p in before[-1].parts if p.country_code] if before else []
    return tuple(states) if len({p.country_code for p in states}) >= 2 else ()


def with_framework_of_series(reports: list[Report]) -> list[Report]:
    """A numbered or next session whose framework its sentence leaves out is one of the article's only framework."""
    frameworks = {r.mechanism_id for r in reports if r.event_type == "session" and r.mechanism_id}
    if len(frameworks) != 1:
        return reports
    told = next(r for r in reports if r.mechanism_id in frameworks and r.event_type == "session")
    states = tuple(replace(p, confidence=0.6) for p in told.parts if p.part == "party")
    return [replace(r, mechanism_id=told.mechanism_id, parts=states) if _lacks_framework(r) else r for r in reports]


def _lacks_framework(report: Report) -> bool:
    numbered = report.session_number is not None or report.status == "planned"
    only_states = all(p.part == "party" and p.country_code for p in report.parts)
    return report.event_type == "session" and report.mechanism_id is None and numbered and only_states


def with_status_of_series(reports: list[Report]) -> list[Report]:
    """A lower-numbered session without a date, told beside a higher one, is background: mentioned."""
    numbers = [r.session_number for r in reports if r.session_number]
    highest = max(numbers, default=0)
    return [
        replace(r, status="mentioned")
        if r.session_number and r.session_number < highest and r.date is None and r.status == "held"
        else r
        for r in reports
    ]
