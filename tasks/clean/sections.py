"""Second pass: furniture that comes as a heading with a list under it (most read, related, tags, comments).

Reads the `opener` entries of tasks/lexicon/ar/furniture.yml.
"""

from functools import lru_cache
from itertools import pairwise

from tasks.clean.cues import vocabulary
from tasks.clean.lines import Line, word_key
from tasks.clean.verdicts import Board, Verdict

STORY_BEGUN = 40  # words of paragraphs after which the story has begun
STORY_TOLD = 40  # words of paragraphs after which a comment form may close the page
_INSERT_ITEMS = 5  # more headlines than this under an insert make it a list
_TAG_WORDS = 4
_TELLING_WORDS = 6
_RESUMING_WORDS, _STRONG_WORDS, _STRONG_PLAIN_WORDS, _LONG_WORDS = 20, 13, 35, 45


def mark_sections(board: Board, title: int | None) -> None:
    """Give a verdict to the lines that hang on a furniture heading, down to where the story clearly resumes.

    `title` is the index of the title line, which always ends a list above it.
    """
    section: Verdict | None = None
    items = told = 0
    for line in board.lines:
        verdict = board.verdicts[line.index]
        if line.index == title or (verdict is not None and verdict.effect == "end"):
            section = None
        elif verdict is not None:
            section, items = _opened(board, line, verdict, section, told) or (section, items)
        elif section is not None and not _resumes(board, line, section, items, told):
            board.give(line.index, section.kind, f"{section.rule}.item")
            items += 1
        else:
            section = None
            told += line.words if line.prose else 0


def _opened(
    board: Board, line: Line, verdict: Verdict, section: Verdict | None, told: int
) -> tuple[Verdict, int] | None:
    """The section that a furniture line opens, with no items yet; None when it opens none."""
    if verdict.effect == "line" or (section is not None and section.effect == "close"):
        return None
    if verdict.effect == "close" and not _closes(board, line, told):
        return None
    return verdict, 0


def _closes(board: Board, line: Line, told: int) -> bool:
    """A comment heading ends the page only below the story: not when more of it follows than went before."""
    follows = sum(other.words for other in board.free(line.index + 1) if is_strong(other))
    return told >= STORY_TOLD and follows <= 2 * told


def _resumes(board: Board, line: Line, section: Verdict, items: int, told: int) -> bool:
    if section.effect == "close":
        return False
    if section.effect == "tags":
        return line.words > _TAG_WORDS
    if goes_on_telling(line):
        return True
    if section.effect == "insert" and items < _INSERT_ITEMS:
        return (line.sealed and line.words >= 5 and not line.teaser) or line.words >= _RESUMING_WORDS
    if told < STORY_BEGUN:
        return line.prose and line.words >= 18 and not line.teaser
    return line.prose and line.sealed and not line.teaser and not line.is_list_item and _goes_on(board, line)


def goes_on_telling(line: Line) -> bool:
    """Whether a line that may have no stop at its end begins as the further paragraphs of a story do (`وأوضح …`)."""
    return line.words >= _TELLING_WORDS and line.key.startswith(_openers())


@lru_cache(maxsize=1)
def _openers() -> tuple[str, ...]:
    return tuple(f"{word_key(form)} " for forms in vocabulary("opener").values() for form in forms)


def is_strong(line: Line) -> bool:
    """Whether a line is a paragraph beyond the doubt that a list of teasers leaves."""
    if not line.prose or line.teaser or line.is_list_item:
        return False
    return (line.sealed and line.words >= _STRONG_WORDS) or line.words >= _STRONG_PLAIN_WORDS


def _goes_on(board: Board, line: Line) -> bool:
    """Whether a paragraph after a list is story again: it is long itself, or two paragraphs touch further on.

    Lists of teasers alternate with their headlines; only a story has paragraph upon paragraph.
    """
    if is_strong(line) and line.words >= _LONG_WORDS:
        return True
    following = list(board.free(line.index))
    return any(is_strong(a) and is_strong(b) for a, b in pairwise(following))


def mark_dated_lists(board: Board) -> None:
    """Give a verdict to a list of other stories that has no heading: below the story, headlines each with its date."""
    paragraphs = [line.index for line in board.free() if is_strong(line)]
    if not paragraphs:
        return
    dates = [i for i, v in enumerate(board.verdicts) if v and v.kind == "page_date" and i > paragraphs[0]]
    for first in dates:
        below = list(board.free(first))
        others = [i for i in dates if i > first]
        pairs = sum(a.prose and b.prose for a, b in pairwise(below))
        if others and not pairs and len(below) >= len(others):
            _mark_from_headline(board, first)
            return


def _mark_from_headline(board: Board, first_date: int) -> None:
    headline = board.previous_free(first_date)
    start = headline.index if headline and headline.index == first_date - 1 and not headline.sealed else first_date
    for line in list(board.free(start)):
        board.give(line.index, "related", "list.dated")
