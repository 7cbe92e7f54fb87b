"""Third pass: the title of the page, by what the manifest or markup calls it, else by place, repetition and wording.

Reads the `letterhead` entries of tasks/lexicon/{fr,ar,en}/furniture.yml.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from tasks.clean.cues import vocabulary
from tasks.clean.lines import Line, word_key
from tasks.clean.metadata import is_name_line
from tasks.clean.verdicts import Board

MAX_TITLE_WORDS = 34
_ALIKE = 92.0  # of 100: a title with a changed quotation mark or a cut word
_STEM = 5  # letters that stand for a word: enough to see that title and story speak of one thing
_GOOD_SCORE = 1.2
_LEAD_WORDS = 18
_NAME_WORDS, _NAME_COST = 7, 0.8


def find_title(board: Board, known: Sequence[str], story_start: int) -> int | None:
    """Return the index of the title line, None when the page has none.

    `known` are the titles that the manifest or the markup give; `story_start` is the index of the first paragraph. In
    plain text the title is the line above the story that is most like a headline: not a full paragraph, several words
    that the story takes up again, first or repeated.
    """
    keys = [key for key in map(word_key, known) if key]
    for line in board.lines:
        if line.words <= MAX_TITLE_WORDS + 10 and any(_is_title(line, key) for key in keys):
            return line.index
    marked = [line for line in board.lines if "h1" in line.tags and 3 <= line.words <= MAX_TITLE_WORDS]
    if marked:
        return max(marked, key=lambda line: ("main" in line.tags, line.words)).index
    return _by_wording(board, story_start)


def is_repeat(line: Line, title: Line) -> bool:
    """Whether a line says the title again, perhaps with the site's name or a breadcrumb round it."""
    if line.key == title.key:
        return True
    if title.words < 4:
        return False
    extra = len(line.key.split()) - len(title.key.split())
    return (line.key.startswith(title.key) and 0 < extra <= 5) or (
        line.key.endswith(title.key) and 0 < extra <= 6 and not line.sealed
    )


def _is_title(line: Line, key: str) -> bool:
    if line.key == key:
        return True
    if line.words < 4:
        return False
    return key.startswith(line.key + " ") or fuzz.ratio(line.key, key) >= _ALIKE


def _by_wording(board: Board, story_start: int) -> int | None:
    leads = [line.key for line in board.free() if line.prose]
    lead = next(
        (line.index for line in board.free() if line.prose and line.sealed and line.words >= _LEAD_WORDS), story_start
    )
    above = board.free(0, max(story_start, lead))
    candidates = [line for line in above if _may_be_title(line) and not _opens(line, leads)]
    arabic = any("\u0600" < c < "\u06ff" for line in candidates for c in line.text)
    least = 4 if arabic else 5
    candidates = [line for line in candidates if line.words >= least] or candidates
    candidates = [line for line in candidates if not any(is_repeat(line, o) for o in candidates if o.key != line.key)]
    if not candidates:
        return None
    story = story_stems(board, min(lead, story_start))
    scored = [
        (_score(board, line, story, rank=rank, above_lead=line.index < lead), -line.index)
        for rank, line in enumerate(candidates)
    ]
    best, index = max(scored)
    return -index if best >= _GOOD_SCORE or len(candidates) == 1 else None


def _may_be_title(line: Line) -> bool:
    """A question or a closing mark may end a headline (`… « 5+5 Défense »`), a full stop does not."""
    ends_in_stop = line.sealed and line.text.rstrip().endswith((".", "۔")) and not line.teaser
    told = line.prose and line.sealed and line.words > _LEAD_WORDS
    return 3 <= line.words <= MAX_TITLE_WORDS and not ends_in_stop and not told


def _opens(line: Line, leads: Sequence[str]) -> bool:
    """Whether a line is the cut beginning of a paragraph: an abstract, no headline."""
    return line.words >= 6 and any(key.startswith(line.key) and key != line.key for key in leads)


def is_letterhead(board: Board, line: Line) -> bool:
    """Whether a short line names whose page this is (`Ministère de …`, the paper) and says nothing: no headline.

    It begins as the names of states and ministries do, or the story has all of it as it stands.
    """
    if line.words > _NAME_WORDS:
        return False
    words = line.key.split() if is_name_line(line.text) else line.key.split()[:1]  # `U.S. Embassy`, `Ministère de …`
    if ":" not in line.text and not _letterheads().isdisjoint(words):
        return True
    return any(f" {line.key} " in f" {other.key} " for other in board.free() if other.prose)


@lru_cache(maxsize=1)
def _letterheads() -> frozenset[str]:
    return frozenset(word_key(form) for forms in vocabulary("letterhead").values() for form in forms)


def _score(board: Board, line: Line, story: frozenset[str], *, rank: int, above_lead: bool) -> float:
    """How much a line is like the title: taken up by the story, early, printed twice or so, of a
    headline's length; and not a letterhead."""
    times = sum(other.key == line.key for other in board.lines)
    early = 1.0 / (1.0 + 0.5 * rank)
    like = 1.5 * taken_up(line, story) + early + 0.6 * above_lead + 0.7 * (2 <= times <= 3)
    return like + 0.4 * (6 <= line.words <= 24) - _NAME_COST * is_letterhead(board, line)


def story_stems(board: Board, start: int) -> frozenset[str]:
    """Return the stems of the words in the free paragraphs from line `start` on."""
    return _stems(" ".join(line.key for line in board.free(start) if line.prose))


def taken_up(line: Line, stems: frozenset[str]) -> float:
    """Return the share of a line's longer words whose stems are among `stems`; 0 when it has none."""
    words = _stems(line.key)
    return len(words & stems) / len(words) if words else 0.0


def _stems(key: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in key.split() if len(word) >= 4)


def doubled(board: Board) -> frozenset[int]:
    """Return the indexes of short lines that stand twice in a row, furniture between them aside."""
    free = [line for line in board.free() if not line.prose]
    pairs = [(a, b) for a, b in pairwise(free) if a.key == b.key and a.key and b.index - a.index <= 3]
    return frozenset(line.index for pair in pairs for line in pair)
