"""Fourth pass: where the story begins and ends, and what the free lines above, inside and below it are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from tasks.clean.headline import doubled, is_letterhead, is_repeat, story_stems, taken_up
from tasks.clean.lines import Line
from tasks.clean.metadata import byline_name, is_agency, is_name_line, is_place, is_signature
from tasks.clean.sections import STORY_TOLD, goes_on_telling, is_strong
from tasks.clean.verdicts import Board

_GAP = 4  # free short lines between two paragraphs that make one of them belong elsewhere
# What stands under a story and not in it: beyond one of these a lone paragraph is a note about the writer or the site.
_END_KINDS = frozenset({"source"})
_END_RULES = frozenset(
    f"cue.{language}.{key}"
    for language in ("fr", "ar", "en")
    for key in ("tags", "tags_line", "comments", "comment_line", "copyright", "newsroom_credit")
)
_INSERTS = frozenset({"related", "menu"})
_SUBTITLES = 4  # more short lines than this between title and story are a list
_LIST_RUN = 5  # short lines in a row inside the story that are a list of links, when no enumeration announces them
_LIST_LEAD_WORDS = 2  # `They agreed to:`
_KICKER_WORDS = 4
_KICKER_SHARE = 0.3  # of its longer words that the story takes up


@dataclass(frozen=True, slots=True)
class Story:
    """The first and last paragraph of the story, as line indexes, both included."""

    first: int
    last: int


def find_story(board: Board) -> Story | None:
    """Return where the story begins and ends, judged by its paragraphs alone; None when no line may be story.

    Paragraphs that a run of short lines, or a line that ends articles, parts from the rest (an about box, teasers) are
    left out unless they are paragraph upon paragraph. A page without any paragraph has its story in the lines that end
    as sentences do, else in its longest line.
    """
    anchors = [line for line in board.free() if line.prose] or [
        line for line in board.free() if line.sealed and line.words >= 4
    ]
    if not anchors:
        longest = max(board.free(), key=lambda line: line.words, default=None)
        return Story(longest.index, longest.index) if longest and longest.words >= 6 else None
    groups = _groups(board, anchors)
    main = max(groups, key=_mass)
    kept = [group for group in groups if group is main or _is_story(board, group)]
    return Story(kept[0][0].index, kept[-1][-1].index)


def _groups(board: Board, anchors: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs in groups: a run of short lines that nothing announces, or a line that ends articles, parts two."""
    groups = [[anchors[0]]]
    told = anchors[0].words
    for before, after in pairwise(anchors):
        between = list(board.free(before.index + 1, after.index))
        announced = before.text.rstrip().endswith(":") or any(line.is_list_item or line.sealed for line in between)
        ended = told >= STORY_TOLD and any(_ends_article(board, i) for i in range(before.index + 1, after.index))
        if ended or (len(between) >= _GAP and not announced):
            groups.append([])
        groups[-1].append(after)
        told += after.words
    return groups


def _ends_article(board: Board, index: int) -> bool:
    verdict = board.verdicts[index]
    return verdict is not None and (verdict.kind in _END_KINDS or verdict.rule in _END_RULES)


def _is_story(board: Board, group: Sequence[Line]) -> bool:
    """Whether a group apart from the main one is story too: two strong paragraphs touch in it."""
    return any(is_strong(a) and is_strong(b) and not list(board.free(a.index + 1, b.index)) for a, b in pairwise(group))


def _mass(group: Sequence[Line]) -> int:
    return sum(line.words for line in group)


def mark_title(board: Board, title: int | None) -> None:
    """Give the title its verdict, and `duplicate` to every short line that repeats it."""
    if title is None:
        return
    board.overrule(title, "title", "title")
    for line in board.lines:
        if line.index != title and is_repeat(line, board.lines[title]):
            board.overrule(line.index, "duplicate", "duplicate.title")


def mark_captions(board: Board, title: int | None) -> None:
    """Give `caption` to short lines that stand twice in a row, or again beside a caption: an image's text and caption.

    Above the title it is the site's name that is printed twice.
    """
    for index in doubled(board):
        kind, rule = ("menu", "above.title") if index < (title or 0) else ("caption", "caption.doubled")
        board.give(index, kind, rule)
    captions = {board.lines[i].key for i, verdict in enumerate(board.verdicts) if verdict and verdict.kind == "caption"}
    for line in list(board.free()):
        if not line.prose and line.key in captions:
            board.give(line.index, "caption", "caption.doubled")


def mark_story(board: Board, story: Story, title: int | None) -> None:
    """Give every line that is still free its verdict, from its place above, inside or below the story."""
    _mark_above(board, story, title)
    last = _extended(board, story)
    _mark_inside(board, Story(story.first, last))
    _mark_below(board, last)


# ── above ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _mark_above(board: Board, story: Story, title: int | None) -> None:
    top = title if title is not None and title < story.first else None
    stems = story_stems(board, story.first)
    if top is not None:
        _mark_above_title(board, top, stems)
    between = list(board.free(top or 0, story.first))
    foreign = [line for line in between if not line.sealed and taken_up(line, stems) == 0.0]
    as_list = sum(line.words >= _least_words(line) for line in between) > _SUBTITLES
    for line in between:
        kind, rule = _above_story(board, line, stems, has_title=top is not None)
        if rule == "subtitle" and (as_list or (line in foreign and len(foreign) > 1)):
            kind, rule = "menu", "above.list"
        board.give(line.index, kind, rule)


def _mark_above_title(board: Board, top: int, stems: frozenset[str]) -> None:
    kicker = board.previous_free(top)
    if kicker and top - kicker.index <= 2 and kicker.words >= _KICKER_WORDS and not kicker.sealed:
        related = taken_up(kicker, stems) >= _KICKER_SHARE and not is_letterhead(board, kicker)
        board.give(kicker.index, *(("subtitle", "subtitle.kicker") if related else ("menu", "above.title")))
    for line in list(board.free(0, top)):
        board.give(line.index, "menu", "above.title")


def _above_story(board: Board, line: Line, stems: frozenset[str], *, has_title: bool) -> tuple[str, str]:
    """Kind and rule of a line between the title (or the top of the page) and the first paragraph."""
    statement = line.sealed and line.words >= 5
    if statement and (line.text.rstrip().endswith((".", "۔", "»", "”")) or taken_up(line, stems) >= _KICKER_SHARE):
        return "body", "body.short"
    if has_title and is_name_line(line.text) and not is_place(line.text) and _beside_furniture(board, line):
        return "byline", "above.name"
    if has_title and line.words >= _least_words(line):
        return "subtitle", "subtitle"
    return "menu", "above.short"


def _least_words(line: Line) -> int:
    return 3 if any("\u0600" < c < "\u06ff" for c in line.text) else 4


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _mark_inside(board: Board, story: Story) -> None:
    inside = [line for line in board.free(story.first, story.last + 1)]
    for run in _runs(inside):
        links = len(run) >= _LIST_RUN and not _is_enumeration(board, run)
        for line in run:
            _mark_inner(board, line, links=links)


def _runs(inside: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs each by itself, short lines in a row together."""
    runs: list[list[Line]] = []
    for line in inside:
        if runs and _is_short(line) and _is_short(runs[-1][-1]):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_short(line: Line) -> bool:
    told = line.prose or line.sealed or _is_signed(line) or goes_on_telling(line)
    return line.words < 12 and not (told or line.is_list_item or _announces(line))


def _is_enumeration(board: Board, run: Sequence[Line]) -> bool:
    """Whether the line before a run, or its first, announces it (`… les points suivants :`)."""
    before = board.lines[run[0].index - 1].text.rstrip() if run[0].index else ""
    return before.endswith(":") or run[0].text.rstrip().endswith(":")


def _mark_inner(board: Board, line: Line, *, links: bool) -> None:
    if not _is_short(line) or _is_wrapped(board, line):
        board.give(line.index, "body", "body.paragraph" if line.prose else "body.short")
    elif links:
        board.give(line.index, "related", "inside.links")
    elif line.words >= 4 or {"h2", "h3"} & line.tags or _heads_after_insert(board, line):
        board.give(line.index, "heading", "heading")
    elif _beside_furniture(board, line):
        board.give(line.index, "other", "inside.beside_furniture")
    else:
        board.give(line.index, "heading", "heading.short")


def _heads_after_insert(board: Board, line: Line) -> bool:
    """Whether two words or more stand between an insert (`Lire aussi …`, an advertisement) and a paragraph."""
    insert = board.verdicts[line.index - 1] if line.index else None
    below = board.lines[line.index + 1 : line.index + 2]
    return line.words >= 2 and insert is not None and insert.kind in _INSERTS and any(other.prose for other in below)


def _beside_furniture(board: Board, line: Line) -> bool:
    """Whether a line of one to three words touches a share bar, a byline, a date or the like."""
    for index in (line.index - 1, line.index + 1):
        verdict = board.verdicts[index] if 0 <= index < len(board.lines) else None
        if verdict is not None and not verdict.kept:
            return True
    return False


# ── below ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _extended(board: Board, story: Story) -> int:
    """The last line of the story with the short sentences and list items that follow its last paragraph counted in."""
    paragraphs = [line for line in board.free(story.first, story.last + 1) if line.prose]
    unsealed = 2 * sum(not line.sealed for line in paragraphs) > len(paragraphs)
    last = story.last
    for line in takewhile(lambda line: board.is_free(line.index), board.lines[last + 1 :]):
        item = line.is_list_item and (board.lines[last].is_list_item or _announces(board.lines[last], _LIST_LEAD_WORDS))
        if not (
            _is_sentence(line)
            or item
            or _announces_list(board, line)
            or _is_signed(line)
            or _signs_words_above(board, line)
            or _is_wrapped(board, line)
            or goes_on_telling(line)
            or _heads_last_sentences(board, line)
            or (unsealed and line.words >= 12)
        ):
            break
        last = line.index
    return last


def _is_sentence(line: Line) -> bool:
    return line.sealed and line.words >= 4 and not line.teaser


def _announces(line: Line, least_words: int = 4) -> bool:
    return line.words >= least_words and line.text.rstrip().endswith(":")


def _announces_list(board: Board, line: Line) -> bool:
    following = board.lines[line.index + 1] if line.index + 1 < len(board.lines) else None
    if following is None:
        return False
    return (following.is_list_item and _announces(line, _LIST_LEAD_WORDS)) or (following.sealed and _announces(line))


def _heads_last_sentences(board: Board, line: Line) -> bool:
    """Whether a short line heads the end of the story: nothing but short sentences stands between it and furniture.

    Headlines of other stories with their teasers come in numbers.
    """
    run = list(takewhile(lambda below: board.is_free(below.index), board.lines[line.index + 1 :]))
    return 2 <= line.words <= 8 and not line.is_list_item and 1 <= len(run) <= 3 and all(map(_is_sentence, run))


def _is_signed(line: Line) -> bool:
    """Whether a line closes with an agency in brackets, as the last paragraph of a story does."""
    closing = line.text.rstrip(" .").rpartition("(")[2]
    return line.words >= 8 and closing.endswith(")") and is_agency(closing[:-1])


def _is_wrapped(board: Board, line: Line) -> bool:
    """Whether a line is one of a paragraph's that somebody broke by hand: the next, or it itself behind one that does
    not end, goes on in small letters (`79e session` too)."""
    around = [board.lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(board.lines)]
    behind = [other for other in around if other.index > line.index]
    before = [other for other in around if other.index < line.index]
    leads = not line.sealed and line.words >= 6 and any(_goes_on(other) for other in behind)
    return leads or (_goes_on(line) and any(not other.sealed and other.words >= 6 for other in before))


def _goes_on(line: Line) -> bool:
    start = line.text.lstrip()
    return start[:1].islower() or start.lstrip("0123456789")[:1].islower()


def _signs_words_above(board: Board, line: Line) -> bool:
    """Whether a line that a dash opens says whose words the line above quotes (`« … »` / `— General X, commander`)."""
    above = board.lines[line.index - 1].text.rstrip(" .") if line.index else ""
    return line.text.lstrip()[:1] in {"—", "–", "―"} and above[-1:] in {"»", "”", '"'}


def _mark_below(board: Board, last: int) -> None:
    for line in list(board.free(last + 1)):
        if is_signature(line.text) or byline_name(line.text) is not None or _is_lone_name(board, line, last):
            board.give(line.index, "byline", "below.signature")
        elif line.words >= 4:
            board.give(line.index, "related", "below.story")
        else:
            board.give(line.index, "other", "below.story")


def _is_lone_name(board: Board, line: Line, last: int) -> bool:
    """A line of two or three capitalised words right under the story: its writer."""
    words = line.text.split()
    return line.index == last + 1 and 2 <= len(words) <= 3 and all(w[0].isupper() for w in words) and not line.sealed
