"""Standing relations stated in the text: Morocco co-chairs a forum, Algeria joined a dialogue. Reads relation.yml."""

from collections.abc import Sequence

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.records import DateMention, Relation

REACH = 8  # tokens between the cue and its object

# What may stand on either side, by predicate: a subject is always a state or a body.
_OBJECTS = {
    "joined": {"organisation", "mechanism"},
    "member_of": {"organisation", "mechanism"},
    "co_chairs": {"organisation", "mechanism"},
    "chairs": {"organisation", "mechanism"},
    "party_to": {"mechanism"},
    "coordinates": {"place", "organisation", "mechanism"},
    "partner_of": {"organisation", "place"},
    "ally_of": {"organisation", "place"},
    "launched_by": {"organisation", "place"},
}


def find_relations(document: Document, cast: Cast, dates: Sequence[DateMention]) -> list[Relation]:
    """Return the relations stated in the article; a cue without both sides in its sentence states none."""
    found = []
    for hit in document.hits_of("relation"):
        low, high = document.sentence_start(hit.start), document.sentence_end(hit.start)
        related = _object(document, hit, cast, high)
        subject = _subject(document, hit, cast, low, related)
        if subject and related and subject != related:
            found.append(_relation(document, cast, hit, subject, related, dates))
    return list({r.relation_id: r for r in found}.values())


def _object(document: Document, hit: Hit, cast: Cast, high: int) -> str | None:
    kinds = _OBJECTS[hit.entry_id]
    for name, identity in cast.names:
        if hit.end - 1 <= name.start < min(hit.end + REACH, high) and name.kind in kinds:
            return _state_of(document, cast, name, identity)
    return None


def _subject(document: Document, hit: Hit, cast: Cast, low: int, related: str | None) -> str | None:
    """The nearest state or body before the cue that no preposition governs, else the nearest state of all."""
    before = [
        (n, i) for n, i in cast.names if low <= n.start and n.end <= hit.start and _can_act(cast, n, i) and i != related
    ]
    free = [(n, i) for n, i in before if not _is_governed(document, n.start)]
    states = [(n, i) for n, i in before if n.subkind == "country"]
    chosen = free or states
    return chosen[-1][1] if chosen else None


def _can_act(cast: Cast, name: Name, identity: str) -> bool:
    return name.subkind == "country" or (
        name.kind == "organisation" and cast.referents[identity].kind == "organisation"
    )


def _is_governed(document: Document, start: int) -> bool:
    index = start - 1
    while document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return document.norm(index) in closed_class("links", document.language) | closed_class("with", document.language)


def _state_of(document: Document, cast: Cast, name: Name, identity: str) -> str:
    """A capital that stands for its government is the state (`allié de Washington`)."""
    if name.subkind == "city" and name.lexicon_id:
        city = entries("city").get(name.lexicon_id.split(":")[1], {})
        if city.get("capital"):
            return cast.country(str(city["country"]), document.article_id)
    return identity


def _relation(
    document: Document, cast: Cast, hit: Hit, subject: str, related: str, dates: Sequence[DateMention]
) -> Relation:
    raw_start, raw_end = document.raw_span(hit.start, hit.end)
    sentence = document.sentence_of(raw_start)
    assert sentence is not None  # hits outside sentences are not asked for
    since = [d for d in dates if d.sentence_id == sentence.sentence_id and d.date_edtf and d.date_edtf[0] != "X"]
    turned = hit.entry_id == "launched_by"
    return Relation(
        relation_id=f"{document.article_id}/l{raw_start}-{raw_end}",
        subject_id=subject,
        predicate=hit.entry_id,
        object_id=related,
        since_edtf=since[0].date_edtf if since and hit.entry_id in {"joined", "member_of"} and not turned else None,
        article_event_id=None,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=document.raw_text[raw_start:raw_end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"relation.{hit.entry_id}",
        confidence=0.8,
    )
