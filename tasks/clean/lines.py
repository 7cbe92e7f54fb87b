"""Cut a page into lines and measure what each looks like.

A line is what stands between two line breaks, white space at both ends left out; in a page whose text was wrapped at a
fixed width, the wrapped lines of one paragraph are one line here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.records import Hint
from tasks.text import fold

LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BETWEEN_BREAKS = re.compile(f"[^{LINE_BREAKS}]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOT_WORD = re.compile(r"[\W_]+")
_SPACED_MARK = re.compile(r"\s*([^\w\s'-])\s*")
_CLOSERS = r"[\s\"'»”“’)\]\u200b-\u200f\ufeff]*$"
_SENTENCE_END = re.compile(r"[.!?؟…۔]" + _CLOSERS)
_QUOTED_END = re.compile(r"[»”\"]\s*$")
_TEASER_END = re.compile(r"(?:\.{3,}|…|\[(?:…|\.{2,}|&h\S*)\]?)\s*$")
_INNER_BREAK = re.compile(r"[.!?؟؛;…]\s")
_COMMA = re.compile(r"[,،](?=\D)")
_LIST_START = re.compile(r"^\s*(?:[-–—•●▪■◦*·►➤✓]\s*|\(?\d{1,2}\s?[.)°/-]\s*(?=\D)|[a-zA-Z]\)\s)")
_LIST_END = re.compile(r"[;؛,،]\s*$")

# Measured on news pages: almost every paragraph passes one of these, almost no headline or caption does.
PROSE_WORDS_SEALED, PROSE_WORDS_BROKEN, PROSE_WORDS_PLAIN = 10, 16, 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page with its offsets in the raw text and the features that the rules read."""

    index: int
    start: int
    end: int  # exclusive
    text: str  # the raw slice
    key: str  # folded words only: what equality and cues are tested on
    marked: str  # folded, punctuation kept, spaces round it gone: for cues that end in a colon
    words: int  # tokens of letters
    sealed: bool  # ends as a sentence does
    teaser: bool  # ends in an ellipsis
    prose: bool  # reads like a paragraph
    tags: frozenset[str]  # what the markup says; empty for plain text

    @property
    def is_list_item(self) -> bool:
        """Whether the line opens with a bullet or number, or ends as an item of an enumeration does."""
        return bool(_LIST_START.match(self.text) or _LIST_END.search(self.text))


def read_lines(raw_text: str, hints: Sequence[Hint] = ()) -> list[Line]:
    """Return the lines of a page in order; lines of white space only are left out, nothing else is.

    Offsets count code points of `raw_text`. `hints` give each line the markup tags that cover at least half of it.
    """
    spans = list(_unwrapped(raw_text, list(_spans(raw_text))))
    tags = _tags(spans, hints)
    return [_line(i, raw_text, start, end, tags[i]) for i, (start, end) in enumerate(spans)]


def word_key(text: str) -> str:
    """Return the folded words of `text` joined by single spaces, punctuation gone; empty when it has none."""
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def mark_key(text: str) -> str:
    """Return the folded text with its punctuation but without the spaces around it (`Source : X` → `source:x`)."""
    return _SPACED_MARK.sub(r"\1", fold(text))


def _spans(raw_text: str) -> Iterator[tuple[int, int]]:
    for match in _BETWEEN_BREAKS.finditer(raw_text):
        stretch = match.group()
        if stripped := stretch.strip():
            start = match.start() + len(stretch) - len(stretch.lstrip())
            yield start, start + len(stripped)


def _line(index: int, raw_text: str, start: int, end: int, tags: frozenset[str]) -> Line:
    text = raw_text[start:end]
    words = len(_WORD.findall(text))
    sealed = bool(_SENTENCE_END.search(text)) or (words >= 8 and bool(_QUOTED_END.search(text)))
    return Line(
        index=index,
        start=start,
        end=end,
        text=text,
        key=word_key(text),
        marked=mark_key(text),
        words=words,
        sealed=sealed,
        teaser=bool(_TEASER_END.search(text)),
        prose=_is_prose(text, words, sealed),
        tags=tags,
    )


def _is_prose(text: str, words: int, sealed: bool) -> bool:
    if words >= PROSE_WORDS_PLAIN or (sealed and words >= PROSE_WORDS_SEALED):
        return True
    return words >= PROSE_WORDS_BROKEN and bool(_INNER_BREAK.search(text) or len(_COMMA.findall(text)) >= 2)


# ── text wrapped at a fixed width ────────────────────────────────────────────────────────────────────────────────────


def _unwrapped(raw_text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    width = max((end - start for start, end in spans), default=0)
    paragraphs = list(_paragraphs(raw_text, spans))
    if not _is_wrapped(raw_text, paragraphs, width):
        yield from spans
        return
    for paragraph in paragraphs:
        if all(end - start >= 0.55 * width for start, end in paragraph[:-1]):
            yield paragraph[0][0], paragraph[-1][1]
        else:
            yield from paragraph


def _paragraphs(raw_text: str, spans: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    current: list[tuple[int, int]] = []
    for span in spans:
        if current and raw_text.count("\n", current[-1][1], span[0]) > 1:
            yield current
            current = []
        current.append(span)
    if current:
        yield current


def _is_wrapped(raw_text: str, paragraphs: list[list[tuple[int, int]]], width: int) -> bool:
    """Whether most inner line ends of the page's paragraphs come at one width and in mid-sentence."""
    inner = [span for paragraph in paragraphs for span in paragraph[:-1]]
    if not 40 <= width <= 130 or len(inner) < 4:
        return False
    full = median(end - start for start, end in inner) >= 0.75 * width
    cut = sum(not _SENTENCE_END.search(raw_text[start:end]) for start, end in inner)
    flowing = sum(_flows_on(raw_text, a, b) for paragraph in paragraphs for a, b in pairwise(paragraph))
    return full and cut >= 0.6 * len(inner) and flowing >= 0.4 * len(inner)


def _flows_on(raw_text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the second line reads as going on from the first: a small letter, or (Arabic has none) any letter."""
    first = raw_text[after[0]]
    return first.isalpha() and not first.isupper() and not _SENTENCE_END.search(raw_text[before[0] : before[1]])


# ── markup ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tags(spans: list[tuple[int, int]], hints: Sequence[Hint]) -> list[frozenset[str]]:
    found: list[set[str]] = [set() for _ in spans]
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    for hint in hints:
        for i in range(bisect_right(ends, hint.raw_start), bisect_left(starts, hint.raw_end)):
            covered = min(ends[i], hint.raw_end) - max(starts[i], hint.raw_start)
            if 2 * covered >= ends[i] - starts[i]:
                found[i].add(hint.tag)
    return [frozenset(tags) for tags in found]
