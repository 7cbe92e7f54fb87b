"""An article as the extractors read it: one spaCy Doc whose character offsets are the page's own."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from tasks.records import Block, Sentence
from tasks.text import soften


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a lexicon phrase stands. `start`/`end` are token indices, end exclusive."""

    category: str
    entry_id: str
    start: int
    end: int
    ambiguous: bool


@dataclass(frozen=True)
class Document:
    """One article, ready for the rules. Token indices are into `doc`; `doc[i].idx` is an offset into the raw text."""

    article_id: str
    language: str
    raw_text: str
    doc: Doc
    sentences: tuple[Sentence, ...]
    published_edtf: str | None
    hits: tuple[Hit, ...]

    @cached_property
    def _by_category(self) -> dict[str, list[Hit]]:
        grouped: dict[str, list[Hit]] = {}
        for hit in self.hits:
            grouped.setdefault(hit.category, []).append(hit)
        return grouped

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.raw_start for sentence in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    @cached_property
    def _hits_at(self) -> dict[tuple[str, int], Hit]:
        longest: dict[tuple[str, int], Hit] = {}
        for hit in self.hits:
            known = longest.get((hit.category, hit.start))
            if known is None or hit.end > known.end:
                longest[hit.category, hit.start] = hit
        return longest

    @cached_property
    def _by_categories(self) -> dict[tuple[str, ...], list[Hit]]:
        return {}

    def hits_of(self, *categories: str) -> list[Hit]:
        """Return the hits of these categories in text order; not to be changed by the caller."""
        found = self._by_categories.get(categories)
        if found is None:
            found = [hit for category in categories for hit in self._by_category.get(category, ())]
            found = found if len(categories) == 1 else sorted(found, key=lambda h: (h.start, -h.end))
            self._by_categories[categories] = found
        return found

    def hit_at(self, index: int, *categories: str) -> Hit | None:
        """Return the longest hit of these categories that starts at token `index`, None if there is none."""
        starting = (self._hits_at.get((category, index)) for category in categories)
        return max((hit for hit in starting if hit), key=lambda hit: hit.end, default=None)

    def norm(self, index: int) -> str:
        """Return the folded form of a token; empty beyond either end."""
        return self.doc[index].norm_ if 0 <= index < len(self.doc) else ""

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of tokens `start`..`end` (exclusive)."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last.text)

    def tokens_at(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Return the token range that holds raw offsets `raw_start`..`raw_end` (exclusive), cut tokens included."""
        last = bisect_left(self._token_starts, raw_end)
        return min(max(bisect_right(self._token_starts, raw_start) - 1, 0), last), last

    def sentence_of(self, offset: int) -> Sentence | None:
        """Return the sentence that holds raw offset `offset`; None between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index >= 0 and offset < self.sentences[index].raw_end:
            return self.sentences[index]
        return None

    def tokens_of(self, sentence: Sentence) -> tuple[int, int]:
        """Return the token range of a sentence; empty (start = end) when no token lies inside."""
        first = bisect_left(self._token_starts, sentence.raw_start)
        return first, max(first, bisect_left(self._token_starts, sentence.raw_end))

    def sentence_end(self, index: int) -> int:
        """Return the token index at which the sentence of token `index` ends (exclusive)."""
        sentence = self.sentence_of(self.doc[index].idx)
        return self.tokens_of(sentence)[1] if sentence else index + 1

    def sentence_start(self, index: int) -> int:
        """Return the token index at which the sentence of token `index` begins."""
        sentence = self.sentence_of(self.doc[index].idx)
        return self.tokens_of(sentence)[0] if sentence else index


def kept_text(raw_text: str, blocks: Iterable[Block]) -> str:
    """Return `raw_text` softened, with every character outside the kept blocks made a line feed; same length."""
    pieces: list[str] = []
    position = 0
    for block in blocks:
        if block.kept:
            pieces.append("\n" * (block.raw_start - position))
            pieces.append(_without_hash(soften(raw_text[block.raw_start : block.raw_end])))
            position = block.raw_end
    pieces.append("\n" * (len(raw_text) - position))
    return "".join(pieces)


_HASHTAG = re.compile(r"#[^\W\d]\w+")


def _without_hash(text: str) -> str:
    """Make a hashtag the words it joins (`#مجلس_الأمن`); same length."""
    return _HASHTAG.sub(lambda match: match[0].replace("#", " ").replace("_", " "), text)


def longest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Drop hits inside a longer hit of the same category."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not any(k.category == hit.category and k.start <= hit.start and hit.end <= k.end for k in kept[-8:]):
            kept.append(hit)
    return kept
