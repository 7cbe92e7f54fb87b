"""Which persons of the articles are one: by their names part by part, and by what offices and countries say of them.

Two names are one person when at least two parts agree and nothing is left over on one side. One shared part is never
enough by itself: a bare family name joins its bearer only when country and kind of office agree and nobody else fits.
"""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from tasks.records import Referent, Role
from tasks.resolve.clusters import DIFFERENT, SAME, UNSURE, Proposal, cluster, pairs_in
from tasks.resolve.names import Comparison, blocking_keys, compare, in_order, initials_agree, met_as, name_parts
from tasks.resolve.overrides import NOTHING, Settled
from tasks.resolve.overrides import proposals as said_by_people
from tasks.text import fold

AUTHOR = "rules:person/1"


@dataclass(frozen=True, slots=True)
class Bearer:
    """One name as it is borne by one person in one article or several: what is compared."""

    key: str  # the smallest referent_id
    name: str
    referent_ids: tuple[str, ...]
    articles: frozenset[str]
    countries: frozenset[str]
    title_classes: frozenset[str]


def resolve_persons(
    referents: Sequence[Referent], roles: Sequence[Role], settled: Settled = NOTHING
) -> tuple[list[list[str]], list[Proposal]]:
    """Return the clusters of referent ids, one a person, and what was decided of the pairs that met."""
    bearers = _bearers(referents, roles, {i for pair in settled.parted for i in pair})
    by_key = {bearer.key: bearer for bearer in bearers}
    proposals = [p for left, right in _pairs(bearers) if (p := _judge(left, right))]
    proposals += _lone_family_names(bearers, proposals)
    proposals += said_by_people(settled, {r: bearer.key for bearer in bearers for r in bearer.referent_ids})

    def apart(mine: Sequence[str], theirs: Sequence[str]) -> bool:
        return _one_page(by_key, mine, theirs) or _two_states(by_key, mine, theirs)

    clusters, decided = cluster(by_key, proposals, apart)
    return [[r for key in keys for r in by_key[key].referent_ids] for keys in clusters], decided


def _bearers(referents: Sequence[Referent], roles: Sequence[Role], parted: Set[str]) -> list[Bearer]:
    """Group the referents that bear one and the same full name and serve one state; a lone family name, and one of
    given names only (Mohamed Ali), stays alone, and so do `parted` ones: they are compared like any other."""
    classes: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        classes[role.person_id].add(role.title_class)
    groups: dict[tuple[str, ...], list[Referent]] = defaultdict(list)
    for referent in referents:
        parts = name_parts(referent.name)
        alone = len(parts) < 2 or all(part.given for part in parts) or referent.referent_id in parted
        own = referent.referent_id if alone else ""
        groups[fold(referent.name), referent.country_code or "", own].append(referent)
    return [
        Bearer(
            key=min(r.referent_id for r in group),
            name=min(r.name for r in group),
            referent_ids=tuple(sorted(r.referent_id for r in group)),
            articles=frozenset(r.article_id for r in group),
            countries=frozenset(r.country_code for r in group if r.country_code),
            title_classes=frozenset(c for r in group for c in classes[r.referent_id]),
        )
        for _, group in sorted(groups.items())
    ]


def _pairs(bearers: Sequence[Bearer]) -> list[tuple[Bearer, Bearer]]:
    """Pairs of bearers that share the beginning of some part; who shares nothing is never compared."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, bearer in enumerate(bearers):
        for key in blocking_keys(bearer.name):
            blocks[key].append(number)
    met = {pair for block in blocks.values() for pair in pairs_in(block)}
    return [(bearers[a], bearers[b]) for a, b in sorted(met)]


def _judge(left: Bearer, right: Bearer) -> Proposal | None:
    """Return what the names, and then the states they serve, say of two bearers; None when they hardly share a part."""
    names = compare(left.name, right.name)
    if len(names.matched) < 2:
        return _rivals(left, right, names)
    told = names.told
    if not initials_agree(left.name, right.name):
        return Proposal(left.key, right.key, UNSURE, 0.5, f"{told}; other initials")
    if not in_order(names, left.name, right.name):
        return Proposal(left.key, right.key, UNSURE, 0.5, f"{told}; in another order")
    if names.left and names.right:
        return Proposal(left.key, right.key, UNSURE, 0.5, f"{told}; {_leftover(names)}")
    if left.countries and right.countries and not left.countries & right.countries:
        countries = f"serve {'/'.join(sorted(left.countries))} and {'/'.join(sorted(right.countries))}"
        return Proposal(left.key, right.key, UNSURE, 0.6, f"{told}; {countries}")
    shared = left.countries & right.countries
    if _is_common(names) and not (shared and left.title_classes & right.title_classes):
        return Proposal(left.key, right.key, UNSURE, 0.6, f"{told}: given names only, and no office in common")
    score = 0.9 + 0.05 * bool(shared) + 0.03 * bool(left.title_classes & right.title_classes)
    score -= 0.05 * bool(names.left or names.right)
    return Proposal(left.key, right.key, SAME, score, "; ".join([told, *_shared(left, right)]))


def _rivals(left: Bearer, right: Bearer, names: Comparison) -> Proposal | None:
    """Two full names that share the family name only are two people, and worth saying when they meet on one page."""
    if len(names.matched) == 1 and names.left and names.right and left.articles & right.articles:
        return Proposal(left.key, right.key, DIFFERENT, 0.1, f"{names.told}; {_leftover(names)}, on one page")
    return None


def _lone_family_names(bearers: Sequence[Bearer], proposals: Sequence[Proposal]) -> list[Proposal]:
    """Propose, for each name of one part, the one bearer of a full name that ends in it and serves the same state in
    the same kind of office; several such people leave it unsure."""
    full = [b for b in bearers if len(name_parts(b.name)) >= 2]
    endings: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in full:
        for sound in name_parts(bearer.name)[-1].sounds:
            endings[met_as(sound)].append(bearer)
    same = {frozenset((p.left, p.right)) for p in proposals if p.verdict == SAME}
    found = []
    for lone in bearers:
        parts = name_parts(lone.name)
        if len(parts) != 1:
            continue
        near = {b.key: b for sound in parts[0].sounds for b in endings.get(met_as(sound), ())}
        fitting = [b for _, b in sorted(near.items()) if _fits(lone, b)]
        verdict = SAME if fitting and _all_one(fitting, same) else UNSURE
        told = "; ".join([f"{lone.name} alone", *(_shared(lone, fitting[0]) if fitting else ())])
        found += [Proposal(lone.key, b.key, verdict, 0.75 if verdict == SAME else 0.5, told) for b in fitting]
    return found


def _fits(lone: Bearer, full: Bearer) -> bool:
    names = compare(lone.name, full.name)
    return (
        not names.left
        and initials_agree(lone.name, full.name)
        and names.matched[0][1] == name_parts(full.name)[-1]
        and bool(lone.countries & full.countries)
        and bool(lone.title_classes & full.title_classes)
        and not lone.articles & full.articles
    )


def _all_one(bearers: Sequence[Bearer], same: Set[frozenset[str]]) -> bool:
    return all(frozenset((a.key, b.key)) in same for a, b in combinations(bearers, 2))


def _one_page(by_key: dict[str, Bearer], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two people of one page would become one who are not written alike there."""
    pages: dict[str, list[Bearer]] = defaultdict(list)
    for key in mine:
        for article in by_key[key].articles:
            pages[article].append(by_key[key])
    return any(
        _not_alike(known, by_key[key]) for key in theirs for article in by_key[key].articles for known in pages[article]
    )


def _not_alike(left: Bearer, right: Bearer) -> bool:
    names = compare(left.name, right.name)
    return bool(names.left and names.right) or not names.matched


def _two_states(by_key: dict[str, Bearer], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether people who serve different states would become one through somebody whose state isn't known."""
    left, right = ({c for key in keys for c in by_key[key].countries} for keys in (mine, theirs))
    return bool(left and right) and not left & right


def _is_common(names: Comparison) -> bool:
    """Whether all that agrees are frequent given names: there are many who are called Mohamed Ali."""
    return all(a.given or b.given for a, b in names.matched)


def _leftover(names: Comparison) -> str:
    left, right = (" ".join(part.text for part in parts) for parts in (names.left, names.right))
    return f"but {left} and {right}"


def _shared(left: Bearer, right: Bearer) -> list[str]:
    countries, titles = left.countries & right.countries, left.title_classes & right.title_classes
    return [f"both {' '.join(sorted(shared))}" for shared in (countries, titles) if shared]
