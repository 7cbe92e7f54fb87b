"""Find what an agency writes round a paragraph: the dateline before it (`ALGER (APS) - `) and the signature after it.

Reads the `agency` entry of tasks/lexicon/common/furniture.yml and the month names of the furniture files.
"""

import re
from functools import lru_cache

from tasks.clean.cues import vocabulary
from tasks.clean.metadata import agencies_pattern, is_signature
from tasks.text import soften

MAX_DATELINE = 90  # code points
_DASH = r"(?:-{1,2}|–|—|ـ|:)"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}"
_CITY = r"[A-ZÀ-Þ][\w'’.-]+(?:[\s-](?:de\s|du\s|la\s|el\s|al-)?[A-ZÀ-Þ][\w'’.-]+){0,2}"
_SECOND_DASH = re.compile(r"\s(?:-{1,2}|–|—|ـ)\s")
_LONGEST_SIGNATURE = 40
_AFTER_SENTENCE = re.compile(r"(?P<mark>[.!?؟…»”\"]+)\s*(?=[\s(/\[–—-])")
_ARABIC_WORD = r"[\u0621-\u0652]+"


def dateline_end(text: str) -> int:
    """Return how many code points at the head of a paragraph are its agency dateline; 0 when it has none.

    A place written in capitals, or followed by an agency or a date, and then a dash is a dateline; so is a bare place of
    one to three words before a dash when a sentence follows. The first word of the sentence is not part of it.
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
    """Return where the signature that closes a paragraph begins (`… a-t-il conclu. R. N.`, `… . (APS)`), in code points;
    the length of the text when it has none."""
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
    agency = rf"\s*[(/,–-]?\s*(?:{agencies_pattern()})\s*[)/]?"
    date = rf"\s*[,(]\s*(?:le\s+)?(?:\d{{1,2}}(?:er)?\s+(?:{_months()})|(?:{_months()})\.?\s+\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})(?:,?\s+\d{{4}})?\)?"
    region = rf",\s*{_CITY}"
    several = rf"(?:\s?[/,]\s?{_CITY})?"
    sentence = r"(?=[\"«“'(]?\s?[A-ZÀ-Þ0-9])"
    return re.compile(
        rf"^\W*(?:(?:{_CAPITALS}|{_CITY}){several}(?:{region})?(?:{date})?\.?(?:{agency})(?:{date})?\s*(?:{_DASH}+|\.)\s*"
        rf"|(?:{_CAPITALS}|{_CITY}){several}(?:{region})?(?:{date})\s*{_DASH}+\s*"
        rf"|{_CAPITALS}{several}(?:{region})?(?:{date})?\s*\([A-ZÀ-Þ][^()]{{1,40}}\)\s*{_DASH}+\s*"  # an agency nobody listed
        rf"|{_CAPITALS}(?:{several})(?:{region})?\s*{_DASH}+\s*{sentence}"
        rf"|{_CITY}\s+(?:-{{1,2}}|–|—)\s+{sentence}"
        rf"|\((?:{agencies_pattern()})\)\s*{_DASH}*\s*"
        rf"|(?:{agencies_pattern()})\s*(?:-{{1,2}}|–|—)\s+{sentence})"
    )


@lru_cache(maxsize=1)
def _arabic() -> re.Pattern[str]:
    agency = rf"[(/]?\s*(?:{agencies_pattern()})\s*[)/]?"
    place = rf"{_ARABIC_WORD}(?:\s{_ARABIC_WORD}){{0,2}}(?:\s?[/،,]\s?{_ARABIC_WORD}(?:\s{_ARABIC_WORD})?)?"
    date = rf"(?:\s*[،,(]?\s*(?:في\s)?\d{{1,2}}\s+(?:{_months()})(?:\s+\d{{4}})?\)?)?"
    dash = r"(?:-{1,2}|–|—|ـ|:|/)"
    return re.compile(
        rf"^\W*(?:{place}{date}\s*{dash}?\s*{agency}\s*{dash}+\s*|{place}{date}\s*/\s*(?:{agencies_pattern()})\s*/\s*{dash}*\s*"
        rf"|{place}\s*\((?:{agencies_pattern()})\)\s*{dash}*\s*"
        rf"|{_ARABIC_WORD}(?:\s{_ARABIC_WORD})?\s*(?:\s-{{1,2}}\s|\s–\s|\s—\s|ـ\s)\s*(?=[\u0621-\u0652]{{3}})"
        rf"|(?:{agencies_pattern()})\s*(?:-{{1,2}}|–|—|:)\s+)"
    )


@lru_cache(maxsize=1)
def _months() -> str:
    names = {n for forms in vocabulary("month").values() for written in forms for n in written.split("/")}
    both = names | {name.capitalize() for name in names}
    return "|".join(re.escape(name) for name in sorted(both, key=len, reverse=True))
