"""Find what an agency writes round a paragraph: the dateline before it (`ALGER (APS) - `) and the signature after it.

Reads the `agency` entry of tasks/lexicon/common/furniture.yml and the month names of the furniture files.
"""

import re
from functools import lru_cache

from tasks.clean.cues import alternatives, vocabulary
from tasks.clean.metadata import is_signature
from tasks.text import soften

MAX_DATELINE = 90  # code points
_DASH = r"(?:-{1,2}|–|—|ـ|:)"
_SPACED_DASH = r"(?:-{1,2}|–|—)"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}"
_CITY = r"[A-ZÀ-Þ][\w'’.-]+(?:[\s-](?:de\s|du\s|la\s|el\s|al-)?[A-ZÀ-Þ][\w'’.-]+){0,2}"
_SECOND_DASH = re.compile(r"\s(?:-{1,2}|–|—|ـ)\s")
_LONGEST_SIGNATURE = 40
_AFTER_SENTENCE = re.compile(r"(?P<mark>[.!?؟…»”\"]+)\s*(?=[\s(/\[–—-])")
_ARABIC_WORD = r"[\u0621-\u0652]+"


def dateline_end(text: str) -> int:
    """Return how many code points at the head of a paragraph are its agency dateline; 0 when it has none.

    A place written in capitals, or followed by an agency or a date, and then a dash is a dateline; so is a bare place
    of one to three words before a dash when a sentence follows. The sentence's first word is not part of it.
    """
    head = soften(text[: MAX_DATELINE + 40])
    match = _latin().match(head) or _arabic().match(head)
    if match is None or match.end() > MAX_DATELINE or len(text.split()) < 12 or _is_aside(head, match.end()):
        return 0
    return match.end()


def _is_aside(head: str, end: int) -> bool:
    """Whether the dash opens an aside that another dash closes (`Le ministre – hier encore – a dit`)."""
    return not re.search(r"[(/,،]", head[:end]) and bool(_SECOND_DASH.search(head, end, end + 60))


def signature_start(text: str) -> int:
    """Return where the signature that closes a paragraph begins (`… a-t-il conclu. R. N.`, `… . (APS)`).

    Counted in code points of `text`; the length of the text when it has none.
    """
    softened = soften(text)
    head = max(0, len(softened) - _LONGEST_SIGNATURE)
    for match in _AFTER_SENTENCE.finditer(softened, head):
        tail = softened[match.end() :].strip()
        bare = tail.strip("()[]/ -–—ـ")
        if bare and (is_signature(tail) or is_signature(bare)):
            return match.end("mark")
    return len(text)


@lru_cache(maxsize=1)
def _latin() -> re.Pattern[str]:
    agency, month = alternatives("agency"), _months()
    day = rf"\d{{1,2}}(?:er)?\s+(?:{month})|(?:{month})\.?\s+\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    date = rf"\s*[,(]\s*(?:le\s+)?(?:{day})(?:,?\s+\d{{4}})?\)?"
    signed = rf"\s*[(/,–-]?\s*(?:{agency})\s*[)/]?"
    within = rf"(?:\s?[/,]\s?{_CITY})?(?:,\s*{_CITY})?"  # a second city, a region or country
    capitals, place = rf"{_CAPITALS}{within}", rf"(?:{_CAPITALS}|{_CITY}){within}"
    sentence = r"(?=[\"«“'(]?\s?[A-ZÀ-Þ0-9])"
    forms = (
        rf"{place}(?:{date})?\.?{signed}(?:{date})?\s*(?:{_DASH}+|\.)\s*",
        rf"{place}{date}\s*{_DASH}+\s*",
        rf"{capitals}(?:{date})?\s*\([A-ZÀ-Þ][^()]{{1,40}}\)\s*{_DASH}+\s*",  # an agency nobody listed
        rf"{capitals}\s*{_DASH}+\s*{sentence}",
        rf"{_CITY}\s+{_SPACED_DASH}\s+{sentence}",
        rf"\((?:{agency})\)\s*{_DASH}*\s*",
        rf"(?:{agency})\s*{_SPACED_DASH}\s+{sentence}",
    )
    return re.compile(rf"^\W*(?:{'|'.join(forms)})")


@lru_cache(maxsize=1)
def _arabic() -> re.Pattern[str]:
    agency = alternatives("agency")
    words = rf"{_ARABIC_WORD}(?:\s{_ARABIC_WORD})"
    place = rf"{words}{{0,2}}(?:\s?[/،,]\s?{words}?)?"
    date = rf"(?:\s*[،,(/]?\s*(?:في\s)?\d{{1,2}}\s+(?:{_months()})(?:\s+\d{{4}})?\)?)?"
    dash = r"(?:-{1,2}|–|—|ـ|:|/)"
    forms = (
        rf"{place}{date}\s*{dash}?\s*[(/]?\s*(?:{agency})\s*[)/]?\s*{dash}+\s*",
        rf"{place}{date}\s*/\s*(?:{agency})\s*/\s*{dash}*\s*",
        rf"{place}\s*\((?:{agency})\)\s*{dash}*\s*",
        rf"{words}?\s*(?:\s{_SPACED_DASH}\s|ـ\s)\s*(?=[\u0621-\u0652]{{3}})",
        rf"(?:{agency})\s*(?:{_SPACED_DASH}|:)\s+",
    )
    return re.compile(rf"^\W*(?:{'|'.join(forms)})")


@lru_cache(maxsize=1)
def _months() -> str:
    names = {n for forms in vocabulary("month").values() for written in forms for n in written.split("/")}
    both = names | {name.capitalize() for name in names}
    return "|".join(re.escape(name) for name in sorted(both, key=len, reverse=True))
