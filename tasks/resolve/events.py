"""Which events of the articles are one: same kind, dates that agree, and shared sessions, people, parties or places.

Nothing that the reports say may contradict, and something of weight must be shared; how much depends on the kind (a
numbered session of a framework needs nothing else, two meetings need the people who met). Reports that are far apart in
time are of one event only when it is dated, numbered, or told by the same text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from tasks.edtf import bounds, compatible, precision
from tasks.resolve.clusters import SAME, Proposal, cluster, pairs_in
from tasks.resolve.happenings import Happening
from tasks.resolve.overrides import NOTHING, Settled
from tasks.resolve.overrides import proposals as said_by_people

AUTHOR = "rules:event/1"
NEWS = timedelta(days=45)  # reports of one undated event come within weeks of each other


def resolve_events(
    happenings: Sequence[Happening], settled: Settled = NOTHING
) -> tuple[list[list[str]], list[Proposal]]:
    """Return the clusters of article event ids, one an event, and what was decided of the pairs that met."""
    by_id = {h.article_event_id: h for h in happenings}
    proposals = [p for a, b in _pairs(happenings) if (p := _judge(a, b))]
    proposals += said_by_people(settled, {name: name for name in by_id})

    def apart(mine: Sequence[str], theirs: Sequence[str]) -> bool:
        return any(_contradict(by_id[a], by_id[b]) or _told_apart(by_id[a], by_id[b]) for a in mine for b in theirs)

    return cluster(by_id, proposals, apart)


def _pairs(happenings: Sequence[Happening]) -> list[tuple[Happening, Happening]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, happening in enumerate(happenings):
        for key in _keys(happening):
            blocks[key].append(number)
    met = {pair for block in blocks.values() for pair in pairs_in(block)}
    pairs = [(happenings[a], happenings[b]) for a, b in sorted(met)]
    return [(a, b) for a, b in pairs if a.article_id != b.article_id]


def _keys(h: Happening) -> Iterator[tuple[str, ...]]:
    """Yield what the event may be met by. A year keeps long histories of one framework or person apart."""
    kind = _KIN.get(h.event_type, h.event_type)
    years = _years(h)
    yield kind, "family", h.family_id
    for year in years:
        if h.mechanism_id:
            yield kind, "mechanism", h.mechanism_id, year
        for body in h.bodies | h.persons:
            yield kind, "body", body, year
        if h.place_id:
            yield kind, "place", h.place_id, year
        for pair in combinations(sorted(h.states), 2):
            yield kind, "states", *pair, year
    for town in h.towns:
        yield kind, "town", town
    if h.country_code and h.date_edtf:
        yield kind, "country", h.country_code, h.date_edtf[5:7]  # the month, which an open year has too
    if h.date_edtf and kind not in _KIN.values():
        yield kind, "date", h.date_edtf
    if h.session_number and h.mechanism_id:
        yield kind, "session", h.mechanism_id, str(h.session_number)


_KIN = {"session": "gathering", "meeting": "gathering", "conference": "gathering"}


def _years(h: Happening) -> list[str]:
    """The years in which the event may be told: its own, else that of publication and its neighbours, else any."""
    start, end = bounds(h.date_edtf)
    if not (start and end):
        start, end = bounds(h.published_edtf)
        if not (start and end):
            return ["any"]
        start, end = start - NEWS, end + NEWS
    return ["any", *(str(year) for year in range(start.year, min(end.year, start.year + 3) + 1))]


def _judge(a: Happening, b: Happening) -> Proposal | None:
    if _contradict(a, b):
        return None
    rule = _RULES.get(a.event_type) if a.event_type == b.event_type else _session_told_as_meeting
    shared = rule(a, b) if rule else None
    if shared is None:
        return None
    score, told = shared
    if a.family_id == b.family_id:
        score, told = min(0.99, score + 0.1), f"{told}; in copies of one text"
    return Proposal(a.article_event_id, b.article_event_id, SAME, score, told)


def _contradict(a: Happening, b: Happening) -> bool:
    """Whether something the two say can't be true of one event."""
    kinds = {a.event_type, b.event_type}
    if len(kinds) > 1 and not kinds <= _KIN.keys():
        return True
    if a.session_number and b.session_number and a.session_number != b.session_number:
        return True
    if a.mechanism_id and b.mechanism_id and a.mechanism_id != b.mechanism_id and a.firm_mechanism and b.firm_mechanism:
        return True
    if _announced_otherwise(a, b):
        return False
    if not compatible(a.date_edtf, b.date_edtf):
        return True
    return bool(a.country_code and b.country_code and a.country_code != b.country_code)


def _announced_otherwise(a: Happening, b: Happening) -> bool:
    """Whether the two tell one numbered session of one framework, and one of them only what was planned: day and place
    may change."""
    numbered = a.session_number is not None and a.session_number == b.session_number
    framework = a.mechanism_id is not None and a.mechanism_id == b.mechanism_id
    return numbered and framework and a.firm_mechanism and b.firm_mechanism and (_is_plan(a) or _is_plan(b))


def _is_plan(h: Happening) -> bool:
    return all(report.status in {"planned", "postponed", "cancelled"} for report in h.reports)


def _told_apart(a: Happening, b: Happening) -> bool:
    """Whether one article tells them as two events: then it knows better, but for one session under two headings."""
    numbered = a.session_number is not None and a.session_number == b.session_number
    return a.article_id == b.article_id and not numbered


def _near(a: Happening, b: Happening) -> bool:
    """Whether the two may be news of the same weeks: dated alike, or published within NEWS of each other or of the date
    of the other; what has no date at all is near to nothing but copies."""
    if a.family_id == b.family_id:
        return True
    if a.date_edtf and b.date_edtf and _as_sharp(a, b):
        return True  # they don't contradict
    first, second = (bounds(h.date_edtf) if bounds(h.date_edtf)[0] else bounds(h.published_edtf) for h in (a, b))
    if not (first[0] and first[1] and second[0] and second[1]):
        return False
    return first[0] - NEWS <= second[1] and second[0] - NEWS <= first[1]


def _undated(a: Happening, b: Happening) -> bool:
    """Whether neither page nor text of one of them says when: only strong agreement counts then."""
    return not (a.date_edtf or a.published_edtf) or not (b.date_edtf or b.published_edtf)


Shared = tuple[float, str]


def _session(a: Happening, b: Happening) -> Shared | None:
    numbered = a.session_number is not None and a.session_number == b.session_number
    framework = a.mechanism_id is not None and a.mechanism_id == b.mechanism_id
    if numbered and framework:
        return 0.97, f"session {a.session_number} of one framework"
    parties = len(a.states & b.states) >= 2
    either_open = not (a.firm_mechanism and b.firm_mechanism)
    if numbered and either_open and (parties or a.bodies & b.bodies or len(a.persons & b.persons) >= 2):
        return 0.9, f"session {a.session_number} of the same parties"
    if numbered and _same_day(a, b) and a.country_code is not None and a.country_code == b.country_code:
        return 0.85, f"session {a.session_number}, on one day in one country"
    if framework and _near(a, b) and not (a.only_mentioned or b.only_mentioned):
        return 0.85, "one framework, dates that agree"
    if parties and a.date_edtf and b.date_edtf and either_open:
        return 0.8, "a session of the same parties, dates that agree"
    return None


def _meeting(a: Happening, b: Happening) -> Shared | None:
    met = a.persons & b.persons
    if len(met) >= 2 and (_near(a, b) or _undated(a, b)):
        return 0.9, f"the same {len(met)} people met"
    if not _near(a, b):
        return None
    if met and (a.states & b.states) and (_placed(a, b) or _dated(a, b)):
        return 0.8, "one of the people, the parties, and the place or the date"
    if len(a.states & b.states) >= 2 and _placed(a, b) and _dated(a, b):
        return 0.8, "the same parties, place and date"
    return None


def _visit(a: Happening, b: Happening) -> Shared | None:
    where = _placed(a, b) or bool(a.country_code and a.country_code == b.country_code)
    if a.persons & b.persons and where and (_near(a, b) or _undated(a, b)):
        return 0.9, "the same visitor, the same destination"
    if a.persons & b.persons and _near(a, b):
        return 0.85, "the same visitor at the same time"
    if where and len(a.states & b.states) >= 2 and _dated(a, b) and _as_sharp(a, b):
        return 0.8, "the same states, place and date"
    return None


def _conference(a: Happening, b: Happening) -> Shared | None:
    where = _placed(a, b) or bool(a.country_code and a.country_code == b.country_code)
    if a.mechanism_id and a.mechanism_id == b.mechanism_id and _near(a, b):
        return 0.9, "one framework, dates that agree"
    if a.towns & b.towns and _dated(a, b) and _as_sharp(a, b):
        return 0.85, "called after one town, dates that agree"
    if where and _dated(a, b) and _as_sharp(a, b):
        return 0.85, "the same place and date"
    if _dated(a, b) and _as_sharp(a, b) and (a.bodies & b.bodies or a.states & b.states):
        return 0.8, "the same organisers and date"
    return None


def _exercise(a: Happening, b: Happening) -> Shared | None:
    if _framework(a) & _framework(b) and _near(a, b):
        return 0.9, "one series, dates that agree"
    if _placed(a, b) and _dated(a, b) and _as_sharp(a, b):
        return 0.85, "the same place and date"
    if len(a.states & b.states) >= 2 and _dated(a, b) and _as_sharp(a, b):
        return 0.8, "the same parties and date"
    return None


def _agreement(a: Happening, b: Happening) -> Shared | None:
    parties = len(a.states & b.states) >= 2 or _joined_alike(a, b)
    if parties and _dated(a, b) and (_as_sharp(a, b) or a.date_edtf == b.date_edtf):
        return 0.85, "the same parties and date"
    if _same_day(a, b) and (a.states & b.states or a.bodies & b.bodies):
        return 0.85, "one of the parties, on the same day"
    if _sharp(a) and a.date_edtf == b.date_edtf and _published_together(a, b) and not _rival_parties(a, b):
        return 0.75, "the same date, told in the same weeks"
    if _near(a, b) and len(a.states & b.states) >= 2 and a.persons & b.persons:
        return 0.8, "the same signatories"
    return None


def _statement(a: Happening, b: Happening) -> Shared | None:
    said_by = (a.persons | a.bodies) & (b.persons | b.bodies)
    if said_by and (_dated(a, b) or a.family_id == b.family_id):
        return 0.85, "the same speaker and date"
    return None


def _act_on_person(a: Happening, b: Happening) -> Shared | None:
    if a.persons & b.persons and _near(a, b):
        return 0.85, "the same person at the same time"
    return None


def _session_told_as_meeting(a: Happening, b: Happening) -> Shared | None:
    """A session of a framework is a meeting to a reporter who doesn't name the framework."""
    if _framework(a) & _framework(b) and _dated(a, b):
        return 0.85, "one framework, dates that agree"
    if _placed(a, b) and _same_day(a, b) and len(a.states & b.states) >= 2:
        return 0.85, "the same parties, on one day in one place"
    if len(a.persons & b.persons) >= 2 and _dated(a, b) and not (a.only_mentioned or b.only_mentioned):
        return 0.8, "the same people on the same date"
    return None


_RULES: dict[str, Callable[[Happening, Happening], Shared | None]] = {
    "session": _session,
    "meeting": _meeting,
    "visit": _visit,
    "conference": _conference,
    "exercise": _exercise,
    "agreement": _agreement,
    "statement": _statement,
    "appointment": _act_on_person,
    "operation": _act_on_person,
}


def _dated(a: Happening, b: Happening) -> bool:
    return bool(a.date_edtf and b.date_edtf)  # compatible, or they would contradict


def _same_day(a: Happening, b: Happening) -> bool:
    return precision(a.date_edtf) == "day" and a.date_edtf == b.date_edtf


def _sharp(h: Happening) -> bool:
    """Whether the date says at least the month of a known year."""
    return precision(h.date_edtf) in {"day", "month", "interval"}


def _as_sharp(a: Happening, b: Happening) -> bool:
    """Whether neither date is a bare year: a year permits hundreds of days, and agrees with everything in it."""
    return "year" not in {precision(a.date_edtf), precision(b.date_edtf)}


def _joined_alike(a: Happening, b: Happening) -> bool:
    """Whether one state joins, or signs with, one and the same body."""
    return bool(a.states & b.states) and bool(a.bodies & b.bodies)


def _framework(h: Happening) -> set[str]:
    """The frameworks the event belongs to, or that take part in it."""
    return {i for i in (h.mechanism_id, *h.bodies) if i and i.startswith("mechanism:")}


def _published_together(a: Happening, b: Happening) -> bool:
    first, second = bounds(a.published_edtf)[0], bounds(b.published_edtf)[0]
    return first is not None and second is not None and abs(first - second) <= NEWS


def _rival_parties(a: Happening, b: Happening) -> bool:
    return bool(a.states and b.states and not a.states & b.states)


def _placed(a: Happening, b: Happening) -> bool:
    return a.place_id is not None and a.place_id == b.place_id
