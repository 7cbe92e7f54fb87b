"""Decide for every line of a page what it is. The passes run in one order, and the first verdict on a line stands."""

from collections.abc import Sequence

from tasks.clean.furniture import mark_furniture, rescue_signed_paragraph
from tasks.clean.headline import find_title
from tasks.clean.lines import Line
from tasks.clean.sections import mark_dated_lists, mark_sections
from tasks.clean.story import Story, find_story, mark_captions, mark_story, mark_title
from tasks.clean.verdicts import Board, Verdict

_MIN_REPEAT_WORDS = 3
_MAX_NOTICE_WORDS = 30
_MIN_ABSTRACT_WORDS = 6


def classify(lines: Sequence[Line], known_titles: Sequence[str] = ()) -> list[Verdict]:
    """Return the verdict on each line, in order.

    `known_titles` are the titles that the manifest and the markup give, the better first. A page without any line that
    may be story keeps nothing.
    """
    board = Board(lines)
    mark_furniture(board)
    rescue_signed_paragraph(board)
    title = find_title(board, known_titles, _story_start(board))
    mark_title(board, title)
    mark_sections(board, title)
    mark_dated_lists(board)
    mark_captions(board, title)
    story = find_story(board)
    if story is not None:
        story = _below_title(board, story, title)
        mark_story(board, story, title)
        _mark_repeats(board)
    return [verdict or Verdict("other", "no_story") for verdict in board.verdicts]


def _story_start(board: Board) -> int:
    """Where the first paragraph stands before sections are known; the end of the page when it has none."""
    story = find_story(board)
    return story.first if story else len(board.lines)


def _below_title(board: Board, story: Story, title: int | None) -> Story:
    """Drop the paragraphs above the title (a site's notice), unless one is long or most of the story stands there."""
    if title is None or title <= story.first:
        return story
    above = [line for line in board.free(story.first, title) if line.prose]
    below = [line for line in board.free(title, story.last + 1) if line.prose]
    longest = max(line.words for line in above) if above else 0
    if not below or longest > _MAX_NOTICE_WORDS or 3 * sum(x.words for x in above) > sum(x.words for x in below):
        return story
    for line in list(board.free(story.first, title)):
        board.give(line.index, "other", "above.title")
    return Story(below[0].index, story.last)


def _mark_repeats(board: Board) -> None:
    """Give `duplicate` to a kept line that says what another kept line says: the same again, or the start of it."""
    kept = [line for line in board.lines if (verdict := board.verdicts[line.index]) and verdict.kept]
    seen: dict[str, int] = {}
    for line in kept:
        if line.words >= _MIN_REPEAT_WORDS and line.key in seen:
            board.overrule(line.index, "duplicate", "duplicate.line")
        seen.setdefault(line.key, line.index)
    paragraphs = [line for line in kept if line.prose]
    for line in kept:
        verdict = board.verdicts[line.index]
        if (
            verdict
            and verdict.kind in ("subtitle", "body")
            and line.words >= _MIN_ABSTRACT_WORDS
            and _is_abstract(line, paragraphs)
        ):
            board.overrule(line.index, "duplicate", "duplicate.abstract")


def _is_abstract(line: Line, paragraphs: Sequence[Line]) -> bool:
    return any(p.index > line.index and len(p.key) > len(line.key) and p.key.startswith(line.key) for p in paragraphs)
