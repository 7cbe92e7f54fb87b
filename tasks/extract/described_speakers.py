"""A speaker whom the text describes and does not name: `un officier marocain`, `a diplomat`, `الدول الأربع`.

Reads grammar.yml and the lexicon's offices.
"""

from tasks.extract.complements import closed_class, complement_end, is_definite, skip
from tasks.extract.document import Document, Hit
from tasks.lexicon import entries

MAX_TOKENS = 10  # of the phrase for a speaker
_NOMINAL = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN"})


def described_speaker(document: Document, cue: Hit, low: int, after: bool) -> str | None:
    """Return the subject of a verb of saying as written, None when it is no noun phrase right beside the verb.

    `low` is the token from which to look, `after` whether the cue stands behind its quotation. A pronoun, a passive
    (`est qualifié de`) and a participle describe nobody.
    """
    entry = entries("quote_cue", document.language)[cue.entry_id]
    if entry.get("passive") or _is_participle(document, cue):
        return None
    if document.language == "ar":
        topic = document.sentence_start(cue.start)
        is_topic = document.norm(topic) in closed_class("topics", "ar")
        span = _arabic_phrase(document, topic + 1 if is_topic else cue.end)
    else:
        span = _phrase_before(document, low, cue.start)
        if entry.get("order") == "after" or (after and span[0] == span[1]):
            span = (cue.end, _phrase_end(document, cue.end, closed_class("genitives", document.language)))
    words = document.doc[span[0] : span[1]]
    if _means_somebody(document, *span):
        return None
    if document.language != "ar" and not any(token.pos_ in {"NOUN", "PROPN"} for token in words):
        return None
    return " ".join(words.text.split()) or None


def _means_somebody(document: Document, start: int, end: int) -> bool:
    """Whether a definite noun for somebody told of before opens the phrase: `le | responsable`, `المسؤول العسكري`."""
    noun = skip(document, start, "definites")
    return (
        noun < end and document.hit_at(noun, "reference") is not None and (noun > start or is_definite(document, noun))
    )


def _is_participle(document: Document, cue: Hit) -> bool:
    """Whether the cue is a participle alone: `le bilan | annoncé`."""
    return cue.end - cue.start == 1 and "Part" in document.doc[cue.start].morph.get("VerbForm", [])


def _phrase_before(document: Document, low: int, stop: int) -> tuple[int, int]:
    """French, English: the longest noun phrase that ends at `stop`, prepositions in it; empty when none does."""
    any_link = frozenset(document.norm(i) for i in range(low, stop) if document.doc[i].pos_ in {"ADP", "PART"})
    starts = (i for i in range(max(low, stop - MAX_TOKENS), stop) if _may_begin(document, i, low))
    return next(((i, stop) for i in starts if _phrase_end(document, i, any_link) == stop), (stop, stop))


def _may_begin(document: Document, index: int, low: int) -> bool:
    """Whether a noun phrase may begin at a token: behind no preposition and no word of the same phrase."""
    return index == low or document.doc[index - 1].pos_ in {"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADV"}


def _phrase_end(document: Document, start: int, links: frozenset[str]) -> int:
    """French, English: the token behind the noun phrase that begins at `start` and goes on over `links`; `start` when
    none does."""
    end = start
    for index in range(start, min(start + MAX_TOKENS, len(document.doc))):
        token = document.doc[index]
        if token.pos_ in _NOMINAL and "\n" not in token.text:
            end = index + 1 if token.pos_ != "DET" else end
        elif index == start or not (document.norm(index) in links or token.text == "-"):
            break
    return end


def _arabic_phrase(document: Document, start: int) -> tuple[int, int]:
    """The office, noun with an article or word for somebody unnamed at `start`, with what goes on its phrase."""
    ends = ("that", "links", "stops", "relatives", "coordinators", "reported")
    stops = frozenset().union(*(closed_class(name, "ar") for name in ends))
    office = document.hit_at(start, "office")
    unnamed = is_definite(document, start) or document.norm(start) in closed_class("unnamed", "ar")
    if office is None and not unnamed:
        return start, start
    end = complement_end(document, office.end, frozenset()) if office else start
    while end < start + MAX_TOKENS and document.norm(end).isalpha() and document.norm(end) not in stops:
        if document.hit_at(end, "quote_cue", "event"):
            break
        end += 1
    return start, end
