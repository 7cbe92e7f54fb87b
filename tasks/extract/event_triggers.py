"""Which words of an article tell of an event, and which of them only help another to: `ont tenu | une réunion`.

Reads event.yml. A verb that holds, opens or signs what a noun of its clause names is that noun's aid: it brings its
subject, date and place to the noun's event and tells of none itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.lexicon import entries

GATHERINGS = frozenset({"session", "meeting", "visit", "conference"})
REACH = 22  # tokens between a verb and the noun it helps


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells of an event, its lexicon entry, and the verbs that help it."""

    hit: Hit
    entry: dict[str, Any]
    aids: tuple[Hit, ...] = ()
    act: str | None = None  # of an aid: what is done to the agreement


def find_triggers(document: Document) -> list[Trigger]:
    """Return the triggers of the article in text order; phrases that look like an event and are none are left out."""
    table = entries("event", document.language)
    hits = [h for h in document.hits_of("event") if document.sentence_of(document.doc[h.start].idx)]
    hits = [h for h in _without_fragments(hits) if table[h.entry_id]["type"] != "none"]
    hits = [h for h in hits if not table[h.entry_id].get("tagged") or document.doc[h.start].pos_ == "VERB"]
    hits = [h for h in hits if not _is_part_of_round(document, h, hits)]
    helped: dict[Hit, list[Hit]] = {}
    for hit in hits:
        noun = _noun_helped(document, hit, hits)
        if noun is not None:
            helped.setdefault(noun, []).append(hit)
    aids = {aid for verbs in helped.values() for aid in verbs}
    told = [h for h in hits if h not in aids and table[h.entry_id].get("needs") != "noun"]
    return [_trigger(document, hit, helped.get(hit, [])) for hit in told]


def _trigger(document: Document, hit: Hit, aids: list[Hit]) -> Trigger:
    table = entries("event", document.language)
    acts = [table[a.entry_id].get("act") for a in aids]
    return Trigger(hit, table[hit.entry_id], tuple(aids), next((a for a in acts if a), table[hit.entry_id].get("act")))


def _without_fragments(hits: Sequence[Hit]) -> list[Hit]:
    """Drop triggers inside a longer phrase that is another trigger or no event at all, and the second of two forms of
    one entry that overlap (`will meet`, `meet with`)."""
    return [
        h
        for h in hits
        if not any(
            o is not h and o.start <= h.start and h.end <= o.end and o.end - o.start > h.end - h.start for o in hits
        )
        if not any(o.entry_id == h.entry_id and o.start < h.start < o.end for o in hits)
    ]


def _is_part_of_round(document: Document, noun: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a noun for a meeting only says what a round is a round of (`la cinquième session | des pourparlers`,
    `الجولة الخامسة من | المباحثات`) or that it has meetings (`اجتماعات | الجولة الخامسة`)."""
    table = entries("event", document.language)
    if table[noun.entry_id]["type"] != "meeting" or table[noun.entry_id]["kind"] != "noun":
        return False
    rounds = [h for h in hits if table[h.entry_id]["type"] == "session" and table[h.entry_id]["kind"] == "noun"]
    small = frozenset().union(*(closed_class(c, document.language) for c in ("links", "determiners", "genitives")))
    ordinals = {i for h in document.hits_of("ordinal") for i in range(h.start, h.end)}
    for before, behind in [(r, noun) for r in rounds] + [(noun, r) for r in rounds]:
        gap = [i for i in range(before.end, behind.start) if i not in ordinals]
        led = any(document.norm(i) in small for i in gap) or (document.language == "ar" and behind is not noun)
        if 0 <= behind.start - before.end <= 5 and led and all(document.norm(i) in small for i in gap):
            return True
    return False


def _noun_met_for(document: Document, verb: Hit, hits: Sequence[Hit]) -> Hit | None:
    """`se réuniront à Niamey pour | leur 17e sommet`: the gathering for which the verb says they meet."""
    table = entries("event", document.language)
    purposes = closed_class("purposes", document.language)
    for noun in hits:
        if table[noun.entry_id]["type"] not in {"session", "conference"} or table[noun.entry_id]["kind"] != "noun":
            continue
        if not verb.end <= noun.start < min(verb.end + REACH, document.sentence_end(verb.start)):
            continue
        if any(document.norm(i) in purposes for i in range(max(verb.end, noun.start - 5), noun.start)):
            return noun
    return None


def _noun_helped(document: Document, verb: Hit, hits: Sequence[Hit]) -> Hit | None:
    """The noun in the verb's sentence that the verb helps: what it holds, behind it or its subject before, or signs."""
    table = entries("event", document.language)
    entry = table[verb.entry_id]
    if entry.get("needs") == "mechanism":
        types = GATHERINGS | {"exercise"}
    elif entry.get("needs") == "noun":
        types = frozenset({"exercise"})
    elif entry["kind"] == "verb" and entry.get("act") == "sign":
        types = frozenset({"agreement"})
    elif entry["kind"] == "verb" and entry["type"] == "meeting":
        return _noun_met_for(document, verb, hits)
    else:
        return None
    low, high = document.sentence_start(verb.start), document.sentence_end(verb.start)
    nouns = [
        h
        for h in hits
        if h != verb
        and table[h.entry_id]["kind"] == "noun"
        and table[h.entry_id]["type"] in types
        and low <= h.start < high
        and not (h.start < verb.end and verb.start < h.end)
    ]
    behind = [h for h in nouns if h.start >= verb.end and h.start - verb.end <= REACH]
    before = [h for h in nouns if h.end <= verb.start and verb.start - h.end <= REACH]
    passives = closed_class("passives", document.language)
    passive = any(document.norm(i) in passives for i in range(verb.start - 2, verb.end))
    order = [before[-1:], behind[:1]] if passive or entry.get("needs") else [behind[:1], before[-1:]]
    if entry.get("needs") and document.language == "ar":
        order.reverse() if not before else None
    return next((chosen[0] for chosen in order if chosen), None)
