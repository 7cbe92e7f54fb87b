"""A speaker whom the text describes and does not name: `un officier marocain`, `a diplomat`, `الدول الأربع`.

Only people, bodies and their offices speak: the head of the phrase is an office or a noun of grammar.yml
(`unnamed`, `speaking_nouns`, `body_nouns`, `media_nouns`), never an attack or an accord.
"""

from tasks.extract.complements import closed_class, complement_end, is_definite, skip
from tasks.extract.document import Document, Hit
from tasks.extract.speakers import topic_of
from tasks.lexicon import entries

MAX_TOKENS = 10  # of the phrase for a speaker
_NOMINAL = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PART"})
_HEADS = ("unnamed", "speaking_nouns", "body_nouns", "media_nouns")


def described_speaker(document: Document, cue: Hit, low: int, after: bool) -> str | None:
    """Return the subject of a verb of saying as written, white space single; None when it is no phrase for people or a
    body right beside the verb.

    `low` is the token from which to look, `after` whether the cue stands behind its quotation. A passive (`est qualifié
    de`) and a past participle describe nobody, nor does a noun for somebody told of before (`le responsable`).
    """
    entry = entries("quote_cue", document.language)[cue.entry_id]
    if entry.get("passive") or _is_past_participle(document, cue):
        return None
    if document.language == "ar":
        start, end = _arabic_phrase(document, topic_of(document, cue) or cue.end)
    else:
        start, end = _phrase_before(document, low, cue.start)
        behind = entry.get("order") == "after" or (after and start == end)
        if behind and document.norm(cue.start) not in closed_class("with_hearers", document.language):
            start = _past_days(document, cue.end)
            end = _phrase_end(document, start, closed_class("genitives", document.language))
    head = _head(document, start, end)
    if head is None or _means_somebody(document, start, head):
        return None
    return " ".join(document.doc[start:end].text.split())


def starts_phrase(document: Document, index: int) -> bool:
    """Return whether an article, a numeral or a noun for people begins what stands at a token: a subject of its own,
    not one in the verb."""
    words = frozenset().union(*(closed_class(c, document.language) for c in (*_HEADS, "determiners")))
    article = document.language == "ar" and is_definite(document, index)
    office = document.hit_at(index, "office", "reference") is not None
    return article or office or document.norm(index) in words


def _head(document: Document, start: int, end: int) -> int | None:
    """The token of the phrase that says who speaks: an office, or a noun for people or a body; None when its first noun
    is neither."""
    words = frozenset().union(*(closed_class(name, document.language) for name in _HEADS))
    for index in range(start, end):
        norm = document.norm(index)
        known = norm in words or norm.removeprefix("ال") in words
        if known or document.hit_at(index, "office", "reference", "organisation_head"):
            return index
        if document.language == "ar" or document.doc[index].pos_ == "NOUN":
            return None
    return None


def _means_somebody(document: Document, start: int, head: int) -> bool:
    """Whether the head is a definite noun for somebody told of before: `le | responsable`, `المسؤول العسكري`."""
    if document.hit_at(head, "reference") is None:
        return False
    definite = start < head <= skip(document, start, "definites")
    return definite or (document.language == "ar" and is_definite(document, head))


def _is_past_participle(document: Document, cue: Hit) -> bool:
    """Whether the cue is a participle alone: `le bilan | annoncé`."""
    return cue.end - cue.start == 1 and "Part" in document.doc[cue.start].morph.get("VerbForm", [])


def _past_days(document: Document, index: int) -> int:
    """Step over when it was said: `a déclaré | lundi soir | un officier`."""
    while document.norm(index) in closed_class("days", document.language):
        index += 1
    return index


def _phrase_before(document: Document, low: int, stop: int) -> tuple[int, int]:
    """French, English: the longest noun phrase that ends at `stop`, prepositions in it; empty when none does."""
    any_link = frozenset(document.norm(i) for i in range(low, stop) if document.doc[i].pos_ == "ADP")
    starts = (i for i in range(max(low, stop - MAX_TOKENS), stop) if _may_begin(document, i, low))
    return next(((i, stop) for i in starts if _phrase_end(document, i, any_link, stop) == stop), (stop, stop))


def _may_begin(document: Document, index: int, low: int) -> bool:
    """Whether a noun phrase may begin at a token: behind no preposition and no word of the same phrase."""
    return index == low or document.doc[index - 1].pos_ in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADV"}


def _phrase_end(document: Document, start: int, links: frozenset[str], stop: int | None = None) -> int:
    """French, English: the token behind the noun phrase that begins at `start` and goes on over `links`, at most up
    to `stop`; `start` when none does."""
    end = start
    for index in range(start, min(start + MAX_TOKENS, len(document.doc) if stop is None else stop)):
        token = document.doc[index]
        if token.pos_ in _NOMINAL and "\n" not in token.text:
            end = index + 1 if token.pos_ != "DET" else end
        elif index == start or not (document.norm(index) in links or token.text == "-"):
            break
    return end


def _arabic_phrase(document: Document, start: int) -> tuple[int, int]:
    """The office or noun at `start` with what goes on its phrase, up to a preposition, a verb or a mark."""
    ends = ("that", "links", "stops", "relatives", "coordinators", "reported", "negations", "speaker_stops")
    stops = frozenset().union(*(closed_class(name, "ar") for name in ends))
    office = document.hit_at(start, "office")
    end = complement_end(document, office.end, frozenset()) if office else start
    while end < start + MAX_TOKENS and document.norm(end).isalpha() and document.norm(end) not in stops:
        if document.hit_at(end, "quote_cue", "event"):
            break
        end += 1
    return start, end
