"""Standing frameworks of cooperation: named ones from the lexicon, others from a head word and what it is between."""

from tasks.extract.complements import closed_class, complement_end, without_adjunct
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.lexicon import entries

# Heads that are generic words: they need a capital, an adjective of nationality or a complement that names one.
_WEAK = {"dialogue", "forum", "coalition", "initiative", "partnership"}


def find_mechanisms(document: Document, barriers: frozenset[int]) -> list[Name]:
    """Return the mechanisms named. Reads mechanisms.yml and mechanism_head.yml."""
    known = [_known(hit) for hit in document.hits_of("mechanism")]
    composed = [c for hit in document.hits_of("mechanism_head") if (c := compose(document, hit, barriers))]
    return known + composed


def compose(document: Document, head: Hit, barriers: frozenset[int]) -> Name | None:
    """Return the mechanism that begins at `head` with its complement and parties; None for a weak head alone."""
    entry = entries("mechanism_head", document.language)[head.entry_id]
    start = _left_edge(document, head)
    end = max(head.end, complement_end(document, head.end, barriers | _heads(document, head)))
    end = without_adjunct(document, head.end - 1, end)
    end = _between(document, end, barriers)
    parties = parties_in(document, start, end)
    if head.entry_id in _WEAK and end == head.end and start == head.start:
        return None
    if end == head.end and start == head.start and _is_any(document, start):
        return None
    if head.entry_id in _WEAK and not (parties or _has_capital(document, head)):
        return None
    confidence = 0.75 if head.entry_id in _WEAK else 0.86  # a committee of two states is a framework before a body
    return Name(
        start=start,
        end=end,
        kind="mechanism",
        subkind=entry["mechanism_kind"],
        lexicon_id=None,
        country_code=None,
        form="full" if end > head.end or parties else "short",
        method="rule",
        rule=f"mechanism.{head.entry_id}",
        confidence=confidence,
        parties=parties,
    )


def _is_any(document: Document, start: int) -> bool:
    """`un comité de suivi`: one of many, in lower case."""
    lower = document.doc[start].text[:1].islower()
    return lower and document.norm(start - 1) in closed_class("indefinites", document.language)


def _heads(document: Document, head: Hit) -> frozenset[int]:
    """Where another framework begins: a complement does not run into it."""
    return frozenset(h.start for h in document.hits_of("mechanism_head", "mechanism") if h.start > head.start)


def parties_in(document: Document, start: int, end: int) -> tuple[str, ...]:
    """Return the country codes named between two tokens, nationalities and compounds (`algéro-malienne`) included."""
    found: dict[str, None] = {}
    for hit in document.hits_of("country", "demonym", "compound"):
        if start <= hit.start and hit.end <= end:
            found.setdefault(hit.entry_id.upper())
    return tuple(found)


def _between(document: Document, end: int, barriers: frozenset[int]) -> int:
    """Take in `entre l'Algérie et les Etats-Unis (sur …)` behind a mechanism."""
    if document.norm(end) not in closed_class("between", document.language):
        return end
    last = max(
        (
            h.end
            for h in document.hits_of("country", "organisation")
            if end < h.start < min(end + 12, document.sentence_end(end - 1))
        ),
        default=end,
    )
    return max(last, complement_end(document, last, barriers)) if last > end else end


def _left_edge(document: Document, head: Hit) -> int:
    """English: the nationalities before the head (`U.S.-Morocco | Strategic Dialogue`)."""
    if document.language != "en":
        return head.start
    start = head.start
    while start > 0:
        token = document.doc[start - 1]
        named = any(h.start < start <= h.end for h in document.hits_of("country", "demonym", "compound"))
        if not (named or token.text in {"-", "–"} or (token.text[:1].isupper() and token.pos_ == "PROPN")):
            break
        start -= 1
    return start


def _has_capital(document: Document, head: Hit) -> bool:
    return document.language != "ar" and document.doc[head.start].text[:1].isupper()


def _known(hit: Hit) -> Name:
    entry = entries("mechanism")[hit.entry_id]
    parties = tuple(p.upper() for p in entry.get("parties") or () if len(p) == 2)
    return Name(
        start=hit.start,
        end=hit.end,
        kind="mechanism",
        subkind=entry["mechanism_kind"],
        lexicon_id=f"mechanism:{hit.entry_id}",
        country_code=None,
        form="full",
        method="lexicon",
        rule="mechanism.lexicon",
        confidence=0.95,
        parties=parties,
    )
