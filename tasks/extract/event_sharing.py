"""What the reports of one article lend each other: day and place, parties, framework, and the status of a series."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.edtf import compatible
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


def with_day_of_gathering(group: list[Report], groups: Sequence[list[Report]]) -> list[Report]:
    """Give an agreement without a day the day and place of the gathering that its sentence says it was signed at
    (`La session a adopté un plan et les ministres ont signé un accord`)."""
    if group[0].event_type != "agreement" or any(r.date for r in group):
        return group
    for position, report in enumerate(group):
        if report.act != "sign":
            continue
        hosts = [g for g in groups if _is_signed_at(report, g)]
        if report.on_occasion:
            hosts = [g for g in groups if g[0].event_type in GATHERINGS and any(_is_right_before(r, report) for r in g)]
        days = [r.date for g in hosts for r in g if r.date]
        day = max(days, key=lambda d: d.date_precision == "day", default=None)
        if len(hosts) == 1 and day and all(compatible(d.date_edtf, day.date_edtf) for d in days):
            place = report.place or next((r.place for r in hosts[0] if r.place), None)
            ahead = report.on_occasion and hosts[0][0].status in {"planned", "postponed"}
            status = "planned" if ahead else report.status
            dated = replace(report, date=day, place=place, status=status)
            return [*group[:position], dated, *group[position + 1 :]]
    return group


def _is_right_before(told: Report, report: Report) -> bool:
    """Whether `told` is of the sentence before that of `report`."""
    return told.sentence.ordinal == report.sentence.ordinal - 1


def _is_signed_at(report: Report, group: Sequence[Report]) -> bool:
    """Whether the agreement of `report` is signed at the gathering of `group`: one sentence tells both as held."""
    if group[0].event_type not in GATHERINGS:
        return False
    return report.status == "held" and any(
        r.sentence == report.sentence and r.status == "held" and not r.continues for r in group
    )


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


def with_exercise_of_editions(reports: list[Report]) -> list[Report]:
    """An edition without a framework, in an article whose only numbered event with a name is an exercise, is one of
    that exercise (`la quatrième édition de l'exercice … La troisième édition s'était tenue à …`)."""
    exercise = next((r for r in reports if r.event_type == "exercise" and r.session_number), None)
    if exercise is None or any(r.event_type == "session" and r.mechanism_id for r in reports):
        return reports
    return [replace(r, event_type="exercise") if r.event_type == "session" and r.session_number else r for r in reports]


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
