"""Named stretches of text, before anybody knows which are the same: persons, bodies, places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.extract.complements import closed_class
from tasks.extract.document import Document


@dataclass(frozen=True, slots=True)
class Name:
    """A named stretch. `start`/`end` are token indices, end exclusive; `lexicon_id` when the lexicon knows it."""

    start: int
    end: int
    kind: str  # person, organisation, place, mechanism
    subkind: str | None
    lexicon_id: str | None
    country_code: str | None
    form: str  # full, short, acronym, office
    method: str
    rule: str
    confidence: float
    parent: int | None = None  # token index at which the name of the larger body begins
    parties: tuple[str, ...] = ()


def disjoint(names: Iterable[Name]) -> list[Name]:
    """Return the names without those that overlap a better one: a longer name wins, then the more confident."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: (-(n.end - n.start), -n.confidence, n.start, n.kind)):
        if not taken.intersection(range(name.start, name.end)):
            kept.append(name)
            taken.update(range(name.start, name.end))
    return sorted(kept, key=lambda n: n.start)


def model_spans(document: Document, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the model's entities with these labels as (start, end, label), trimmed of outer punctuation and space."""
    found = []
    for entity in document.doc.ents:
        if entity.label_ in labels:
            start, end = trim(document, entity.start, entity.end)
            if start < end and "\n" not in document.doc[start:end].text:
                found.append((start, end, entity.label_))
    return found


def trim(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the range without determiners, links, punctuation and white space at its edges (may become empty)."""
    while start < end and _is_edge(document, start):
        start += 1
    while start < end and _is_edge(document, end - 1) and not document.doc[end - 1].text.endswith("."):
        end -= 1
    return start, end


def _is_edge(document: Document, index: int) -> bool:
    edge = document.norm(index) in closed_class("edges", document.language)
    return edge or not any(c.isalnum() for c in document.doc[index].text)
