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
from tasks.extract.names import Name
from tasks.extract.participants import Actor, Part, actors_in, present, state_parties, stated_parts
from tasks.extract.quotes import issuer_of, speakers_in
from tasks.extract.referents import Cast
from tasks.extract.sessions import session_number
from tasks.lexicon import entries
from tasks.records import DateMention, Sentence

GATHERINGS = frozenset({"session", "meeting", "visit", "conference"})
BILATERAL = frozenset({"strategic_dialogue", "joint_commission", "working_group", "partnership"})


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
    confidence: float


def find_reports(document: Document, cast: Cast, dates: Sequence[DateMention]) -> list[Report]:
    """Return every report of an event that says enough to be one, in text order."""
    hits = [h for h in document.hits_of("event") if document.sentence_of(document.doc[h.start].idx)]
    triggers = _without_fragments(hits, document)
    actors = actors_in(cast)
    context = _context_parties(document)
    found = []
    for trigger in triggers:
        entry = entries("event", document.language)[trigger.entry_id]
        if entry["type"] == "none" or _inside_name(trigger, cast):
            continue
        report = _report(document, cast, dates, trigger, entry, triggers, actors, context)
        if report is not None and _says_enough(report):
            found.append(report)
    return _with_status_of_series(found)


def _without_fragments(hits: list[Hit], document: Document) -> list[Hit]:
    """Drop triggers inside a longer phrase that is another trigger or no event at all."""
    return [
        h
        for h in hits
        if not any(
            o is not h and o.start <= h.start and h.end <= o.end and o.end - o.start > h.end - h.start for o in hits
        )
    ]


def _inside_name(trigger: Hit, cast: Cast) -> bool:
    """A trigger word inside a name (`Conférence islamique`, `rencontre` in a title) tells of no event."""
    return any(
        n.start <= trigger.start and trigger.end <= n.end and n.kind in {"organisation", "person"}
        for n, _ in cast.names
    )


def _report(
    document: Document,
    cast: Cast,
    dates: Sequence[DateMention],
    trigger: Hit,
    entry: dict[str, Any],
    triggers: list[Hit],
    actors: list[Actor],
    context: tuple[str, ...],
) -> Report | None:
    clause = clause_of(document, trigger, triggers)
    sentence = document.sentence_of(document.doc[trigger.start].idx)
    if sentence is None:
        return None
    event_type = str(entry["type"])
    mechanism = _mechanism_of(document, cast, trigger, clause, event_type)
    if event_type == "meeting" and mechanism is not None and entry["kind"] == "noun":
        event_type = "session"
    if entry.get("needs") == "mechanism" and mechanism is None:
        return None
    number = (
        session_number(document, trigger.start, trigger.end)
        if event_type in {"session", "conference", "exercise"}
        else None
    )
    start, title_end = _title_range(document, trigger, entry, mechanism)
    parts = _parts(document, cast, clause, entry, event_type, actors, mechanism, title_end, context)
    when = date_of(document, clause, dates) if event_type != "statement" or entry["kind"] == "verb" else None
    places = places_of(document, clause, cast.names, event_type == "visit") if event_type != "statement" else []
    venue = venue_of(document, clause, frozenset()) if event_type in GATHERINGS else None
    place = _place(document, places, venue)
    country = places[0][0].country_code if places else None
    parts = _with_place(parts, event_type, country, trigger)
    return Report(
        event_type=event_type,
        act=entry.get("act"),
        mode=entry.get("mode"),
        title=_title(document, cast, entry, start, title_end, parts),
        status=_status(document, clause, entry, event_type, when),
        mechanism_id=mechanism[1] if mechanism else None,
        session_number=number,
        date=when,
        place=place,
        venue=venue[0] if venue else None,
        country_code=country,
        parts=tuple(parts),
        attributed_to_id=_teller(document, cast, clause),
        sentence=sentence,
        start=trigger.start,
        end=trigger.end,
        takes_up=bool(entry.get("back")) and _is_definite(document, trigger),
        confidence=0.85 if entry["kind"] == "verb" or number or when else 0.75,
    )


def _mechanism_of(
    document: Document, cast: Cast, trigger: Hit, clause: Clause, event_type: str
) -> tuple[Name, str] | None:
    """The framework whose session it is: named right behind the noun, or anywhere in the clause of a session."""
    if event_type not in {"session", "meeting"}:
        return None
    inside = [(n, i) for n, i in cast.names if n.kind == "mechanism" and clause.low <= n.start < clause.high]
    behind = [(n, i) for n, i in inside if 0 <= n.start - trigger.end <= (4 if event_type == "meeting" else 14)]
    if behind:
        return behind[0]
    if event_type == "session" and entries("event", document.language)[trigger.entry_id].get("needs"):
        verb = [(n, i) for n, i in inside if clause.owns(n.start) and n.subkind in BILATERAL | {"forum"}]
        return verb[0] if verb else None
    if event_type == "session":
        acronym = _named_behind(document, cast, trigger)
        return acronym or next(
            ((n, i) for n, i in inside if n.end <= trigger.start and trigger.start - n.end <= 3), None
        )
    return None


def _named_behind(document: Document, cast: Cast, trigger: Hit) -> tuple[Name, str] | None:
    """`3eme session du CMS`: capitals behind the noun that are the initials of a framework the article names."""
    for name, identity in cast.names:
        if 0 < name.start - trigger.end <= 3 and cast.referents[identity].kind == "mechanism":
            return name, identity
    return None


def _parts(
    document: Document,
    cast: Cast,
    clause: Clause,
    entry: dict[str, Any],
    event_type: str,
    actors: list[Actor],
    mechanism: tuple[Name, str] | None,
    title_end: int,
    context: tuple[str, ...],
) -> list[Part]:
    if event_type == "statement":
        return _statement_parts(document, cast, clause, entry, actors)
    stated = [p for p in stated_parts(document, clause, actors) if _fits(p.part, event_type)]
    taken = {p.referent_id for p in stated if p.referent_id}
    if event_type in {"meeting", "visit", "appointment"} or (event_type == "session" and stated):
        stated += present(clause, actors, taken, all_clause=event_type != "visit")
    parties = [] if event_type == "appointment" else state_parties(document, clause, cast.names, title_end)
    named = {p.country_code for p in parties}
    if mechanism is not None:
        referent = cast.referents[mechanism[1]]
        codes = referent.parties or (context if referent.subkind in BILATERAL and len(context) == 2 else ())
        spot = (mechanism[0].start, mechanism[0].end)
        parties += [Part("party", None, c, *spot, 0.8 if referent.parties else 0.6) for c in codes if c not in named]
    elif event_type == "session" and len(context) == 2 and not parties:
        parties += [Part("party", None, c, clause.trigger.start, clause.trigger.end, 0.6) for c in context]
    known = {p.country_code for p in parties}
    for part in stated:
        code = cast.referents[part.referent_id].country_code if part.referent_id else None
        if code and code not in known and part.part != "organiser":
            known.add(code)
            parties.append(Part("party", None, code, part.start, part.end, 0.75))
    parties += _bodies(document, cast, clause, event_type, entry)
    return stated + parties


def _fits(part: str, event_type: str) -> bool:
    """Whether an event of this type has such a part: nobody visits a session, nobody signs a visit."""
    allowed = {
        "session": {"chair", "co_chair", "host", "head_of_delegation", "attendee", "organiser"},
        "meeting": {"chair", "co_chair", "host", "head_of_delegation", "attendee", "organiser", "visitor"},
        "visit": {"host", "visitor", "head_of_delegation", "attendee", "organiser"},
        "conference": {"chair", "co_chair", "host", "attendee", "organiser"},
        "agreement": {"signatory"},
        "exercise": {"host", "organiser", "attendee"},
        "operation": {"organiser"},
        "appointment": set[str](),
    }
    return part in allowed.get(event_type, set())


def _bodies(document: Document, cast: Cast, clause: Clause, event_type: str, entry: dict[str, Any]) -> list[Part]:
    """Bodies as parties: whom an agreement is joined or made with, who meets or is visited."""
    found = []
    for name, identity in cast.names:
        if not clause.owns(name.start) or name.kind not in {"organisation", "mechanism"}:
            continue
        referent = cast.referents[identity]
        joined = entry.get("act") == "join" and name.start >= clause.trigger.end
        partner = event_type == "agreement" and document.norm(_before_article(document, name.start)) in closed_class(
            "with", document.language
        )
        visited = event_type in {"visit", "meeting"} and entry["kind"] == "verb" and name.kind == "organisation"
        if joined or partner or visited:
            if referent.country_code and not joined:
                found.append(Part("party", None, referent.country_code, name.start, name.end, 0.7))
            elif (
                referent.subkind in {"alliance", "international_organisation", "regional_organisation", "agency"}
                or joined
                or partner
            ):
                found.append(Part("party", identity, None, name.start, name.end, 0.7))
    return found[:2]


def _before_article(document: Document, index: int) -> int:
    index -= 1
    while document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return index


def _statement_parts(
    document: Document, cast: Cast, clause: Clause, entry: dict[str, Any], actors: list[Actor]
) -> list[Part]:
    """A communiqué speaks for its issuer; a demand for the body or state that is its subject, to the one behind it."""
    if entry["kind"] == "noun":
        issuer = issuer_of(document, speakers_in(document, cast), clause.trigger.start)
        if issuer is None:
            return []
        spot = next((a for a in actors if a.referent_id == issuer), None)
        start, end = (spot.start, spot.end) if spot else (clause.trigger.start, clause.trigger.end)
        return _speaker_and_state(cast, issuer, start, end)
    bodies = [a for a in actors if a.kind in {"organisation", "person"} and clause.low <= a.start < clause.high]
    if document.language == "ar":
        subject = next((a for a in bodies if 0 <= a.start - clause.trigger.end <= 2), None)
    else:
        subject = next((a for a in reversed(bodies) if 0 <= clause.trigger.start - a.end <= 6), None)
    if subject is None or subject.kind != "organisation":
        return []
    others = [a for a in bodies if a.start > clause.trigger.end and a is not subject and a.kind == "organisation"]
    parts = _speaker_and_state(cast, subject.referent_id, subject.start, subject.end)
    for other in others[:1]:
        parts += [Part("party", other.referent_id, None, other.start, other.end, 0.7)]
    return parts


def _speaker_and_state(cast: Cast, identity: str, start: int, end: int) -> list[Part]:
    parts = [Part("speaker", identity, None, start, end, 0.85)]
    code = cast.referents[identity].country_code
    return parts + ([Part("party", None, code, start, end, 0.75)] if code else [])


def _with_place(parts: list[Part], event_type: str, country: str | None, trigger: Hit) -> list[Part]:
    """A visited country is a party; a conference's country is its host."""
    if country is None or event_type not in {"visit", "conference"}:
        return parts
    if any(p.country_code == country for p in parts):
        return parts
    return [*parts, Part("party" if event_type == "visit" else "host", None, country, trigger.start, trigger.end, 0.7)]


def _place(
    document: Document, places: list[tuple[Name, str]], venue: tuple[str, int, int] | None
) -> tuple[str, str] | None:
    if places:
        name, identity = places[0]
        return identity, " ".join(document.doc[name.start : name.end].text.split())
    return None


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
    document: Document, clause: Clause, entry: dict[str, Any], event_type: str, when: DateMention | None
) -> str:
    said = status_of(document, clause)
    published = day_of(document.published_edtf)
    if said:
        return said
    if when and when.start_on and published and when.start_on > published:
        return "planned"
    if event_type == "agreement" and entry["kind"] == "noun":
        return "mentioned"
    if event_type == "agreement" and _is_background(when, published):
        return "mentioned"
    return "held"


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
        return document.norm(trigger.start).startswith("ال") or document.norm(trigger.start).endswith(("ه", "ها"))
    return document.norm(trigger.start - 1) in closed_class("determiners", document.language) - {"un", "une", "a", "an"}


def _context_parties(document: Document) -> tuple[str, ...]:
    """The two states that titles and first body sentence are about (a capital stands for its state); else ()."""
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
        if len(codes) == 2:
            return tuple(sorted(codes))
    return ()


def _says_enough(report: Report) -> bool:
    """Whether a report has what its type needs to be an event; a bare noun that takes one up is kept to merge."""
    people = [p for p in report.parts if p.referent_id]
    states = [p for p in report.parts if p.country_code]
    if report.event_type == "session":
        return bool(report.mechanism_id or report.session_number) or report.takes_up
    if report.event_type == "meeting":
        return bool(people) or len(states) >= 2 or report.takes_up
    if report.event_type == "visit":
        return bool(people or states or report.takes_up) and bool(people or report.place or report.takes_up)
    if report.event_type == "conference":
        return bool(report.place or report.date or people or report.takes_up)
    if report.event_type == "agreement":
        made = report.act in {"sign", "join"}
        return len(people) + len(states) >= (1 if made else 2) or bool(states and report.date)
    if report.event_type == "exercise":
        return bool(report.place or report.date or len(states) >= 2 or report.takes_up)
    if report.event_type == "operation":
        return bool(report.place and (report.date or states))
    return bool(people)


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
