"""Bodies and frameworks that a bare noun takes up (`le ministère`, `the Committee`, `اللجنة`)."""

from collections.abc import Iterable, Sequence

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.extract.offices import Office
from tasks.lexicon import entries
from tasks.text import fold

HEADS = ("organisation_head", "mechanism_head")


def find_short_bodies(
    document: Document, named: Sequence[tuple[Name, str]], offices: Iterable[Office]
) -> list[tuple[Name, str]]:
    """Return (name, referent_id) for every definite head word that stands alone and that just one body or framework
    named before it carries in a name of its own. Reads organisation_head.yml, mechanism_head.yml, grammar.yml."""
    taken = {i for n, _ in named for i in range(n.start, n.end)} | {i for o in offices for i in range(o.start, o.end)}
    bodies = [(n, i) for n, i in named if n.kind in {"organisation", "mechanism"}]
    words = {identity: _words_of(document, identity, bodies) for _, identity in bodies}
    found: dict[int, tuple[Name, str]] = {}
    for hit in document.hits_of(*HEADS):
        if taken.intersection(range(hit.start, hit.end)) or not _is_taken_up(document, hit):
            continue
        key = _key(document.norm(hit.start))
        carriers = {i for n, i in bodies if n.start < hit.start and key in words[i]}
        if len(carriers) == 1:
            identity = carriers.pop()
            like = next(n for n, i in bodies if i == identity)
            found[hit.start] = (_short(hit, like), identity)
    return list(found.values())


def _is_taken_up(document: Document, hit: Hit) -> bool:
    """Whether one definite word is all there is: no government, no army, of which the state must be said."""
    entry = entries(hit.category, document.language)[hit.entry_id]
    if hit.end - hit.start > 1 or entry.get("bare") or entry.get("unit") or entry.get("subkind") == "none":
        return False
    if document.language == "ar":
        return document.norm(hit.start).startswith("ال")
    return document.norm(hit.start - 1) in closed_class("definites", document.language)


def _words_of(document: Document, identity: str, bodies: Sequence[tuple[Name, str]]) -> frozenset[str]:
    """The words of all names of a body: those in the article and those the lexicon has."""
    texts = {document.doc[n.start : n.end].text for n, i in bodies if i == identity}
    for lexicon_id in {n.lexicon_id for n, i in bodies if i == identity and n.lexicon_id}:
        category, _, entry = lexicon_id.partition(":")
        texts.update(map(str, entries(category)[entry]["names"].get(document.language) or ()))
    return frozenset(_key(word) for text in texts for word in fold(text).replace("'", " ").split())


def _key(folded: str) -> str:
    return folded.removeprefix("ال") if len(folded) > 4 else folded


def _short(hit: Hit, like: Name) -> Name:
    return Name(
        start=hit.start,
        end=hit.end,
        kind=like.kind,
        subkind=like.subkind,
        lexicon_id=None,
        country_code=like.country_code,
        form="short",
        method="reference",
        rule=f"{like.kind}.short",
        confidence=0.7,
    )
