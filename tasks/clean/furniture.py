"""First pass: what a line is by itself, whatever stands around it. Says nothing of lines that may be story.

Reads the cues of the furniture files (see cues.py) and their entries whose `match` is `file` (words that cameras and
phones name pictures with), `credit` (words before a picture's credit) or `pictures` (agencies that sell them).
"""

import re
from collections import Counter
from functools import lru_cache

from tasks.clean.cues import alternatives, find_cue
from tasks.clean.dates import read_date_line
from tasks.clean.lines import Line
from tasks.clean.metadata import byline_name, is_agency, is_paper_of_city, is_place, is_signature
from tasks.clean.verdicts import Board, Verdict

_INVISIBLE = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]*$")
_NO_LETTERS = re.compile(r"^[\W\d_]+$")
_ADDRESS = re.compile(
    r"^\W*(?:https?://|www\.)\S+\W*$|^\S+@\S+\.\w+$|^[\w-]+\.(?:com|net|org|info|ma|dz|tn|fr|mr|ml|ne)(?:/\S*)?$", re.I
)
_HANDLE = re.compile(r"^\W*@\w+\W*$|\(@\w+\)|^pic\.twitter|^#\w+(?:\s+#\w+)*$|\b[\w.-]+@[\w-]+\.\w+")
_SENTENCE_THEN_CREDIT = re.compile(r"[.!?؟…»”\"]\s*[(\[/–—-]?\s*[^.!?؟…]{2,25}$")
_CREDIT_AT_END = ("photo_credit_end", "credit_end")
_IN_BRACKETS = re.compile(r"^[(\[](?P<inside>[^()\[\]]+)[)\]]$")
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|mp[34]|pdf|docx?|avif)(?:\s*\(?\d*\)?)?$", re.I)
_HASH_NAME = re.compile(r"^(?=\S*\d)(?=\S*[_-]|\S*\d{5})[\w.()-]{12,}$|^[0-9a-f]{10,}$", re.I)
_TINY = re.compile(r"^[^\W\d_]{1,2}$|^[a-z]{3}$")
_TICKER = re.compile(r"^\W*\d{1,2}\s?[:hH]\s?\d{2}\s*\W?\s*[^\W\d]")
_WORDS_OF_A_DATE_LINE = 14
_WORDS_BESIDE_A_DATE = 4
_BAR_PIECES, _BAR_PIECE_WORDS = 3, 5
_CAPTION_WORDS = 60
_CREDITED_WORDS = 6  # more after `crédit :` is a sentence about money
_REPEATS, _REPEATED_WORDS = 4, 6  # a short line that stands as often is a label of the page
# Markup that is furniture by its meaning; `header` and `aside` also hold titles and inserts of the story itself.
_FURNITURE_TAGS = {"nav": "menu", "footer": "menu", "figcaption": "caption", "time": "page_date"}
_DOUBTFUL_TAGS = {"aside": "related", "header": "menu"}


def mark_furniture(board: Board) -> None:
    """Give a verdict to every line that is furniture by its own form, words or markup."""
    tickers = [line for line in board.lines if _TICKER.match(line.text) and line.words <= 25 and not line.sealed]
    for line in board.lines:
        if verdict := _by_form(line) or _by_words(line) or _by_bars(line) or _by_markup(line):
            board.give(line.index, verdict.kind, verdict.rule, verdict.effect)
    if len(tickers) >= 2:
        for line in tickers:
            board.give(line.index, "related", "form.ticker")
    times = Counter(line.key for line in board.lines)
    for line in list(board.free()):
        if times[line.key] >= _REPEATS and line.words <= _REPEATED_WORDS and not line.sealed:
            board.give(line.index, "other", "form.repeated")


def _by_form(line: Line) -> Verdict | None:
    text = line.text
    if _INVISIBLE.match(text):
        return Verdict("other", "form.invisible")
    if _ADDRESS.match(text):
        return Verdict("other", "form.address")
    if line.words <= 12 and _HANDLE.search(text) and not line.prose:
        return Verdict("share", "form.handle")
    if _FILE_NAME.match(text) or _HASH_NAME.match(text) or _camera_name().match(text):
        return Verdict("media_name", "form.file_name")
    if line.words <= 10 and (bracketed := _IN_BRACKETS.match(text)) and _names_agency_last(bracketed["inside"]):
        return Verdict("caption", "form.credit")
    if is_agency(text) or is_signature(text):
        return Verdict("byline", "form.signature")
    if line.words <= _CAPTION_WORDS and (credit := _credit().search(text)) and credit.start() > 0:
        return Verdict("caption", "form.credit" if credit["announced"] else "form.credit_end")
    if is_paper_of_city(text):
        return Verdict("source", "form.paper_of_city")
    if _TINY.match(text):
        return Verdict("media_name", "form.tiny")
    if _NO_LETTERS.match(text) and read_date_line(text) is None:
        return Verdict("other", "form.no_letters")
    return None


def _by_bars(line: Line) -> Verdict | None:
    """A row of links is a menu: three or more pieces of a few words between bars, arrows or dots."""
    arrows = "" if "«" in line.text else "»"
    pieces = [piece for piece in re.split(rf"[|>›•·{arrows}]|\s/\s", line.text) if piece.strip()]
    if len(pieces) < _BAR_PIECES or line.sealed or any(len(piece.split()) > _BAR_PIECE_WORDS for piece in pieces):
        return None
    return Verdict("menu", "form.bar")


def _names_agency_last(text: str) -> bool:
    """Whether a credit in brackets ends in an agency after somebody's name (`Reed S. / Associated Press`)."""
    parts = re.split(r"[/|,،:]|\s[-–—]\s", text)
    return len(parts) > 1 and is_agency(parts[-1].strip())


@lru_cache(maxsize=1)
def _camera_name() -> re.Pattern[str]:
    """What cameras and phones call a picture: a word of theirs and a number."""
    return re.compile(rf"^(?:{alternatives('file')})[\s_-]?(?:image|img)?[\s_(-]*\d[\w\s.()-]*$", re.I)


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    """A picture's credit inside a line (`… Photo: X`), or an agency that sells pictures at its end (`…/AFP file`)."""
    to_the_end = rf"\s*(?:\S+(?:\s+\S+){{0,{_CREDITED_WORDS - 1}}})?$"
    announced = rf"(?P<announced>\b(?i:{alternatives('credit')})\s*(?:[:©]|\.{{3}}|…){to_the_end})"
    agency = alternatives("pictures")
    signed = rf"(?<=[.!?»\"])\s+(?:{agency})\s[-–/]\s[A-ZÀ-Þ][\w.' -]{{2,40}}"  # `… in May. AFP - JOHN DOE`
    return re.compile(rf"{announced}|(?:(?:/|,\s)(?:{agency})(?:\s(?:file|photo|images))?|{signed})$")


def _by_words(line: Line) -> Verdict | None:
    found = find_cue(line)
    if found:
        effect = found.cue.effect if not (found.rest and found.cue.effect == "insert") else "line"
        return Verdict(found.cue.kind, f"cue.{found.cue.rule}", effect)
    if byline_name(line.text) is not None and line.words <= _WORDS_OF_A_DATE_LINE:
        return Verdict("byline", "form.byline")
    return _by_date(line)


def rescue_signed_paragraph(board: Board) -> None:
    """Free the last paragraph of the story again when its closing credit is a signature and not a photographer's.

    `… he told the meeting. (Reuters)` under other paragraphs, with no paragraph after it, is story.
    """
    paragraphs = [line for line in board.free() if line.prose and line.sealed]
    if len(paragraphs) < 2:
        return
    last = paragraphs[-1]
    for line in board.lines[last.index + 1 : last.index + 2]:
        verdict = board.verdicts[line.index]
        if verdict and line.prose and verdict.rule.endswith(_CREDIT_AT_END) and _SENTENCE_THEN_CREDIT.search(line.text):
            board.verdicts[line.index] = None


def _by_date(line: Line) -> Verdict | None:
    if line.words > _WORDS_OF_A_DATE_LINE:
        return None
    found = read_date_line(line.text)
    if found is None:
        return None
    if not found.rest:
        return Verdict("page_date", "form.date")
    if any(byline_name(part) is not None or is_signature(part) for part in found.rest.split(" | ")):
        return Verdict("page_date", "form.date_and_byline")
    beside = len(found.rest.replace("|", " ").split())
    if is_place(found.rest.removesuffix(" في")):
        return Verdict("page_date", "form.date_and_place")
    if beside <= _WORDS_BESIDE_A_DATE and not line.sealed and _has_separator(line.text):
        return Verdict("page_date", "form.date_and_section")
    return None


def _has_separator(text: str) -> bool:
    return bool(re.search(r"\s[|•·–—/-]\s|\d\s?[:h]\s?\d\d|,\s+le\s", text))


def _by_markup(line: Line) -> Verdict | None:
    for tag, kind in _FURNITURE_TAGS.items():
        if tag in line.tags and "main" not in line.tags and "h1" not in line.tags:
            return Verdict(kind, f"markup.{tag}")
    for tag, kind in _DOUBTFUL_TAGS.items():
        if tag in line.tags and not line.tags & {"main", "h1"} and not line.prose:
            return Verdict(kind, f"markup.{tag}")
    if "figcaption" in line.tags:
        return Verdict("caption", "markup.figcaption")
    return None
