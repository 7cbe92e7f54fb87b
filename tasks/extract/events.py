"""Events as one article tells them: what happened or is to happen, under which mechanism, who, where, when.

Reads event.yml, event_status.yml, part.yml, ordinal.yml. A report is a sentence that tells of an event; reports of one
event in an article share its `article_event_id` (`event_merge.py`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tasks.extract.complements import closed_class, complement_end
from tasks.extract.dates import day_of
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause, clause_of, date_of, places_of, status_of, venue_of
from tasks.extract.event_parts import BILATERAL, parts_of, with_place
from tasks.extract.event_triggers import GATHERINGS, Trigger, find_triggers
from tasks.extract.names import Name
from tasks.extract.participants import Actor, Part, actors_in, pair_in, stated_parts, states_served
from tasks.extract.referents import Cast
from tasks.extract.sessions import session_number
from tasks.extract.speakers import speakers_in
from tasks.lexicon import entries
from tasks.records import DateMention, Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """What one sentence says of one event. Referent ids throughout; tokens `start`..`end` are its trigger."""

    event_type: str
    act: str | None
    mode: str | None
    title: str
    status: str
    mechanism_id: str | None
    session_number: int | None
    date: DateMention | None
    place: tuple[str, str] | None  # (referent_id, as written)
    venue: str | None
    country_code: str | None
    parts: tuple[Part, ...]
    attributed_to_id: str | None
    sentence: Sentence
    start: int
    end: int
    takes_up: bool  # a definite noun that takes up an event told before
    status_said: bool  # whether the sentence shows the status; else it is the event's
    pair: tuple[int, int] | None  # tokens of `les deux ministres`: the two persons told of before
    continues: bool  # tells more of the gathering before, without naming it
    confidence: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What all reports of an article are read against."""

    document: Document
    cast: Cast
    dates: tuple[DateMention, ...]
    triggers: tuple[Trigger, ...]
    actors: tuple[Actor, ...]
    context: tuple[str, ...]  # the two states the article is about, or three or four


def find_reports(document: Document, cast: Cast, dates: Sequence[DateMention]) -> list[Report]:
    """Return every report of an event that says enough to be one, in text order."""
    triggers = find_triggers(document)
    scene = Scene(document, cast, tuple(dates), tuple(triggers), tuple(actors_in(cast)), _context_parties(document))
    found = []
    for trigger in triggers:
        told = not _inside_name(trigger.hit, cast) and not _signs_nothing(document, trigger)
        report = _report(scene, trigger) if told else None
        if report is not None and _says_enough(report):
            found.append(report)
    found += _continued(scene, found)
    found = _with_framework_of_series(sorted(found, key=lambda r: r.start))
    return _with_status_of_series(_with_shared_date(found))


def _inside_name(trigger: Hit, cast: Cast) -> bool:
    """A trigger word inside a name (`Conférence islamique`, `rencontre` in a title) tells of no event."""
    return any(
        n.start <= trigger.start and trigger.end <= n.end and n.kind in {"organisation", "person"}
        for n, _ in cast.names
    )


def _signs_nothing(document: Document, trigger: Trigger) -> bool:
    """A verb of signing without a word for an agreement near, nor a treaty (`signed a decree`): nothing between two."""
    if trigger.entry["kind"] != "verb" or trigger.act != "sign":
        return False
    low, high = document.sentence_start(trigger.hit.start), document.sentence_end(trigger.hit.start)
    return not any(low <= h.start < high for h in document.hits_of("mechanism"))


def _report(scene: Scene, trigger: Trigger) -> Report | None:
    document, cast, entry, hit = scene.document, scene.cast, trigger.entry, trigger.hit
    clause = clause_of(document, hit, trigger.aids, [t.hit for t in scene.triggers])
    sentence = document.sentence_of(document.doc[hit.start].idx)
    if sentence is None:
        return None
    event_type = str(entry["type"])
    mechanism = _mechanism_of(document, cast, hit, clause, event_type)
    if event_type == "meeting" and mechanism is not None:
        event_type = "session"
    if entry.get("needs") == "mechanism" and mechanism is None:
        return None
    if event_type == "session" and mechanism is None and _is_of_exercise(document, hit):
        event_type = "exercise"
    numbered = event_type in {"session", "meeting", "conference", "exercise"}
    number = session_number(document, hit.start, hit.end) if numbered else None
    start, title_end = _title_range(document, hit, entry, mechanism)
    spoken = event_type == "statement"
    parts = parts_of(document, cast, clause, trigger, event_type, scene.actors, mechanism, title_end, scene.context)
    when = None if spoken and entry["kind"] != "verb" else date_of(document, clause, scene.dates)
    places = [] if spoken else places_of(document, clause, cast.names, event_type == "visit")
    venue = venue_of(document, clause, frozenset()) if event_type in GATHERINGS | {"agreement"} else None
    country = places[0][0].country_code if places else None
    parts = with_place(parts, event_type, country, hit)
    status = _status(document, clause, trigger, event_type, when)
    return Report(
        event_type=event_type,
        act=trigger.act,
        mode=entry.get("mode"),
        title=_title(document, cast, entry, start, title_end, parts),
        status=status or "held",
        status_said=status is not None,
        mechanism_id=mechanism[1] if mechanism else None,
        session_number=number,
        date=when,
        place=_place(document, places),
        venue=venue[0] if venue else None,
        country_code=country,
        parts=tuple(parts),
        attributed_to_id=_teller(document, cast, clause),
        sentence=sentence,
        start=hit.start,
        end=hit.end,
        takes_up=_takes_up(document, trigger),
        pair=pair_in(document, clause),
        continues=False,
        confidence=0.85 if entry["kind"] == "verb" or trigger.aids or number or when else 0.75,
    )


def _is_of_exercise(document: Document, session: Hit) -> bool:
    """`الدورة الرابعة من التمرين البحري`, `l'édition 2024 de l'exercice`: what has editions is the exercise."""
    table = entries("event", document.language)
    behind = (h for h in document.hits_of("event") if 0 < h.start - session.end <= 4)
    return any(table[h.entry_id]["type"] == "exercise" for h in behind)


def _takes_up(document: Document, trigger: Trigger) -> bool:
    """Whether the words take up what was told before: a definite noun; of agreements only one that is signed."""
    taken = trigger.entry.get("back") or (trigger.entry["type"] == "agreement" and trigger.act == "sign")
    return bool(taken) and trigger.entry["kind"] == "noun" and _is_definite(document, trigger.hit)


def _continued(scene: Scene, found: Sequence[Report]) -> list[Report]:
    """Return what goes on telling of a gathering without naming it: `La délégation était conduite par X`, `Y ont pris
    part Z et W`. Sentences that tell of an event of their own are none of these."""
    document = scene.document
    told = {r.sentence.sentence_id for r in found if r.event_type != "statement"}
    told |= {
        s.sentence_id
        for t in scene.triggers
        if t.entry["type"] != "statement" and not t.entry.get("needs") and (s := _sentence(document, t.hit))
    }
    reports = []
    for hit in document.hits_of("part"):
        sentence = _sentence(document, hit)
        if sentence is None or sentence.sentence_id in told:
            continue
        clause = clause_of(document, hit, (), ())
        parts = [p for p in stated_parts(document, clause, scene.actors) if p.part in CONTINUED]
        people = [p for p in parts if p.referent_id and scene.cast.referents[p.referent_id].kind == "person"]
        if people:
            told.add(sentence.sentence_id)
            states = states_served(scene.cast, people, set())
            reports.append(_continuing(scene, sentence, hit, [*people, *states]))
    return reports


CONTINUED = frozenset({"chair", "co_chair", "host", "head_of_delegation", "attendee"})


def _continuing(scene: Scene, sentence: Sentence, hit: Hit, parts: list[Part]) -> Report:
    return Report(
        event_type="continued",
        act=None,
        mode=None,
        title="",
        status="held",
        status_said=False,
        mechanism_id=None,
        session_number=None,
        date=None,
        place=None,
        venue=None,
        country_code=None,
        parts=tuple(parts),
        attributed_to_id=None,
        sentence=sentence,
        start=hit.start,
        end=hit.end,
        takes_up=True,
        pair=None,
        continues=True,
        confidence=0.7,
    )


def _sentence(document: Document, hit: Hit) -> Sentence | None:
    return document.sentence_of(document.doc[hit.start].idx)


def _mechanism_of(
    document: Document, cast: Cast, trigger: Hit, clause: Clause, event_type: str
) -> tuple[Name, str] | None:
    """The framework whose session it is: named right behind the noun, or anywhere in the clause of a session."""
    if event_type not in {"session", "meeting"}:
        return None
    inside = [(n, i) for n, i in cast.names if n.kind == "mechanism" and clause.low <= n.start < clause.high]
    if event_type == "meeting" and entries("event", document.language)[trigger.entry_id]["kind"] == "verb":
        return next(((n, i) for n, i in inside if _meets_itself(document, n, trigger)), None)
    behind = [(n, i) for n, i in inside if 0 <= n.start - trigger.end <= (4 if event_type == "meeting" else 14)]
    if event_type == "meeting" and document.norm(trigger.start).startswith("ال"):
        behind = [(n, i) for n, i in behind if n.start - trigger.end == 1 and document.norm(n.start - 1) == "ل"]
    if behind:
        return behind[0]
    if event_type == "session" and entries("event", document.language)[trigger.entry_id].get("needs"):
        verb = [(n, i) for n, i in inside if clause.owns(n.start) and n.subkind in BILATERAL | {"forum"}]
        return verb[0] if verb else None
    subject = _possessor(document, inside, trigger)
    if subject is not None:
        return subject
    if event_type == "session":
        acronym = _named_behind(document, cast, trigger)
        return acronym or next(
            ((n, i) for n, i in inside if n.end <= trigger.start and trigger.start - n.end <= 3), None
        )
    return None


def _possessor(document: Document, inside: list[tuple[Name, str]], trigger: Hit) -> tuple[Name, str] | None:
    """`Le groupe de travail a tenu lundi | sa 3ème session`, `تعقد اللجنة | اجتماعها`: whose session it is by a
    possessive, the nearest framework before it."""
    owned = any(
        document.norm(i) in closed_class("possessives", document.language)
        for i in range(trigger.start - 3, trigger.start)
    )
    if document.language == "ar":
        owned = document.doc[trigger.start].text.endswith(("ها", "ه")) and not document.norm(trigger.start).startswith(
            "ال"
        )
    before = [(n, i) for n, i in inside if n.end <= trigger.start]
    return before[-1] if owned and before else None


def _meets_itself(document: Document, mechanism: Name, verb: Hit) -> bool:
    """`le comité bilatéral se réunira`, `اجتمعت اللجنة المشتركة`: the framework is the subject of the verb."""
    if document.language == "ar":
        return mechanism.start == verb.end
    return 0 <= verb.start - mechanism.end <= 2


def _named_behind(document: Document, cast: Cast, trigger: Hit) -> tuple[Name, str] | None:
    """`3eme session du CMS`: capitals behind the noun that are the initials of a framework the article names."""
    for name, identity in cast.names:
        if 0 < name.start - trigger.end <= 3 and cast.referents[identity].kind == "mechanism":
            return name, identity
    return None


def _place(document: Document, places: list[tuple[Name, str]]) -> tuple[str, str] | None:
    if not places:
        return None
    name, identity = places[0]
    return identity, " ".join(document.doc[name.start : name.end].text.split())


def _title_range(
    document: Document, trigger: Hit, entry: dict[str, Any], mechanism: tuple[Name, str] | None
) -> tuple[int, int]:
    """The noun phrase that names the event: ordinal or adjective before, complement and mechanism behind."""
    start, end = trigger.start, trigger.end
    if entry["kind"] == "noun":
        hit = next((h for h in document.hits_of("ordinal") if h.end == start), None)
        start = hit.start if hit else start
        end = max(end, complement_end(document, end, frozenset()))
    if mechanism is not None and mechanism[0].start >= trigger.end:
        end = max(end, mechanism[0].end)
    return start, end


def _title(document: Document, cast: Cast, entry: dict[str, Any], start: int, end: int, parts: list[Part]) -> str:
    text = " ".join(document.doc[start:end].text.split())
    if entry["kind"] == "noun" and end - start > 1:
        return text
    label = str(entry.get("label") or text)
    names = dict.fromkeys(cast.referents[p.referent_id].name for p in parts if p.referent_id)
    states = dict.fromkeys(
        str(entries("country")[p.country_code.lower()]["names"][document.language][0]) for p in parts if p.country_code
    )
    who = list(names)[:3] or list(states)[:3]
    return f"{label} {' – '.join(who)}" if who else text


def _status(
    document: Document, clause: Clause, trigger: Trigger, event_type: str, when: DateMention | None
) -> str | None:
    """Return the status the clause gives; None when nothing in it says one."""
    said = status_of(document, clause)
    published = day_of(document.published_edtf)
    if said:
        return said
    if when and when.start_on and published and when.start_on > published:
        return "planned"
    noun = trigger.entry["kind"] == "noun"
    if event_type == "agreement" and ((noun and trigger.act != "sign") or _is_background(when, published)):
        return "mentioned"
    return "held" if not noun or trigger.aids else None


def _is_background(when: DateMention | None, published: date | None) -> bool:
    """Years before the page, or a bare year: told as background."""
    if when is None or when.start_on is None:
        return False
    return when.date_precision == "year" or (published is not None and (published - when.start_on).days > 365)


def _teller(document: Document, cast: Cast, clause: Clause) -> str | None:
    """Who tells it: the first person or body behind `, a indiqué`, or the subject before `a dit que`."""
    low, high = document.sentence_start(clause.trigger.start), document.sentence_end(clause.trigger.start)
    speakers = speakers_in(document, cast)
    if clause.high < high:
        return next((a.referent_id for a in speakers if clause.high <= a.start < high), None)
    if clause.low > low:
        return next((a.referent_id for a in speakers if low <= a.start < clause.low), None)
    return None


def _is_definite(document: Document, trigger: Hit) -> bool:
    if document.language == "ar":
        written = document.doc[trigger.start].text  # folded, `زيارة` would end like `زيارته`
        return document.norm(trigger.start).startswith("ال") or written.endswith(("ه", "ها"))
    return document.norm(trigger.start - 1) in closed_class("determiners", document.language) - {"un", "une", "a", "an"}


def _context_parties(document: Document) -> tuple[str, ...]:
    """The two states, four at most, that titles and first body sentence are about (a capital stands for its state)."""
    heads = [s for s in document.sentences if s.block_kind in {"title", "subtitle"}]
    lead = next((s for s in document.sentences if s.block_kind == "body"), None)
    for scope in (heads, [*heads, lead] if lead else heads):
        codes: Counter[str] = Counter()
        for hit in document.hits_of("country", "demonym", "compound", "city"):
            offset = document.doc[hit.start].idx
            if any(s.raw_start <= offset < s.raw_end for s in scope):
                city = entries("city").get(hit.entry_id, {}) if hit.category == "city" else None
                if city is None:
                    codes[hit.entry_id.upper()] += 1
                elif city.get("capital"):
                    codes[str(city["country"]).upper()] += 1
        if 2 <= len(codes) <= 4:
            return tuple(sorted(codes))
    return ()


def _says_enough(report: Report) -> bool:
    """Whether a report has what its type needs to be an event; a bare noun that takes one up is kept to merge."""
    people = [p for p in report.parts if p.referent_id]
    states = [p for p in report.parts if p.country_code]
    if report.pair:
        return True
    if report.event_type == "session":
        return bool(report.mechanism_id or report.session_number) or report.takes_up
    if report.event_type == "meeting":
        return bool(people) or len(states) >= 2 or report.takes_up or bool(report.place and report.date)
    if report.event_type == "visit":
        return bool(people or states or report.takes_up) and bool(people or report.place or report.takes_up)
    if report.event_type == "conference":
        return bool(report.place or report.date or people or report.takes_up)
    if report.event_type == "agreement":
        if report.act == "join":  # somebody joins something: `joined the talks` is none
            return any(p.referent_id and p.part == "party" for p in report.parts)
        return report.act == "sign" or len(people) + len(states) >= 2 or bool(states and report.date) or report.takes_up
    if report.event_type == "exercise":
        return bool(report.place or report.date or len(states) >= 2 or report.takes_up)
    if report.event_type == "operation":
        return bool(report.place and (report.date or states))
    return bool(people or states)


def _with_shared_date(reports: list[Report]) -> list[Report]:
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


def _with_framework_of_series(reports: list[Report]) -> list[Report]:
    """A numbered or next session whose framework its sentence leaves out is one of the article's only framework."""
    frameworks = {r.mechanism_id for r in reports if r.event_type == "session" and r.mechanism_id}
    if len(frameworks) != 1:
        return reports
    told = next(r for r in reports if r.mechanism_id in frameworks and r.event_type == "session")
    states = tuple(replace(p, confidence=0.6) for p in told.parts if p.part == "party")
    return [replace(r, mechanism_id=told.mechanism_id, parts=states) if _lacks_framework(r) else r for r in reports]


def _lacks_framework(report: Report) -> bool:
    numbered = report.session_number is not None or report.status == "planned"
    return report.event_type == "session" and report.mechanism_id is None and numbered and not report.parts


def _with_status_of_series(reports: list[Report]) -> list[Report]:
    """A lower-numbered session without a date, told beside a higher one, is background: mentioned."""
    numbers = [r.session_number for r in reports if r.session_number]
    highest = max(numbers, default=0)
    return [
        replace(r, status="mentioned")
        if r.session_number and r.session_number < highest and r.date is None and r.status == "held"
        else r
        for r in reports
    ]
