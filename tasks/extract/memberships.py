"""Who belongs to a body, as a list of states beside its name says: behind a verb, in brackets, between dashes.

Reads relation.yml (`has_members`, `groups`), grammar.yml and the number words of figures.yml.
"""

from collections.abc import Iterator, Mapping

from tasks.extract.complements import before_article, closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.extract.participants import listed
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.text import fold

FEW, MANY = 3, 4  # states from which on a list, and one between commas, is one of members
_CLOSES = {"(": ")", "–": "–", "—": "—", "-": "-"}


def find_memberships(document: Document, cast: Cast) -> Iterator[tuple[Hit, str, str]]:
    """Yield (first state of the list, referent id of a state in it, referent id of the body), state by state."""
    for body, index, closing, least in _lists(document, cast):
        index = _past_count(document, index)
        first = next((h for h in document.hits_of("country") if index <= h.start <= index + 2), None)
        states = listed(document, first) if first is not None else []
        closed = not closing or (states and document.norm(states[-1].end) in closing)
        if first is None or len(states) < least or not closed:
            continue
        for state in states:
            yield first, cast.country(state.entry_id, document.article_id), body


def _lists(document: Document, cast: Cast) -> Iterator[tuple[str, int, set[str], int]]:
    """Yield (body, token its list begins at, marks one of which must close it, states it must have at least)."""
    bodies = {n.end: (n, i) for n, i in cast.names if n.kind in {"organisation", "mechanism"}}
    for hit in document.hits_of("relation"):
        if hit.entry_id == "has_members" and (near := _before(document, bodies, hit.start, 4)):
            yield near[1], hit.end, set(), FEW
        near = _before(document, bodies, hit.start, 0) if hit.entry_id == "groups" else None
        if near and not _is_governed(document, near[0]):
            yield near[1], hit.end, set(), FEW
        if hit.entry_id in {"has_members", "groups"} and document.language == "ar":
            yield from _behind_verb(document, cast, hit.end)
    for token in document.doc:
        if token.text in _CLOSES and (near := _before(document, bodies, token.i, 1)):
            yield near[1], token.i + 1, {_CLOSES[token.text]}, FEW
        near = _before(document, bodies, token.i, 0) if token.text in {":", ",", "،"} else None
        if near and _is_of_members(document, near[0]):
            yield near[1], token.i + 1, set() if token.text == ":" else {token.text}, MANY


def _before(
    document: Document, bodies: Mapping[int, tuple[Name, str]], index: int, reach: int
) -> tuple[Name, str] | None:
    """The framework or body that ends before token `index`, `reach` tokens (a relative, a bracketed acronym) between;
    `bodies` by where they end."""
    low = document.sentence_start(index)
    near = (bodies.get(end) for end in range(index, index - reach - 1, -1))
    return next((body for body in near if body and low <= body[0].start), None)


def _is_governed(document: Document, name: Name) -> bool:
    """Whether a preposition leads to the name: then it is no subject (`le sommet de | l'Alliance | réunit …`)."""
    leads = ("links", "with", "agents", "genitives", "governors", "locatives")
    words = frozenset().union(*(closed_class(c, document.language) for c in leads))
    return document.norm(before_article(document, name.start)) in words


def _is_of_members(document: Document, body: Name) -> bool:
    """Whether `les pays du`, `دول`, `member states of` stands before the body or begins its name."""
    words = closed_class("member_words", document.language)
    return any(document.norm(i) in words for i in range(body.start - 4, body.start + 1))


def _behind_verb(document: Document, cast: Cast, index: int) -> Iterator[tuple[str, int, set[str], int]]:
    """Arabic `تضم | مجموعة دول الساحل | كلا من مالي و…`: the verb's subject stands behind it, then the list."""
    bodies = [(n, i) for n, i in cast.names if n.start == index and n.kind in {"organisation", "mechanism"}]
    if bodies:
        name, identity = max(bodies, key=lambda b: b[0].end)
        if document.norm(name.end) in closed_class("each", "ar"):
            yield identity, name.end + 2, set(), FEW
        elif _past_count(document, name.end) > name.end:
            yield identity, name.end, set(), FEW


def _past_count(document: Document, index: int) -> int:
    """Step over how many they are, and a mark or pronoun that opens the list: `sept pays - | le Kenya, …`."""
    numbers = {fold(str(word)) for word in entries("figures", document.language)["numbers"]}
    members = closed_class("member_words", document.language)
    small = members | closed_class("pronouns", document.language) | {"-", "–", "—", ":"}
    counted = index
    nations = {h.start for h in document.hits_of("demonym", "region_adjective")}
    nations -= {h.start for h in document.hits_of("country")}
    while (norm := document.norm(counted)) in numbers | small or norm.isdigit() or counted in nations:
        counted += 1
    return counted if any(document.norm(i) in members for i in range(index, counted)) else index
