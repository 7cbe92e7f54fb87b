"""Which names of one article are the same person: full and short forms, initials, slips of spelling."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.name_parts import particles
from tasks.extract.names import Name
from tasks.text import fold

SURNAME_SIMILARITY = 80.0  # `Mansoud`/`Mansout` 86, `Roeller`/`Roller` 92; unrelated surnames of a page stay below 60
FULL_SIMILARITY = 88.0


def cluster_people(document: Document, people: Sequence[Name]) -> list[int]:
    """Return, for each name, the number of its person (0-based, in order of first mention).

    A short form joins the full name that ends in it, or in something spelt much alike, when there is exactly one such
    person or else the one mentioned last before it. A given name that only one person of the article has does so
    too. Who is called another name (`X, alias Y`) has both. Two people who share only a particle stay apart.
    """
    keys = [_words(document, name) for name in people]
    persons: list[list[int]] = []
    of: dict[int, int] = {}
    for index in sorted(range(len(people)), key=lambda i: (-min(len(keys[i]), 2), people[i].start)):
        matching = [p for p, members in enumerate(persons) if any(_same(keys[index], keys[m]) for m in members)]
        if not matching and len(keys[index]) == 1:
            by_given = [p for p, members in enumerate(persons) if any(keys[m][:1] == keys[index] for m in members)]
            matching = by_given if len(by_given) == 1 else []  # `M. Salem`, `وقال سالم`, of Salem Kane
        if not matching:
            matching = [of[other] for other in _called(document, index, people) if other in of]
        if matching:
            best = _nearest(index, _of_rank(document, index, matching, persons, people), persons, people)
            persons[best].append(index)
            of[index] = best
        else:
            of[index] = len(persons)
            persons.append([index])
    order = {
        p: rank
        for rank, p in enumerate(sorted(range(len(persons)), key=lambda p: min(people[m].start for m in persons[p])))
    }
    return [order[of[i]] for i in range(len(people))]


def _called(document: Document, index: int, people: Sequence[Name]) -> list[int]:
    """The names beside this one that a word like `alias` joins to it."""
    words = closed_class("aliases", document.language)
    found = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(people):
            first, second = sorted((people[index], people[other]), key=lambda n: n.start)
            gap = [document.norm(i) for i in range(first.end, second.start)]
            found += [other] if len(gap) <= 6 and words & set(gap) else []
    return found


def _words(document: Document, name: Name) -> tuple[str, ...]:
    known = particles(document.language)
    text = fold(document.doc[name.start : name.end].text).replace("-", " ").replace("'", " ")
    words = [w for w in text.split() if any(c.isalpha() for c in w)]
    bare = [w for w in words if w not in known and len(w.rstrip(".")) > 1]
    return tuple(bare or words)


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or (len(long) > 1 and short[0] in long[1:]) or _alike(short[0], long[-1])
    if set(short) <= set(long):
        return True
    same_given = short[0] == long[0] or fuzz.ratio(short[0], long[0]) >= FULL_SIMILARITY
    return same_given and _alike(short[-1], long[-1])


def _alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and fuzz.ratio(a, b) >= SURNAME_SIMILARITY


def _of_rank(
    document: Document, index: int, matching: list[int], persons: list[list[int]], people: Sequence[Name]
) -> list[int]:
    """Of several persons a name fits, those who bear its rank elsewhere (`Colonel X`, not `General X`); all if none."""
    rank = _rank(document, people[index])
    bearers = [p for p in matching if rank and any(_rank(document, people[m]) == rank for m in persons[p])]
    return bearers or matching


def _rank(document: Document, name: Name) -> str | None:
    return next((h.entry_id for h in document.hits_of("rank") if h.end == name.start), None)


def _nearest(index: int, matching: list[int], persons: list[list[int]], people: Sequence[Name]) -> int:
    """Of several persons a name fits, the one mentioned last before it; the first one when none is before."""

    def last_before(person: int) -> int:
        before = [people[m].start for m in persons[person] if people[m].start < people[index].start]
        return max(before, default=-1)

    return max(matching, key=lambda p: (last_before(p), -p))
