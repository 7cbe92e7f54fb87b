"""Who takes part in an event, and in which part: chair, host, visitor, organiser … Reads part.yml."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause
from tasks.extract.names import Name
from tasks.extract.referents import Cast
from tasks.lexicon import entries

REACH = 16  # tokens between a part's cue and whom it gives the part to


@dataclass(frozen=True, slots=True)
class Part:
    """A part in an event; tokens `start`..`end` are the mention that shows it. `country_code` for a state as party."""

    part: str
    referent_id: str | None  # None for a state: then `country_code` names it
    country_code: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention that can take part. Tokens `start`..`end`, end exclusive."""

    start: int
    end: int
    referent_id: str
    kind: str


def actors_in(cast: Cast) -> list[Actor]:
    """Return all mentions of persons (by office too), bodies and frameworks, in text order."""
    actors = [Actor(n.start, n.end, i, n.kind) for n, i in cast.names if n.kind != "place"]
    actors += [Actor(r.start, r.end, i, "person") for r, i in cast.references]
    return sorted(actors, key=lambda a: a.start)


def stated_parts(document: Document, clause: Clause, actors: Sequence[Actor]) -> list[Part]:
    """Return the parts that a cue in the clause gives (`a présidé`, `conduite par`, `برئاسة`), nearest actor each."""
    found: list[Part] = []
    for hit in document.hits_of("part"):
        if not clause.low <= hit.start < clause.high or (
            not clause.owns(hit.start) and not _touches(hit, clause.trigger)
        ):
            continue
        entry = entries("part", document.language)[hit.entry_id]
        actor = _beside(document, hit, str(entry["side"]), clause, actors, entry["part"] == "organiser")
        if actor is not None:
            found.append(Part(str(entry["part"]), actor.referent_id, None, actor.start, actor.end, 0.85))
    return _with_partner(document, clause, actors, found)


def _touches(hit: Hit, trigger: Hit) -> bool:
    return hit.start < trigger.end and trigger.start < hit.end


def _beside(
    document: Document, hit: Hit, side: str, clause: Clause, actors: Sequence[Actor], is_body: bool
) -> Actor | None:
    kinds = {"organisation", "mechanism", "person"} if is_body else {"person"}
    if side == "after":
        near = [a for a in actors if hit.end <= a.start < min(hit.end + REACH, clause.high) and a.kind in kinds]
        return near[0] if near else None
    low = document.sentence_start(hit.start)
    near = [a for a in actors if low <= a.start and a.end <= hit.start and a.kind in kinds]
    free = [a for a in near if not _is_led_to(document, a)]
    return (free or near or [None])[-1]  # type: ignore[list-item]


def _is_led_to(document: Document, actor: Actor) -> bool:
    before = {document.norm(i) for i in range(max(0, actor.start - 2), actor.start)}
    return bool(before & (closed_class("with", document.language) | {"de", "du", "par", "by", "of"}))


def _with_partner(document: Document, clause: Clause, actors: Sequence[Actor], found: list[Part]) -> list[Part]:
    """`a présidé … avec son homologue X`: whom the chair chairs with is a co-chair."""
    chairs = [p for p in found if p.part in {"chair", "co_chair"}]
    if not chairs:
        return found
    partners = []
    for index in range(clause.low, clause.high):
        if document.norm(index) not in closed_class("with", document.language):
            continue
        following = [a for a in actors if index < a.start < min(index + 2 * REACH, clause.high) and a.kind == "person"]
        if following and following[0].referent_id != chairs[0].referent_id:
            actor = following[0]
            partners.append(Part("co_chair", actor.referent_id, None, actor.start, actor.end, 0.8))
            break
    return found + partners


def present(clause: Clause, actors: Sequence[Actor], taken: set[str], all_clause: bool) -> list[Part]:
    """Return the persons of the clause that no cue gave a part: those who simply are there, as attendees."""
    return [
        Part("attendee", a.referent_id, None, a.start, a.end, 0.75)
        for a in actors
        if a.kind == "person" and a.referent_id not in taken and clause.low <= a.start < clause.high
        if all_clause or clause.owns(a.start)
    ]


def state_parties(document: Document, clause: Clause, names: Sequence[tuple[Name, str]], title_end: int) -> list[Part]:
    """Return the states the clause names as parties: `entre X et Y`, a free subject, a nationality in the title."""
    found: dict[str, Part] = {}
    for hit in document.hits_of("country", "demonym", "compound"):
        if not clause.low <= hit.start < clause.high or (hit.ambiguous and hit.category == "demonym"):
            continue
        code = hit.entry_id.upper()
        if (
            _is_between(document, hit, clause)
            or _in_title(hit, clause, title_end)
            or _is_subject(document, hit, clause)
        ):
            found.setdefault(code, Part("party", None, code, hit.start, hit.end, 0.8))
    return list(found.values())


def _is_between(document: Document, hit: Hit, clause: Clause) -> bool:
    """Whether `entre`/`بين`/`between` leads to the country, itself or over a coordinator, behind the trigger."""
    between, joints = closed_class("between", document.language), closed_class("coordinators", document.language)
    if not clause.owns(hit.start):
        return False
    for index in range(hit.start - 1, max(clause.low, hit.start - 9) - 1, -1):
        norm = document.norm(index)
        if norm in between:
            return True
        known = any(h.start <= index < h.end for h in document.hits_of("country", "demonym", "organisation"))
        if not (
            known or norm in joints or norm in closed_class("determiners", document.language) or norm in {",", "،"}
        ):
            return False
    return False


def _in_title(hit: Hit, clause: Clause, title_end: int) -> bool:
    return hit.category in {"demonym", "compound"} and clause.trigger.start <= hit.start < title_end


def _is_subject(document: Document, hit: Hit, clause: Clause) -> bool:
    """French, English: a country before the verb that no preposition governs (`Le Maroc et les … ont convoqué`)."""
    if hit.category != "country" or document.language == "ar" or hit.start >= clause.trigger.start:
        return False
    if clause.trigger.start - hit.end > 10:
        return False
    index = hit.start - 1
    while document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    if document.norm(index) in closed_class("coordinators", document.language):
        previous = [h for h in document.hits_of("country") if h.end == index]
        return bool(previous) and _is_subject(document, previous[0], clause)
    return index < clause.low or document.norm(index) in {",", ":", "que", "qu'"} or document.doc[index].is_space
