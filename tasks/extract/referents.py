"""Everything named in one article, put in order: overlaps settled, forms of one thing joined, records made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.mechanisms import find_mechanisms
from tasks.extract.names import Name, disjoint
from tasks.extract.offices import Office, find_offices
from tasks.extract.organisations import country_in, find_organisations
from tasks.extract.people import find_people
from tasks.extract.people_clusters import cluster_people
from tasks.extract.places import find_places
from tasks.extract.references import Holder, Reference, find_references
from tasks.extract.roles import link_offices
from tasks.extract.short_bodies import find_short_bodies
from tasks.lexicon import entries
from tasks.records import Mention, Referent, Role
from tasks.text import fold


@dataclass(frozen=True)
class Cast:
    """Who and what an article speaks of. `at` maps the first token of every mention to its referent."""

    referents: dict[str, Referent]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    names: tuple[tuple[Name, str], ...]  # every name with its referent_id, in text order
    references: tuple[tuple[Reference, str], ...]
    offices: tuple[tuple[Office, str | None], ...]  # every office with the referent_id of who holds it

    def is_in_office(self, name: Name) -> bool:
        """Return whether a name stands inside an office phrase (`ministre … | de l'Union`)."""
        return name.kind != "person" and any(o.start < name.start and name.end <= o.end for o, _ in self.offices)

    def country(self, code: str, article_id: str) -> str:
        """Return the referent_id of a country, whether it is mentioned by name or only by its nationality."""
        return f"{article_id}/country:{code.lower()}"


def find_cast(document: Document) -> Cast:
    """Return the cast of an article: persons with their roles, organisations, mechanisms and places."""
    people = find_people(document)
    barriers = _barriers(document, people)
    offices = find_offices(document, barriers)
    things = find_mechanisms(document, barriers) + find_organisations(document, barriers) + find_places(document)
    names = _settle(document, people, _outside_offices(things, offices))
    people = [n for n in names if n.kind == "person"]
    numbers = cluster_people(document, people)
    links = link_offices(document, people, offices)
    keys = _person_keys(document, people, numbers)
    person_ids = {
        n.start: f"{document.article_id}/person:{keys[number]}" for n, number in zip(people, numbers, strict=True)
    }
    named = [(n, person_ids[n.start] if n.kind == "person" else _thing_id(document, n)) for n in names]
    named = _joined(document, named)
    named = sorted(named + find_short_bodies(document, named, offices), key=lambda entry: entry[0].start)
    held = {(o.start, o.end): person_ids[p.start] for o, p in links}
    references = _references(document, offices, held, named)
    held |= {(r.start, r.end): person for r, person in references}
    referents = _referents(document, named, offices, held)
    return Cast(
        referents=referents,
        mentions=tuple(_mentions(document, named, references)),
        roles=tuple(_roles(document, links, person_ids, named, referents)),
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


def _outside_offices(things: list[Name], offices: list[Office]) -> list[Name]:
    """Drop what only a model sees inside an office phrase (`commander of the Southern Zone`)."""
    return [
        t
        for t in things
        if t.method != "model" or not any(o.start <= t.start and t.end <= o.end and not o.is_rank for o in offices)
    ]


def _settle(document: Document, people: list[Name], things: list[Name]) -> list[Name]:
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
    """`sommet de Washington`, `accord d'Alger`: a city in a summit's or an agreement's name is no place."""
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


def full_text(document: Document, start: int, end: int) -> str:
    """Return a name as a heading would print it: white space single, the article a proclitic swallowed given back."""
    text = " ".join(document.doc[start:end].text.split())
    if document.norm(start).startswith("ال") and not fold(text).startswith("ال"):
        return "ا" + text
    return text


def _joined(document: Document, named: list[tuple[Name, str]]) -> list[tuple[Name, str]]:
    """Join forms of one body or framework: acronym in brackets, acronym by initials, short form of a long one."""
    same: dict[str, str] = {}
    things = [(n, i) for n, i in named if n.kind in {"organisation", "mechanism"}]
    for name, identity in things:
        for other, known in named:
            if known != identity and other.kind in {"organisation", "mechanism"} and _is_form_of(document, name, other):
                same.setdefault(identity, same.get(known, known))
                break
    return [(n, same.get(i, i)) for n, i in named]


def _is_form_of(document: Document, short: Name, long: Name) -> bool:
    a, b = (fold(full_text(document, n.start, n.end)) for n in (short, long))
    if len(a) >= len(b):
        return False
    if b == f"ال{a}":
        return True  # the article that `ل` swallows: `للجنة`
    bracketed = long.end <= short.start <= long.end + 1 and document.norm(long.end) == "("
    if bracketed and document.doc[short.start : short.end].text.isupper():
        return True
    if short.lexicon_id:
        return False
    if " " not in a and document.doc[short.start : short.end].text.isupper():
        return _initials(document, b).startswith(a)
    compatible = not (short.country_code and long.country_code and short.country_code != long.country_code)
    if short.kind != long.kind or not compatible:
        return False
    if short.kind == "mechanism":
        return _bare_head(a) == _bare_head(b) and short.subkind == long.subkind and set(a.split()[1:]) <= set(b.split())
    return b.startswith(a + " ")


def _bare_head(folded: str) -> str:
    """The first word without the Arabic article, which the preposition before it may swallow."""
    return folded.split()[0].removeprefix("ال")


def _initials(document: Document, folded: str) -> str:
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    words = folded.replace("'", "' ").replace("-", " ").split()
    return "".join(w[0] for w in words if w not in small | closed_class("coordinators", document.language))


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
    return _with_offices_seen(found, countries, document, named)


def _with_offices_seen(
    found: dict[str, Referent], countries: dict[str, str], document: Document, named: list[tuple[Name, str]]
) -> dict[str, Referent]:
    """Give a ministry without a country the one of the office it stands in (`ministre malien … du ministère …`)."""
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


def _mentions(
    document: Document, named: list[tuple[Name, str]], references: list[tuple[Reference, str]]
) -> Iterable[Mention]:
    for name, identity in named:
        yield from _mention(
            document, name.start, name.end, identity, name.kind, name.form, name.method, name.rule, name.confidence
        )
    for reference, identity in references:
        rule, confidence = "person.office", reference.confidence
        yield from _mention(
            document, reference.start, reference.end, identity, "person", "office", "reference", rule, confidence
        )


def _mention(
    document: Document,
    start: int,
    end: int,
    identity: str,
    kind: str,
    form: str,
    method: str,
    rule: str,
    confidence: float,
) -> Iterable[Mention]:
    raw_start, raw_end = document.raw_span(start, end)
    sentence = document.sentence_of(raw_start)
    if sentence is not None and raw_end <= sentence.raw_end:
        yield Mention(
            mention_id=f"{document.article_id}/m{raw_start}-{raw_end}",
            referent_id=identity,
            kind=kind,
            form=form,
            article_id=document.article_id,
            sentence_id=sentence.sentence_id,
            surface=sentence.text[raw_start - sentence.raw_start : raw_end - sentence.raw_start],
            raw_start=raw_start,
            raw_end=raw_end,
            method=method,
            rule=rule,
            confidence=confidence,
        )


def _roles(
    document: Document,
    links: list[tuple[Office, Name]],
    person_ids: dict[int, str],
    named: list[tuple[Name, str]],
    referents: dict[str, Referent],
) -> Iterable[Role]:
    for office, person in links:
        raw_start, raw_end = document.raw_span(office.start, office.end)
        sentence = document.sentence_of(raw_start)
        if sentence is None or raw_end > sentence.raw_end:
            continue
        organisation = _organisation_of(office, named)
        country = office.country_code or (referents[organisation].country_code if organisation else None)
        surface = sentence.text[raw_start - sentence.raw_start : raw_end - sentence.raw_start]
        yield Role(
            role_id=f"{document.article_id}/r{raw_start}-{raw_end}",
            person_id=person_ids[person.start],
            title=" ".join(surface.split()),
            title_class=office.title_class,
            organisation_id=organisation,
            country_code=country,
            status=office.status,
            observed_edtf=document.published_edtf,
            observed_basis="published" if document.published_edtf else None,
            article_id=document.article_id,
            sentence_id=sentence.sentence_id,
            surface=surface,
            raw_start=raw_start,
            raw_end=raw_end,
            method="rule",
            rule=f"role.{office.head_id}",
            confidence=office.confidence,
        )


def _organisation_of(office: Office, named: list[tuple[Name, str]]) -> str | None:
    """The organisation named inside the office phrase, the first if several."""
    return next(
        (i for n, i in named if n.kind == "organisation" and office.start <= n.start and n.end <= office.end + 1), None
    )
