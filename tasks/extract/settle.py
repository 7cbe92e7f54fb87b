"""Settle what overlaps: a stretch of text names one thing. Reads event.yml and grammar.yml."""

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.names import Name, disjoint
from tasks.extract.offices import Office
from tasks.lexicon import entries


def outside_offices(things: list[Name], offices: list[Office]) -> list[Name]:
    """Drop what only a model sees inside an office phrase (`commander of the Southern Zone`)."""
    return [
        t
        for t in things
        if t.method != "model" or not any(o.start <= t.start and t.end <= o.end and not o.is_rank for o in offices)
    ]


def settle(document: Document, people: list[Name], things: list[Name]) -> list[Name]:
    """Settle overlaps: known and composed things beat people, people the model's things, the longer the shorter."""
    firm = [t for t in things if t.method != "model" and (t.kind != "place" or _is_firm_place(document, t))]
    firm = [t for t in firm if t.end - t.start > 1 or not any(_holds(p, t) for p in people)]
    inside = {i for t in firm for i in range(t.start, t.end)}
    kept_people = [p for p in people if not inside.intersection(range(p.start, p.end))]
    taken = inside | {i for p in kept_people for i in range(p.start, p.end)}
    rest = [t for t in things if t not in firm and not taken.intersection(range(t.start, t.end))]
    rest = [t for t in rest if not (t.kind == "place" and _names_an_event(document, t))]
    return sorted(disjoint(firm) + kept_people + disjoint(rest), key=lambda n: n.start)


def _holds(person: Name, thing: Name) -> bool:
    """Whether one known word (an exercise, a newspaper) is the surname in somebody's full name."""
    return person.form == "full" and person.start < thing.start and thing.end == person.end


def _is_firm_place(document: Document, place: Name) -> bool:
    """A town of several words (`Ras Jedir`) is no person's name."""
    return place.subkind == "city" and place.end - place.start > 1 and not _names_an_event(document, place)


def _names_an_event(document: Document, place: Name) -> bool:
    """`sommet de Tunis`, `accord d'Alger`: a city in a summit's or an agreement's name is no place."""
    if place.subkind != "city":
        return False
    if _names_an_exercise(document, place.start):
        return True
    before = place.start - 1
    while document.norm(before) in closed_class("named_links", document.language):
        before -= 1
    if before == place.start - 1 and document.language == "fr":
        return False
    after = document.norm(place.end) in closed_class("named_after", "en") if document.language == "en" else False
    return after or document.norm(before) in closed_class("named_after", document.language)


def _names_an_exercise(document: Document, start: int) -> bool:
    """`تمرين "تبوك 4"`: a town between the marks of an exercise's name."""
    table = entries("event", document.language)
    marked = document.norm(start - 1) in {'"', "«", "“", "”", "("}
    return marked and any(
        h.end == start - 1 and table[h.entry_id]["type"] == "exercise" for h in document.hits_of("event")
    )
