"""Stretches of text between quotation marks: « », “ ”, " ", (( )) and Arabic ” … ”, nested, over several paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.records import Block

OPENING = {"«": "»", "“": "”", "„": "“", "‹": "›", "‟": "”"}
CLOSING = {"»", "›"}
EITHER = {'"', "”", "“", "″", "＂"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between marks, the marks left out. Raw offsets, end exclusive; `group` joins paragraphs of one quotation."""

    raw_start: int
    raw_end: int
    block_ordinal: int
    group: int


def find_stretches(blocks: Sequence[Block]) -> list[Stretch]:
    """Return the outermost quoted stretches of the kept blocks, in order.

    A quotation left open at the end of a paragraph goes on in the next one only if that begins with an opening mark;
    otherwise it ends with its paragraph when it has a colon before it, else it is no quotation.
    """
    found: list[Stretch] = []
    open_group: int | None = None
    kept = [b for b in blocks if b.kept]
    for position, block in enumerate(kept):
        following = kept[position + 1].text.lstrip()[:1] if position + 1 < len(kept) else ""
        stretches, unclosed = _in_block(block.text)
        for number, (start, end) in enumerate(stretches):
            group = open_group if number == 0 and open_group is not None and start <= 2 else len(found)
            found.append(_stretch(block, start, end, group))
            open_group = None
        if unclosed is not None and (following in OPENING or following in EITHER):
            group = open_group if open_group is not None and unclosed <= 2 else len(found)
            found.append(_stretch(block, unclosed, len(block.text), group))
            open_group = group
        else:
            open_group = None
    return [s for s in found if s.raw_end > s.raw_start]


def _stretch(block: Block, start: int, end: int, group: int) -> Stretch:
    text = block.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,،"):
        end -= 1
    return Stretch(block.raw_start + start, block.raw_start + end, block.ordinal, group)


def _in_block(text: str) -> tuple[list[tuple[int, int]], int | None]:
    """Return the outermost (start, end) between marks in `text`, and where an unclosed one begins."""
    text = text.replace("((", " «").replace("))", "» ")  # as the Mauritanian agency marks speech; same length
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if character not in OPENING and character not in CLOSING and character not in EITHER:
            continue
        if _closes(text, index, stack):
            _, start = stack.pop()
            if not stack:
                found.append((start, index))
        elif character not in CLOSING and (not stack or _opens(text, index)):
            stack.append((character, index + 1))
    return found, stack[0][1] if stack else None


def _closes(text: str, index: int, stack: list[tuple[str, int]]) -> bool:
    if not stack:
        return False
    character, opener = text[index], stack[-1][0]
    if character in CLOSING:
        return opener in OPENING
    if opener in OPENING and character not in EITHER:
        return False
    if opener in {"«", "‹"}:
        return False
    return character in EITHER and not (_opens(text, index) and not _ends(text, index))


def _opens(text: str, index: int) -> bool:
    """Whether a mark stands where a quotation begins: space or bracket before it, a letter behind it."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return (before.isspace() or before in "([:'’ـ") and not after.isspace() and after not in ".,،؛;:!?"


def _ends(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    return not before.isspace()
