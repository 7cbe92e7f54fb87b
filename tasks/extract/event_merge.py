"""Which reports of one article are the same event, and the records made of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from tasks.edtf import compatible
from tasks.extract.document import Document
from tasks.extract.event_report import Report
from tasks.extract.event_sharing import with_day_of_gathering
from tasks.extract.event_triggers import GATHERINGS
from tasks.extract.participants import Part, states_served
from tasks.extract.plover import code_event
from tasks.extract.referents import Cast
from tasks.records import Event, Participation
from tasks.text import fold

PUT_OFF = frozenset({"postponed", "cancelled"})  # what is put off may still be planned: for the new day


def merge_reports(reports: Sequence[Report], cast: Cast) -> list[list[Report]]:
    """Return the reports grouped by event, in order of first report; a noun that takes up nothing is dropped.

    Two reports are one event when nothing they say conflicts and they share a participant, a mechanism, a date, or one
    takes the other up (`cette rencontre`, `la visite`).
    """
    groups: list[list[Report]] = []
    for report in reports:
        if report.continues:
            gathering = next((g for g in reversed(groups) if _is_open(g)), None)
            if gathering is not None:
                gathering.append(replace(report, event_type=gathering[0].event_type, title=gathering[0].title))
            continue
        report = _with_pair(report, groups, cast)
        home = next((g for g in reversed(groups) if _same_event(report, g)), None)
        if home is not None:
            home.append(_without_strays(report, home))
        elif _stands_alone(report):
            groups.append([report])
    return [with_day_of_gathering(group, groups) for group in groups]


def _without_strays(report: Report, group: list[Report]) -> Report:
    """Leave out the day and place of a part of an exercise, where the exercise has its own; and the place named beside
    a gathering that is taken up again (`préparer la session et faciliter le passage à X`), where it has its own."""
    dated, placed = any(r.date for r in group), any(r.place for r in group)
    if report.event_type in GATHERINGS and report.takes_up and placed and report.date is None:
        return replace(report, place=None)
    if report.event_type != "exercise" or not report.takes_up:
        return report
    return replace(report, date=None if dated else report.date, place=None if placed else report.place)


def _is_open(group: list[Report]) -> bool:
    """Whether a group is a gathering that the text may go on telling of."""
    return group[0].event_type in GATHERINGS and any(r.status != "mentioned" for r in group)


def _with_pair(report: Report, groups: Sequence[list[Report]], cast: Cast) -> Report:
    """Put in the two persons that `les deux ministres` takes up: those of the last event that has just two."""
    if report.pair is None or any(_is_person(cast, p) for p in report.parts):
        return report
    for group in reversed(groups):
        people = list(dict.fromkeys(p.referent_id for r in group for p in r.parts if _is_person(cast, p)))
        if len(people) == 2:
            part = "signatory" if report.event_type == "agreement" else "attendee"
            taken = [Part(part, person, None, *report.pair, 0.7) for person in people]
            states = states_served(cast, taken, {p.country_code for p in report.parts})
            return replace(report, parts=(*report.parts, *taken, *states))
    return report


def _is_person(cast: Cast, part: Part) -> bool:
    return (
        part.referent_id is not None and cast.referents[part.referent_id].kind == "person" and part.part != "organiser"
    )


def _stands_alone(report: Report) -> bool:
    people = [p for p in report.parts if p.referent_id and p.part != "organiser"]
    states = {p.country_code for p in report.parts if p.country_code}
    if report.event_type == "meeting":
        held = any(p.part == "organiser" for p in report.parts)  # `la réunion du Conseil de sécurité`
        placed = bool(report.place and (report.date or held)) or bool(held and report.date)
        return len(people) >= 2 or (bool(people) and bool(report.place or report.date)) or len(states) >= 2 or placed
    if report.event_type == "session":
        return bool(report.mechanism_id or report.session_number)
    if report.event_type == "visit":
        return bool(people or (states and report.place) or report.venue)
    if report.event_type == "conference":
        return bool(report.place or report.date or people)
    if report.event_type == "exercise":
        return bool(report.place or report.date or len(states) >= 2)
    return True


def _same_event(report: Report, group: list[Report]) -> bool:
    if not all(_compatible(report, other) for other in group):
        return False
    kind = _teller_of_kind(group).event_type
    planned_and_held = {"planned", "held"} <= {
        r.status for r in (report, *group) if r.status_said or not _is_headline([r])
    }
    headlined = not planned_and_held and _is_headlined(report, group)
    if report.event_type != kind:
        if planned_and_held:
            return False  # the talks that were held are not the session they agreed on
        if {report.event_type, group[0].event_type} <= {"session", "meeting", "conference"} and _is_headline(group):
            return headlined
        return (
            report.takes_up
            and report.event_type == "meeting"
            and kind in {"session", "conference"}
            and not _own_people(report, group)
        )
    if report.takes_up and {report.status, group[0].status} == {"planned", "held"} and _brings_others(report, group):
        return False
    if planned_and_held and not report.takes_up and _is_told_apart(report, group):
        return False
    if report.takes_up or any(r.session_number and r.session_number == report.session_number for r in group):
        return True
    return any(_shared(report, other) for other in group) or headlined


def _is_told_apart(report: Report, group: list[Report]) -> bool:
    """Whether the text says of one that it is to come and of the other that it was, in two sentences of the body."""
    told = [r for r in (report, *group) if r.status_said and r.sentence.block_kind == "body"]
    return {"planned", "held"} <= {r.status for r in told} and len({r.sentence for r in told}) > 1


def _is_headline(group: list[Report]) -> bool:
    """Whether only titles tell of the event so far: they do not say what kind of gathering it is."""
    return all(r.sentence.block_kind in {"title", "subtitle"} for r in group)


def _is_headlined(report: Report, group: list[Report]) -> bool:
    """Whether only titles tell of the event so far, and of the very states of the report: it tells the same again."""
    return _is_headline(group) and _states(report) == _states(group[0]) != set()


def _states(report: Report) -> set[str | None]:
    return {p.country_code for p in report.parts if p.country_code}


def _brings_others(report: Report, group: list[Report]) -> bool:
    """Whether the report brings people together of whom the group knows none."""
    known = {p.referent_id for r in group for p in r.parts if p.referent_id}
    mine = {p.referent_id for p in report.parts if p.referent_id}
    return len(mine) >= 2 and not mine & known


def _own_people(report: Report, group: list[Report]) -> bool:
    """Whether the report brings people together whom the group does not know: then it is a meeting of its own."""
    return any(p.referent_id for r in group for p in r.parts) and _brings_others(report, group)


def _compatible(a: Report, b: Report) -> bool:
    if a.event_type != b.event_type and not {a.event_type, b.event_type} <= GATHERINGS:
        return False
    if a.mode != b.mode and not (a.takes_up or b.takes_up):
        return False
    if a.act != b.act and "join" in {a.act, b.act}:
        return False
    if a.session_number and b.session_number and a.session_number != b.session_number:
        return False
    if a.mechanism_id and b.mechanism_id and a.mechanism_id != b.mechanism_id:
        return False
    if (
        {a.status, b.status} & {"mentioned"}
        and a.status != b.status
        and not (a.session_number and a.session_number == b.session_number)
    ):
        return a.event_type not in {"session", "agreement"}
    if a.event_type == "exercise" and _own_names(a) and _own_names(b) and not _own_names(a) & _own_names(b):
        return False
    if a.event_type == "exercise" and (a.takes_up or b.takes_up):
        return True  # `des parties de l'exercice auront aussi lieu à …`: one exercise has several places and days
    return _dates_agree(a, b) and _places_agree(a, b)


def _dates_agree(a: Report, b: Report) -> bool:
    return a.date is None or b.date is None or compatible(a.date.date_edtf, b.date.date_edtf)


def _places_agree(a: Report, b: Report) -> bool:
    if a.place is None or b.place is None or a.place[0] == b.place[0]:
        return True
    same_country = a.country_code is not None and a.country_code == b.country_code
    cities = "/city:" in a.place[0] and "/city:" in b.place[0]
    return same_country and not cities


def _shared(a: Report, b: Report) -> bool:
    if a.mechanism_id and a.mechanism_id == b.mechanism_id:
        return True
    people_a, people_b = ({p.referent_id for p in r.parts if p.referent_id} for r in (a, b))
    if people_a & people_b:
        if a.event_type == "meeting" and min(len(people_a), len(people_b)) >= 2:
            return people_a <= people_b or people_b <= people_a  # `X a reçu Y, puis Z`: two meetings
        return a.event_type in {"meeting", "visit", "statement", "appointment"} or bool(a.date and b.date)
    states_a, states_b = ({p.country_code for p in r.parts if p.country_code} for r in (a, b))
    dated = bool(a.date and b.date and a.date.date_edtf and a.date.date_edtf == b.date.date_edtf)
    placed = bool(a.place and b.place and a.place[0] == b.place[0])
    if a.event_type == "exercise" and not _own_names(a) ^ _own_names(b):
        return not states_a or not states_b or bool(states_a & states_b)
    if a.event_type in {"conference", "exercise", "visit"}:
        return (dated or placed) and (not states_a or not states_b or bool(states_a & states_b))
    return dated and bool(states_a & states_b)


def _own_names(report: Report) -> set[str]:
    """The first run of capitalised words in a title behind its first: the name an exercise has, if it has one."""
    behind = dropwhile(lambda word: not word[:1].isupper(), report.title.split()[1:])
    return set(takewhile(lambda word: word[:1].isupper(), behind))


def event_records(
    document: Document, cast: Cast, groups: list[list[Report]], contexts: tuple[str, ...]
) -> tuple[list[Event], list[Participation], set[str]]:
    """Return the event reports, their participations, and the country codes that need a referent of their own."""
    events: list[Event] = []
    parts: dict[tuple[str, str, str], Participation] = {}
    countries: set[str] = set()
    for event_id, group in zip(_event_ids(document, groups), groups, strict=True):
        states = {p.country_code for r in group for p in r.parts if p.country_code}
        said = next((r.status for r in group if r.status_said and r.status != "mentioned"), None)
        for report in group:
            if (said and not report.status_said) or (said in PUT_OFF and report.status == "planned"):
                report = replace(report, status=said)
            events.append(_event(document, report, _teller_of_kind(group), event_id, len(states), contexts))
            for part in report.parts:
                participation = _participation(document, cast, report, part, event_id)
                if participation is not None:
                    parts.setdefault((event_id, participation.referent_id, participation.part), participation)
                    if part.country_code:
                        countries.add(part.country_code)
    return events, _without_weaker(list(parts.values())), countries


def _teller_of_kind(group: list[Report]) -> Report:
    """The report that says what kind of event it is: the first of the body that names it, else the first."""
    body = [r for r in group if r.sentence.block_kind == "body" and not r.continues and not r.takes_up]
    return next(iter(body), group[0]) if _is_headline(group[:1]) else group[0]


def _event_ids(document: Document, groups: list[list[Report]]) -> list[str]:
    """Name each event by its kind and the sentence that tells it first, so that a change elsewhere changes no id."""
    ids: list[str] = []
    for group in groups:
        first = " ".join(fold(group[0].sentence.text).split())
        name = f"{document.article_id}/{group[0].event_type}:{hashlib.sha256(first.encode()).hexdigest()[:8]}"
        namesakes = sum(known == name or known.startswith(f"{name}#") for known in ids)
        ids.append(f"{name}#{namesakes + 1}" if namesakes else name)
    return ids


def _without_weaker(parts: list[Participation]) -> list[Participation]:
    """Who chairs, hosts or visits is not an attendee besides."""
    strong = {(p.article_event_id, p.referent_id) for p in parts if p.part not in {"attendee", "party"}}
    return [p for p in parts if p.part != "attendee" or (p.article_event_id, p.referent_id) not in strong]


def _event(
    document: Document, report: Report, first: Report, event_id: str, states: int, contexts: tuple[str, ...]
) -> Event:
    raw_start, raw_end = document.raw_span(report.start, report.end)
    event_type = first.event_type
    coding = code_event(event_type, report.status, report.act, report.mode, states)
    when = report.date
    return Event(
        event_report_id=f"{document.article_id}/v{raw_start}-{raw_end}",
        article_event_id=event_id,
        event_type=event_type,
        title=report.title,
        status=report.status,
        mechanism_id=report.mechanism_id,
        session_number=report.session_number,
        date_edtf=when.date_edtf if when else None,
        date_text=when.text if when else None,
        date_anchor=when.anchor if when else None,
        date_mention_id=when.date_mention_id if when else None,
        not_before_on=when.not_before_on if when else None,
        not_after_on=when.not_after_on if when else None,
        place_id=report.place[0] if report.place else None,
        place=report.place[1] if report.place else report.venue,
        venue=report.venue,
        country_code=report.country_code,
        attributed_to_id=report.attributed_to_id,
        plover_event=coding.event,
        plover_mode=coding.mode,
        contexts=contexts,
        cameo_code=coding.cameo,
        evidence=report.sentence.text,
        article_id=document.article_id,
        sentence_id=report.sentence.sentence_id,
        surface=document.raw_text[raw_start:raw_end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"event.{report.event_type}",
        confidence=report.confidence,
    )


def _participation(document: Document, cast: Cast, report: Report, part: Part, event_id: str) -> Participation | None:
    raw_start, raw_end = document.raw_span(part.start, part.end)
    sentence = document.sentence_of(raw_start)
    if sentence is None or raw_end > sentence.raw_end:
        return None
    referent = part.referent_id or cast.country(part.country_code or "", document.article_id)
    role = cast.role_of(part.referent_id)
    state = cast.referents[part.referent_id].country_code if part.referent_id else None
    person = part.referent_id is not None and cast.referents[part.referent_id].kind == "person"
    return Participation(
        article_event_id=event_id,
        referent_id=referent,
        part=part.part,
        plover_part=_plover_part(report.event_type, part.part),
        role_id=role if person else None,
        represents_id=cast.country(state, document.article_id) if person and state else None,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=document.raw_text[raw_start:raw_end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"part.{part.part}",
        confidence=part.confidence,
    )


def _plover_part(event_type: str, part: str) -> str | None:
    """Visits: the visitor acts, the host receives; statements: the speaker acts; else PLOVER has no direction here."""
    if event_type == "visit":
        return {"visitor": "actor", "head_of_delegation": "actor", "host": "recipient"}.get(part)
    if event_type == "statement":
        return {"speaker": "actor", "party": "recipient"}.get(part)
    return "actor" if part in {"chair", "co_chair", "signatory", "organiser", "host"} else None
