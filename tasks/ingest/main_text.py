"""Find again, in our own visible text of a page, the lines that trafilatura keeps as its main text.

trafilatura collapses and normalises blanks, adds list marks, joins lines and drops inline parts; so both texts are
compared by their letters and digits alone, and lines that stand on the page more than once are told apart by the
unique lines around them.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from tasks.ingest.pages import Mark

Stretch = tuple[int, int]

_ANCHOR = 16  # letters a line needs for being an anchor, or a part of one for being found
_MOST = 0.5  # a line of ours is main text when this much of its letters is
_LINE = re.compile(r"[^\n]+")


def main_marks(text: str, kept: Iterable[str]) -> list[Mark]:
    """Return a `main` mark for every line of `text` (without the blanks around it) that `kept` contains, at least for
    the most part. Lines of `kept` that can't be found again give nothing."""
    letters, origin = _letters(text)
    lines = []
    for line in _LINE.finditer(text):
        stretch = bisect_left(origin, line.start()), bisect_left(origin, line.end())
        if stretch[0] < stretch[1]:
            lines.append((line, stretch))
    needles = [needle for line in kept if (needle := _letters(line)[0])]
    covered = bytearray(len(letters))
    for start, end in _align(letters, [stretch for _, stretch in lines], needles):
        covered[start:end] = b"\x01" * (end - start)
    return [_mark(line) for line, (start, end) in lines if covered.count(1, start, end) >= _MOST * (end - start)]


def _mark(line: re.Match[str]) -> Mark:
    start = line.end() - len(line[0].lstrip())
    return Mark(start, start + len(line[0].strip()), "main")


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """The base letter or digit of a character; empty for blanks, signs and combining marks."""
    return unicodedata.normalize("NFKD", character)[0].casefold()[:1] if character.isalnum() else ""


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of `text`, and where each stands in it."""
    found = [(letter, index) for index, character in enumerate(text) if (letter := _letter(character))]
    return "".join(letter for letter, _ in found), [index for _, index in found]


def _align(letters: str, lines: Sequence[Stretch], needles: Sequence[str]) -> list[Stretch]:
    """Return the stretches of `letters` that the needles cover, in order of the needles."""
    anchors = _anchors(letters, lines, needles)
    ceilings = [len(letters)] * len(needles)
    for index in range(len(needles) - 2, -1, -1):
        ceilings[index] = anchors.get(index + 1, ceilings[index + 1])
    stretches: list[Stretch] = []
    floor = 0
    for index, needle in enumerate(needles):
        if index in anchors:
            found = [(anchors[index], anchors[index] + len(needle))]
        else:
            # Before the first anchor the last is meant: a title stands in menus and breadcrumbs before its heading.
            found = _between(letters, needle, floor, ceilings[index], last=not stretches)
        if found:
            stretches += found
            floor = found[-1][1]
    return stretches


def _anchors(letters: str, lines: Sequence[Stretch], needles: Sequence[str]) -> dict[int, int]:
    """Return the long needles that are exactly one line of the page, as index → position, none out of order."""
    counts = Counter(letters[start:end] for start, end in lines)
    at = {letters[start:end]: start for start, end in lines}
    repeated = Counter(needles)
    return _rising(
        {
            index: at[needle]
            for index, needle in enumerate(needles)
            if len(needle) >= _ANCHOR and counts[needle] == 1 and repeated[needle] == 1
        }
    )


def _rising(positions: dict[int, int]) -> dict[int, int]:
    """Return the longest part whose positions rise with their indices."""
    ends: list[int] = []  # lowest position that ends a run of each length, and the index it belongs to
    owners: list[int] = []
    before: dict[int, int | None] = {}
    for index, position in positions.items():
        length = bisect_left(ends, position)
        before[index] = owners[length - 1] if length else None
        ends[length : length + 1] = [position]
        owners[length : length + 1] = [index]
    chain: list[int] = []
    step = owners[-1] if owners else None
    while step is not None:
        chain.append(step)
        step = before[step]
    return {index: positions[index] for index in reversed(chain)}


def _between(letters: str, needle: str, floor: int, ceiling: int, last: bool) -> list[Stretch]:
    """Find the needle between two positions; failing that, its longest beginning and its longest end."""
    find = letters.rfind if last else letters.find
    at = find(needle, floor, ceiling)
    if at >= 0:
        return [(at, at + len(needle))]
    found = _longest(len(needle) - 1, lambda size: find(needle[:size], floor, ceiling))
    after = found[-1][1] if found else floor
    rest = len(needle) - sum(end - start for start, end in found)
    return found + _longest(rest, lambda size: letters.find(needle[-size:], after, ceiling))


def _longest(most: int, look: Callable[[int], int]) -> list[Stretch]:
    """Return the longest stretch that `look` (size → position or -1) finds; none below an anchor's size."""
    best: list[Stretch] = []
    least = _ANCHOR
    while least <= most:
        size = (least + most) // 2
        at = look(size)
        if at >= 0:
            best, least = [(at, at + size)], size + 1
        else:
            most = size - 1
    return best
