"""Who could speak in an article: persons, bodies, states by name, in text order. Reads quote_mark.yml, grammar.yml."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.extract.complements import MAX_TOKENS, closed_class, complement_end
from tasks.extract.document import Document
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.text import fold

GOVERNORS = ("links", "with", "agents", "genitives", "governors")  # closed classes of what leads to no subject


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a possible speaker stands: tokens `start`..`end` of a mention of `referent_id`."""

    start: int
    end: int
    referent_id: str
    kind: str  # person, organisation, mechanism, state, medium (an agency: it passes words on, issues no communiqué)


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation that was read: who spoke it (None: unknown), the token behind its last, whether a cue told of it."""

    speaker_id: str | None
    end: int
    is_told: bool
    described: str | None = None  # a speaker without a name, as written


@dataclass(frozen=True)
class Voices:
    """All who could speak in an article, in text order, and whose communiqué it reports (None: nobody's).

    `sources`: (token, issuer) of each document that the text gives as where it has its words from, in text order.
    """

    document: Document
    anchors: tuple[Anchor, ...]
    issuer: str | None
    sources: tuple[tuple[int, str], ...]
    states: tuple[Anchor, ...]  # states, and capitals that stand for them: they speak only right beside the verb
    held: Mapping[int, str]  # token at which an office begins → who holds it
    untitled: frozenset[str]  # persons of whom the article states no office

    def within(self, low: int, high: int) -> list[Anchor]:
        """Return the anchors that lie between two tokens."""
        return [a for a in self.anchors if low <= a.start and a.end <= high]

    def outside(self, spans: Iterable[tuple[int, int]]) -> "Voices":
        """Return the voices without those named inside any of these token ranges."""
        spans = list(spans)
        kept = (a for a in self.anchors if not any(start <= a.start and a.end <= end for start, end in spans))
        return replace(self, anchors=tuple(kept))

    def at(self, index: int) -> Anchor | None:
        """Return the anchor that begins at a token, over honorifics, ranks and an office that its person holds."""
        found = next((a for a in self.anchors if index in {a.start, _title_start(self.document, a.start, index)}), None)
        if found is None and index in self.held:
            return Anchor(index, index + 1, self.held[index], "person")
        return found


def voices_of(document: Document, cast: Cast) -> Voices:
    """Return the voices of an article; its issuer is the first body that stands next to a word for a document."""
    anchors = tuple(speakers_in(document, cast))
    nouns = mark_words("document", document.language)
    issued = [(i, issuer_of(document, anchors, i)) for i in range(len(document.doc)) if document.norm(i) in nouns]
    held = {o.start: person for o, person in cast.offices if person}
    titled = {r.person_id for r in cast.roles}
    persons = {a.referent_id for a in anchors if a.kind == "person"}
    issuer = next((issuer for _, issuer in issued if issuer), None)
    sources = tuple((i, issuer) for i, issuer in issued if issuer and _is_cited(document, i))
    return Voices(document, anchors, issuer, sources, _states_in(document, cast), held, frozenset(persons - titled))


def _states_in(document: Document, cast: Cast) -> tuple[Anchor, ...]:
    """States by name, and capitals as their governments (`Paris estime que …`); not those in an office, nor a capital
    that is the surname of somebody in the article (`Colonel Robert Washington`)."""
    found = [Anchor(n.start, n.end, i, "state") for n, i in cast.names if n.subkind == "country"]
    surnames = {document.norm(n.end - 1) for n, _ in cast.names if n.kind == "person" and n.end - n.start > 1}
    for name, _ in cast.names:
        known = name.lexicon_id.split(":")[1] if name.subkind == "city" and name.lexicon_id else ""
        city = entries("city").get(known, {})
        if city.get("capital") and document.norm(name.start) not in surnames:
            state = cast.country(str(city["country"]), document.article_id)
            found.append(Anchor(name.start, name.end, state, "state"))
    offices = [(o.start, o.end) for o, _ in cast.offices]
    return tuple(a for a in found if not any(start <= a.start and a.end <= end for start, end in offices))


def _is_cited(document: Document, index: int) -> bool:
    """Whether a verb of saying tells of the document at token `index`, in its sentence (`a indiqué X dans un |
    communiqué`): not of one that is handed over or awaited."""
    low, high = document.sentence_start(index), document.sentence_end(index)
    return any(low <= h.start < high for h in document.hits_of("quote_cue"))


def speakers_in(document: Document, cast: Cast) -> list[Anchor]:
    """Return every mention that could speak, in text order: persons (by office too), bodies, frameworks; not a body
    that only an office names (`commissaire | de l'Union`): there the officeholder speaks."""
    anchors = [
        Anchor(n.start, n.end, i, "medium" if cast.referents[i].subkind == "media" else n.kind)
        for n, i in cast.names
        if n.kind in {"person", "organisation", "mechanism"} and not cast.is_in_office(n)
    ]
    anchors += [Anchor(r.start, r.end, i, "person") for r, i in cast.references]
    return sorted(anchors, key=lambda a: a.start)


def issuer_of(document: Document, anchors: Sequence[Anchor], index: int) -> str | None:
    """Return the body whose document the noun at token `index` is, named right behind or before it; None if none."""
    low, high = document.sentence_start(index), document.sentence_end(index)
    bodies = [a for a in anchors if a.kind == "organisation" and low <= a.start < high]
    behind = [a for a in bodies if index < a.start <= index + 4]
    if behind:
        return behind[0].referent_id
    before = [a for a in bodies if a.end <= index and index - a.end <= 8]
    return before[-1].referent_id if before else None


@lru_cache(maxsize=16)
def mark_words(name: str, language: str) -> frozenset[str]:
    """Return a closed class of <language>/quote_mark.yml, folded."""
    return frozenset(fold(str(w)) for w in entries("quote_mark", language)[name])


def is_governed(document: Document, anchor: Anchor, low: int) -> bool:
    """Whether a preposition leads to the mention (over articles, titles and honorifics): then it is no subject."""
    links = frozenset().union(*(closed_class(c, document.language) for c in GOVERNORS))
    index = _title_start(document, anchor.start, low) - 1
    while index >= low and document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return index >= low and document.norm(index) in links


def _title_start(document: Document, start: int, low: int) -> int:
    """Step left over the honorifics, ranks and offices that stand right before a name."""
    name = frozenset({start})
    for hit in reversed(document.hits_of("honorific", "rank", "office")):
        if not low <= hit.start < start <= hit.end + MAX_TOKENS:
            continue
        ends = {hit.end, complement_end(document, hit.end, name) if hit.category == "office" else hit.end}
        if ends & {start, start - 1}:
            start = hit.start
    return start


def in_relative(document: Document, anchor: Anchor) -> bool:
    """`dont X a une copie`: a mention inside a relative clause is not the main clause's subject."""
    relative = closed_class("inner_relatives", document.language)
    return any(document.norm(i) in relative for i in range(max(0, anchor.start - 2), anchor.start))
