"""Split a block into sentences: sentencex finds the breaks, the rules here take back those that are none.

Reads tasks/lexicon/{fr,ar,en}/abbreviation.yml.
"""

import re
from functools import lru_cache

from sentencex import segment

from tasks.errors import HiwarError
from tasks.lexicon.loader import LANGUAGES, LexiconError, entries
from tasks.text import fold

MAX_QUOTED = 1600  # code points: a longer quotation is split inside
_LAST_WORD = re.compile(r"([^\s(«\"“”']+)\.\s*$")
_INITIAL = re.compile(r"(?:^|[\s.(«\"“'’-])[A-ZÀ-Þ\u0621-\u064a]\.\s*$")
_NAME_INITIAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]+\s[A-ZÀ-Þ]\.\s*$")
_ENDS_OPEN = re.compile(r"[,،؛;:–—-]\s*$")
_SMALL_START = re.compile(r"^\s*[«\"“”'’»)\]]*\s*[,;:،؛]|^\s*[a-zà-ÿœ]")
_CLOSER_START = re.compile(r"^\s*(?:[»)\]]|[”\"’](?:\s|[.,،؛;:]|$))")
_LONE_WORD = re.compile(r"^\s*[A-ZÀ-Þ][\w'’-]+\.\s*$")  # `… le général. Untel.`: a stray stop, no sentence
_MARKS_ONLY = re.compile(r"^[\W_]*$")
_FALLBACK = "en"
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, as code points of `text`, end exclusive, white space trimmed.

    A quotation of several sentences stays in one with the words that frame it, if it is closed within the block.
    Every character that is not white space or an invisible mark at a sentence's edge is in exactly one span.
    """
    bounds = _bounds(text, language)
    merged: list[list[int]] = []
    for start, end in bounds:
        if merged and not _is_break(text, merged[-1], (start, end), language):
            merged[-1][1] = end
        else:
            merged.append([start, end])
    spans = (_trim(text, start, end) for start, end in merged)
    return [span for span in spans if span[0] < span[1]]


def _bounds(text: str, language: str) -> list[tuple[int, int]]:
    """The spans that sentencex gives; they must tile the text."""
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in segment(language if language in LANGUAGES else _FALLBACK, text):
        if not text.startswith(piece, start):
            raise SentenceError(f"the segmenter changed the text at character {start}")
        spans.append((start, start + len(piece)))
        start += len(piece)
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


class SentenceError(HiwarError):
    """The segmenter gave back something else than the text, so offsets would be wrong."""


def _is_break(text: str, before: list[int], after: tuple[int, int], language: str) -> bool:
    left, right = text[before[0] : before[1]], text[after[0] : after[1]]
    if _MARKS_ONLY.match(right) or _LONE_WORD.match(right) or _CLOSER_START.match(right) or _SMALL_START.match(right):
        return False
    if _ends_in_abbreviation(left, right, language) or _ENDS_OPEN.search(left):
        return False
    return not (_is_open(left) and _closes_soon(text, after[0], before[0]))


def _ends_in_abbreviation(left: str, right: str, language: str) -> bool:
    if _INITIAL.search(left) or (_NAME_INITIAL.search(left) and right[:1].isupper()):
        return True
    word = _LAST_WORD.search(left)
    if not word:
        return False
    always, before_digit = _abbreviations(language if language in LANGUAGES else _FALLBACK)
    key = fold(word[1]).rpartition("-")[2]  # `Maj.-Gen.`
    return key in always or (key in before_digit and right.lstrip()[:1].isdigit())


def _is_open(left: str) -> bool:
    """Whether a quotation that began in `left` is still open at its end.

    Arabic papers open and close with the same mark (`”`), as typewriters do (`"`): those are counted by pairs.
    """
    if left.count("«") > left.count("»") or left.count("“") > left.count("”"):
        return True
    return left.count('"') % 2 == 1 or ("“" not in left and left.count("”") % 2 == 1)


def _closes_soon(text: str, at: int, start: int) -> bool:
    """Whether the rest of the text holds a closing mark close enough."""
    window = text[at : start + MAX_QUOTED]
    return any(mark in window for mark in '»”"')


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


@lru_cache(maxsize=4)
def _abbreviations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Folded abbreviations that never end a sentence, and those that do not before a digit."""
    always: set[str] = set()
    before_digit: set[str] = set()
    for key, entry in entries("abbreviation", language).items():
        if not isinstance(entry, dict) or "forms" not in entry:
            raise LexiconError(f"{language}/abbreviation.yml: {key} has no forms")
        (before_digit if entry.get("before_digit") else always).update(fold(str(form)) for form in entry["forms"])
    return frozenset(always), frozenset(before_digit)
