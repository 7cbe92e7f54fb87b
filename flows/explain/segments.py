"""Cut a page at every place where a block, a sentence or a fact begins or ends. Pure.

Facts nest and overlap, which neither HTML nor terminal styles can: inside a segment nothing begins or ends, so whatever
covers it covers all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from flows.explain.reading import KINDS, Block, Explained, Fact, Sentence

Span = TypeVar("Span", Block, Sentence)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the page, never empty. `facts` are those that cover it, the shortest (innermost) first."""

    start: int
    text: str
    block: Block | None  # None: between blocks, which should be white space
    sentence: Sentence | None  # None: between sentences, or in a dropped block
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or what lies between two, with the facts that stand in it."""

    sentence: Sentence | None
    segments: tuple[Segment, ...]
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Section:
    """A block with its passages in order. `block` None: text that no block holds."""

    block: Block | None
    passages: tuple[Passage, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for passage in self.passages for fact in passage.facts)


def cut(article: Explained) -> list[Segment]:
    """Return the segments of the page in order; joined, their texts are the page. [] for an empty page.

    Blocks don't overlap one another, nor do sentences (warehouse/checks holds them to it); facts may, in any way.
    Raises ValueError when something ends before it begins or lies outside the page: the page would be shown wrongly.
    """
    spans: list[Block | Sentence | Fact] = [*article.blocks, *article.sentences, *article.facts]
    for span in spans:
        if not 0 <= span.start <= span.end <= len(article.text):
            raise ValueError(f"{span} does not lie on a page of {len(article.text)} characters")
    borders = {0, len(article.text)} | {border for span in spans for border in (span.start, span.end)}
    innermost_first = sorted(article.facts, key=_shortest_first)
    return [
        Segment(
            start,
            article.text[start:end],
            _covering(article.blocks, start),
            _covering(article.sentences, start),
            tuple(fact for fact in innermost_first if fact.start <= start < fact.end),
        )
        for start, end in pairwise(sorted(borders))
    ]


def sections(article: Explained) -> list[Section]:
    """Return the page block by block and passage by passage. White space between blocks is left out, all else is there.

    A fact is listed once, in the passage where it begins, however far it runs on.
    """
    grouped: list[tuple[Block | None, list[tuple[Sentence | None, list[Segment]]]]] = []
    for segment in cut(article):
        if segment.block is None and not segment.text.strip():
            continue
        if not grouped or grouped[-1][0] != segment.block:
            grouped.append((segment.block, []))
        passages = grouped[-1][1]
        if not passages or passages[-1][0] != segment.sentence:
            passages.append((segment.sentence, []))
        passages[-1][1].append(segment)
    return [
        Section(block, tuple(Passage(sentence, tuple(parts), _beginning(parts)) for sentence, parts in passages))
        for block, passages in grouped
    ]


def lanes(facts: Iterable[Fact]) -> dict[int, int]:
    """Return, by fact number, at which height its line is drawn: 0 next to the text, where no other fact is in its way.

    Short facts come nearest; of facts at one place, those whose kind people read first. Facts of one kind at one place
    share a line.
    """
    taken: dict[tuple[str, int, int], int] = {}
    by_number: dict[int, int] = {}
    for fact in sorted(facts, key=_shortest_first):
        line = (fact.kind, fact.start, fact.end)
        if line not in taken:
            in_the_way = {lane for (_, start, end), lane in taken.items() if start < fact.end and fact.start < end}
            taken[line] = next(lane for lane in range(len(in_the_way) + 1) if lane not in in_the_way)
        by_number[fact.number] = taken[line]
    return by_number


def _shortest_first(fact: Fact) -> tuple[int, int, int]:
    return fact.end - fact.start, KINDS.index(fact.kind), fact.number


def _covering(spans: Sequence[Span], place: int) -> Span | None:
    return next((span for span in spans if span.start <= place < span.end), None)


def _beginning(segments: Sequence[Segment]) -> tuple[Fact, ...]:
    first = {fact.number: fact for segment in segments for fact in segment.facts if fact.start == segment.start}
    return tuple(first[number] for number in sorted(first))
