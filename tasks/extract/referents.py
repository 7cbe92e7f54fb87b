"""Everything named in one article, put in order: overlaps settled, forms of one thing joined, records made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.extract.cast_records import mention_records, role_records
from tasks.extract.document import Document
from tasks.extract.mechanisms import find_mechanisms
from tasks.extract.names import Name
from tasks.extract.offices import Office, find_offices
from tasks.extract.organisations import country_in, find_organisations
from tasks.extract.people import find_people
from tasks.extract.people_clusters import cluster_people
from tasks.extract.places import find_places
from tasks.extract.references import Holder, Reference, find_references
from tasks.extract.roles import held_by_several, link_offices
from tasks.extract.same_body import full_text, join_forms
from tasks.extract.settle import outside_offices, settle
from tasks.extract.short_bodies import find_short_bodies
from tasks.lexicon import entries
from tasks.records import Mention, Referent, Role
from tasks.text import fold


@dataclass(frozen=True)
class Cast:
    """Who and what an article speaks of."""

    referents: dict[str, Referent]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    names: tuple[tuple[Name, str], ...]  # every name with its referent_id, in text order
    references: tuple[tuple[Reference, str], ...]
    offices: tuple[tuple[Office, str | None], ...]  # every office with the referent_id of who holds it

    def is_in_office(self, name: Name) -> bool:
        """Return whether a name stands inside an office phrase (`ministre … | de l'Union`)."""
        return name.kind != "person" and any(o.start < name.start and name.end <= o.end for o, _ in self.offices)

    def role_of(self, referent_id: str | None) -> str | None:
        """Return the role_id by which a person acts in the article: the first office, a rank for want of one, and one
        held before only if there is no other; None for who has none."""
        ranks = {f"role.{o.head_id}" for o, _ in self.offices if o.is_rank}
        theirs = [r for r in self.roles if r.person_id == referent_id]
        order = sorted(theirs, key=lambda r: (r.status == "former", r.rule in ranks))
        return order[0].role_id if order else None

    def country(self, code: str, article_id: str) -> str:
        """Return the referent_id of a country, whether it is mentioned by name or only by its nationality."""
        return f"{article_id}/country:{code.lower()}"


def find_cast(document: Document) -> Cast:
    """Return the cast of an article: persons with their roles, organisations, mechanisms and places."""
    people = find_people(document)
    barriers = _barriers(document, people)
    offices = find_offices(document, barriers)
    listed = {(o.start, o.end) for o, _ in held_by_several(document, people, offices)}
    offices = [
        o for o in offices if o.head != "several" or (o.start, o.end) in listed
    ]  # else `magistrats du Mali`, people
    things = find_mechanisms(document, barriers) + find_organisations(document, barriers) + find_places(document)
    names = settle(document, people, outside_offices(things, offices))
    people = [n for n in names if n.kind == "person"]
    numbers = cluster_people(document, people)
    several = held_by_several(document, people, offices)
    shared = {(o.start, o.end) for o, _ in several}
    links = link_offices(document, people, [o for o in offices if (o.start, o.end) not in shared])
    keys = _person_keys(document, people, numbers)
    person_ids = {
        n.start: f"{document.article_id}/person:{keys[number]}" for n, number in zip(people, numbers, strict=True)
    }
    named = [(n, person_ids[n.start] if n.kind == "person" else _thing_id(document, n)) for n in names]
    named = join_forms(document, named)
    named = sorted(named + find_short_bodies(document, named, offices), key=lambda entry: entry[0].start)
    held = {(o.start, o.end): person_ids[p.start] for o, p in links}
    references = _references(document, offices, held, named)
    held |= {(r.start, r.end): person for r, person in references}
    referents = _referents(document, named, offices, held)
    return Cast(
        referents=referents,
        mentions=tuple(mention_records(document, named, references)),
        roles=tuple(role_records(document, links + several, person_ids, named, referents)),
        names=tuple(named),
        references=tuple(references),
        offices=tuple((o, held.get((o.start, o.end))) for o in offices),
    )


def _barriers(document: Document, people: Iterable[Name]) -> frozenset[int]:
    names = {i for p in people for i in range(p.start, p.end)}
    return frozenset(
        names
        | {
            h.start
            for h in document.hits_of("honorific", "rank")
            if h.end in names or (h.category == "honorific" and h.start not in names)
        }
    )


def _person_keys(document: Document, people: Sequence[Name], numbers: Sequence[int]) -> dict[int, str]:
    """Name each person by the fullest form, so that a change elsewhere changes no id; namesakes get a number."""
    forms: dict[int, list[str]] = {}
    for name, number in zip(people, numbers, strict=True):
        forms.setdefault(number, []).append(fold(full_text(document, name.start, name.end)))
    keys: dict[int, str] = {}
    for number, written in sorted(forms.items()):
        key = max(written, key=lambda form: (len(form.split()), len(form), form))
        keys[number] = key if key not in keys.values() else f"{key}#{number}"
    return keys


def _thing_id(document: Document, name: Name) -> str:
    if name.lexicon_id:
        return f"{document.article_id}/{name.lexicon_id}"
    return f"{document.article_id}/{name.kind}:{fold(full_text(document, name.start, name.end))}"


def _references(
    document: Document, offices: list[Office], held: dict[tuple[int, int], str], named: list[tuple[Name, str]]
) -> list[tuple[Reference, str]]:
    persons = sorted({i for n, i in named if n.kind == "person"})
    first = {p: min(n.start for n, i in named if i == p) for p in persons}
    holders = []
    for number, person in enumerate(persons):
        theirs = tuple(o for o in offices if held.get((o.start, o.end)) == person)
        countries = frozenset(o.country_code for o in theirs if o.country_code)
        starts = {n.start for n, i in named if i == person}
        madam = any(h.entry_id == "madam" and h.end in starts for h in document.hits_of("honorific"))
        holders.append(Holder(number, theirs, countries, first[person], madam or None))
    unlinked = [o for o in offices if (o.start, o.end) not in held and not _inside(o, offices)]
    found = find_references(document, unlinked, holders)
    taken = {i for n, _ in named if n.kind == "person" for i in range(n.start, n.end)}
    return [(r, persons[r.person]) for r in found if not taken.intersection(range(r.start, r.end))]


def _inside(office: Office, offices: list[Office]) -> bool:
    return any(o is not office and o.start <= office.start and office.end <= o.end for o in offices)


def _referents(
    document: Document, named: list[tuple[Name, str]], offices: list[Office], held: dict[tuple[int, int], str]
) -> dict[str, Referent]:
    grouped: dict[str, list[Name]] = {}
    for name, identity in named:
        grouped.setdefault(identity, []).append(name)
    countries: dict[str, str] = {}
    for office in offices:
        person = held.get((office.start, office.end))
        if person and office.country_code:
            countries.setdefault(person, office.country_code)
    found = {}
    starts = {n.start: i for n, i in named}
    for identity, forms in grouped.items():
        best = max(
            forms, key=lambda n: (n.lexicon_id is not None, n.end - n.start if n.kind != "place" else 0, -n.start)
        )
        parent = next((starts[n.parent] for n in forms if n.parent is not None and n.parent in starts), None)
        found[identity] = Referent(
            referent_id=identity,
            article_id=document.article_id,
            kind=best.kind,
            subkind=next((n.subkind for n in forms if n.subkind), None),
            name=full_text(document, best.start, best.end),
            lexicon_id=next((n.lexicon_id for n in forms if n.lexicon_id), None),
            country_code=countries.get(identity) or next((n.country_code for n in forms if n.country_code), None),
            parent_id=parent,
            parties=next((n.parties for n in forms if n.parties), ()),
        )
    return _with_states_named(found, document, named)


def _with_states_named(
    found: dict[str, Referent], document: Document, named: list[tuple[Name, str]]
) -> dict[str, Referent]:
    """Give a body without a country the one that any of its names names (`ministère malien de l'Intérieur`)."""
    for name, identity in named:
        referent = found[identity]
        if referent.kind == "organisation" and referent.country_code is None and not referent.lexicon_id:
            country = country_in(document, name.start, name.end)
            if country:
                found[identity] = replace(referent, country_code=country)
    return found


def country_referent(document: Document, code: str) -> Referent:
    """Return a country as a referent; its name is the lexicon's first one in the article's language."""
    entry = entries("country")[code.lower()]
    return Referent(
        referent_id=f"{document.article_id}/country:{code.lower()}",
        article_id=document.article_id,
        kind="place",
        subkind="country",
        name=str(entry["names"][document.language][0]),
        lexicon_id=f"country:{code.lower()}",
        country_code=code.upper(),
        parent_id=None,
    )
