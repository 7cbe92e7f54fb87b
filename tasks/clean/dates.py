"""Read the date line of a page: `Publié le 4 juillet 2019 à 12:30`, `نشر في 12 جانفي 2020`, `Le 04/07/2019`.

Only lines that are a date and little else are read here; dates inside sentences belong to extract. Reads the entries of
tasks/lexicon/{fr,ar,en}/furniture.yml whose `match` is `words` or `month`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tasks.clean.cues import vocabulary
from tasks.clean.lines import word_key
from tasks.text import fold, fold_with_offsets

MAX_LENGTH = 160  # code points; a longer line is no date line
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = re.compile(
    r"\bt?\d{1,2}\s*(?::|h|:h)\s*\d{2}(?:\s*[:.]\s*\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?(?:z\b)?|\b\d{1,2}\s*(?:h|[ap]\.?m)\b\.?"
    r"|\b(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::\d\d)?|[+-]\d\d:?\d\d\b"
)
_HIJRI = re.compile(r"\b\d{1,2}\s+[^\W\d]+(?:\s+[^\W\d]+)?\s+1[34]\d\d(?:\s*ه)?\b|\b1[34]\d\d\s*ه\b")
_NUMERIC = (
    re.compile(_YEAR + r"[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?=\D|$)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?" + _YEAR + r"(?!\d)"),
)
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)")
_SEPARATORS = " \t|•·–—-_/,;:.،؛«»\"'()[]<>›@+*#…!\u200e\u200f"


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says. `edtf` is None when the line gives no date that can be known (`il y a 3 heures`,
    `03/04/19`); `rest` is what stands beside the date, as written, without date words and separators."""

    edtf: str | None
    rest: str


def read_date_line(text: str) -> DateLine | None:
    """Return the date a line gives and what else it says; None when it names no date at all.

    Numeric dates are read day first, unless that is impossible and month first is not. A date without a year has an
    open year (`XXXX-07-04`). The first date of the line counts: pages put publication before update.
    """
    if len(text) > MAX_LENGTH or not any(c.isdigit() for c in text):
        return None
    folded, origin = fold_with_offsets(text)
    spans = [m.span() for m in _HIJRI.finditer(folded)]
    dates = list(_dates(_blank(folded, spans)))
    spans += [span for span, _ in dates]
    if not dates:
        short = [m.span() for m in _SHORT_YEAR.finditer(folded)]
        if not short:
            return None
        spans += short
    spans += [m.span() for m in _TIME.finditer(_blank(folded, spans))]
    rest = _rest(text, folded, origin, spans)
    return DateLine(dates[0][1] if dates else None, rest)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


def _dates(folded: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The dates of a folded line, in order, as spans and EDTF."""
    found: list[tuple[tuple[int, int], str]] = []
    for pattern in (*_NUMERIC, *_worded()):
        for match in pattern.finditer(folded):
            edtf = _edtf(match)
            if edtf and not any(match.start() < end and start < match.end() for (start, end), _ in found):
                found.append((match.span(), edtf))
    return iter(sorted(found))


def _edtf(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = _month_number(parts["month"])
    year, day = parts.get("year"), parts.get("day")
    if day is None:
        return f"{year}-{month:02d}" if 1 <= month <= 12 else None
    number = int(day)
    if month > 12 >= number and parts["month"].isdigit():
        number, month = month, number
    try:
        date(int(year) if year else 2000, month, number)  # 2000: a leap year, so that 29 February stands
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{month:02d}-{number:02d}"


def _month_number(written: str) -> int:
    return int(written) if written.isdigit() else _months()[" ".join(written.split())]


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for forms in vocabulary("month").values():
        for number, written in enumerate(forms, start=1):
            numbers |= {fold(name): number for name in written.split("/")}
    return numbers


@lru_cache(maxsize=1)
def _worded() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(_months(), key=len, reverse=True))
    month = rf"(?<![^\W\d])(?P<month>{names})(?![^\W\d])\.?"
    other_name = rf"(?:\s*[/(-]\s*(?:{names})\s*\)?)?"  # يناير / كانون الثاني
    day = r"(?<!\d)(?P<day>\d{1,2})(?!\d)(?:er|st|nd|rd|th)?"
    return (
        re.compile(rf"{day}[\s.,-]+(?:de\s+|of\s+)?{month}{other_name}[\s.,،-]+{_YEAR}(?!\d)"),
        re.compile(rf"{month}\s+{day}[\s,،.]+{_YEAR}(?!\d)"),
        re.compile(rf"{_YEAR}\s+{month}\s+{day}(?!\d)"),
        re.compile(rf"{day}[\s.-]+{month}{other_name}(?![\s,،.-]*\d{{4}})"),
        re.compile(rf"(?<!\d[\s.-]){month}{other_name}[\s,،.]+{_YEAR}(?!\d)"),  # a day before it is one that is not
        re.compile(rf"{month}\s+{day}(?![\s,،]*\d)"),
    )


# ── what else the line says ──────────────────────────────────────────────────────────────────────────────────────────


def _rest(text: str, folded: str, origin: list[int], spans: list[tuple[int, int]]) -> str:
    """The line as written without the spans (of the folded text) and without date words and separators at its edges."""
    dropped = {origin[i] for start, end in spans for i in range(start, min(end, len(folded)))}
    pieces = "".join("\x00" if i in dropped else c for i, c in enumerate(text)).split("\x00")
    return " | ".join(filter(None, (_trim(piece) for piece in pieces)))


def _trim(piece: str) -> str:
    words = piece.strip(_SEPARATORS).split()
    while words and _is_date_word(words[0]):
        words = words[1:]
    while words and _is_date_word(words[-1]):
        words = words[:-1]
    phrase = " ".join(words).strip(_SEPARATORS)
    return "" if word_key(phrase) in _date_phrases() else phrase


def _is_date_word(word: str) -> bool:
    key = word_key(word)
    return not key or key in _date_words()


@lru_cache(maxsize=1)
def _date_phrases() -> frozenset[str]:
    return frozenset(word_key(form) for forms in vocabulary("words").values() for form in forms)


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    """Single words that may go from the edges; those that also open a byline (`par`, `by`) must stay for its reader."""
    openers = {word_key(form) for forms in vocabulary("name").values() for form in forms}
    words = {word for phrase in _date_phrases() for word in phrase.split()}
    return frozenset(words - openers)
