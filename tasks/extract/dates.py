"""Dates named in the text, as EDTF: absolute and relative, resolved against the publication date or left open.

Reads <language>/dates.yml. Nothing is guessed: without a publication date `juin prochain` is `XXXX-06`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Hijri

from tasks.edtf import bounds
from tasks.extract.document import Document
from tasks.extract.tense import is_future_form
from tasks.lexicon import entries
from tasks.records import DateMention, Sentence
from tasks.text import fold, fold_with_offsets

# Characters around a date in which a word may say that it is to come: a clause, not a long sentence.
BEFORE = 90
BEHIND = 40


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative date is resolved against: the publication date, and the last fully dated day of the text."""

    published: date | None
    context_year: int | None
    future: bool  # the sentence speaks of what is to come


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date expression means. `edtf` None and precision `open`: only a bound is known, or nothing."""

    edtf: str | None
    precision: str
    anchor: str
    not_before: date | None = None
    not_after: date | None = None


def find_dates(document: Document, quoted: Sequence[tuple[int, int]] = ()) -> list[DateMention]:
    """Return the dates named in the article, in text order, not overlapping.

    `quoted` are the raw offsets of somebody's words: what they say of the future is not said of a date outside them.
    """
    published = day_of(document.published_edtf)
    found: list[DateMention] = []
    year: int | None = None
    for sentence in document.sentences:
        folded, origin = fold_with_offsets(sentence.text)
        for kind, match in _matches(folded, document.language):
            apart = _unquoted(folded, origin, sentence, match, quoted)
            around = apart[max(0, match.start() - BEFORE) : match.end() + BEHIND]
            future = _speaks_of_future(around, document.language)
            reading = _read(kind, match, document.language, Anchor(published, year, future))
            if reading is None:
                continue
            mention = _mention(document, sentence, origin, match, reading)
            found.append(mention)
            if mention.anchor in {"explicit", "published"} and mention.start_on and mention.date_precision != "year":
                year = mention.start_on.year
    return found


def _unquoted(
    folded: str, origin: Sequence[int], sentence: Sentence, match: re.Match[str], quoted: Sequence[tuple[int, int]]
) -> str:
    """The folded sentence with somebody's words made blank, but for those that the date stands in; same length."""
    offsets = [sentence.raw_start + i for i in origin]
    at = offsets[match.start()]
    spans = [(a, b) for a, b in quoted if not a <= at < b and a < sentence.raw_end and sentence.raw_start < b]
    if not spans:
        return folded
    return "".join(" " if any(a <= i < b for a, b in spans) else c for c, i in zip(folded, offsets, strict=False))


def _speaks_of_future(folded: str, language: str) -> bool:
    grammar = entries("dates", language)
    return any(_has_word(folded, cue) for cue in grammar["future"]) or any(
        is_future_form(word, language) for word in re.findall(r"\w+", folded)
    )


def day_of(edtf: str | None) -> date | None:
    """Return the day an EDTF names; None for None, open or vaguer dates."""
    return date.fromisoformat(edtf) if edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else None


def _has_word(folded: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", folded) is not None if len(word) > 1 else False


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    grammar = entries("dates", language)
    fill = {
        "month": _alternatives(w for words in grammar["months"].values() for w in words),
        "hijri": _alternatives(w for words in grammar.get("hijri_months", {}).values() for w in words),
        "weekday": _alternatives(w for words in grammar["weekdays"].values() for w in words),
        "season": _alternatives(w for words in grammar["seasons"].values() for w in words),
        "next": _alternatives(grammar["next"]),
        "last": _alternatives(grammar["last"]),
        "current": _alternatives(grammar["current"]),
        "days": _alternatives(grammar["days"]),
        "unit": _alternatives(w for words in grammar["units"].values() for w in words),
        "day": r"(?:0?[1-9]|[12][0-9]|3[01])(?:er|st|nd|rd|th)?(?![0-9])",
        "monthnum": r"(?:0?[1-9]|1[0-2])",
        "year": r"(?:1[89]|20)[0-9][0-9](?![0-9])",
    }
    proclitic = "(?:[وفبل]|لل)?" if language == "ar" else ""
    compiled = []
    for pattern in grammar["patterns"]:
        form = pattern["form"]
        for name, alternatives in fill.items():
            form = form.replace("{" + name + "}", alternatives)
        body = form.replace(" ?", r"\s*").replace(" ", r"\s+")
        compiled.append((str(pattern["kind"]), re.compile(rf"(?<![\w/-]){proclitic}(?P<all>{body})(?![\w])")))
    return tuple(compiled)


def _alternatives(words: Iterator[str] | list[str] | Mapping[str, int]) -> str:
    ordered = sorted({fold(str(w)) for w in words}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _matches(folded: str, language: str) -> list[tuple[str, re.Match[str]]]:
    """Return the matches of all patterns in text order; of overlapping ones the longer, then the earlier pattern's."""
    found = [(k, m, rank) for rank, (k, p) in enumerate(_patterns(language)) for m in p.finditer(folded)]
    kept: list[tuple[str, re.Match[str]]] = []
    for kind, match, _ in sorted(found, key=lambda f: (f[1].start("all") - f[1].end("all"), f[2])):
        if all(match.end("all") <= m.start("all") or m.end("all") <= match.start("all") for _, m in kept):
            kept.append((kind, match))
    return sorted(kept, key=lambda f: f[1].start("all"))


def _number(groups: Mapping[str, str | None], name: str) -> int | None:
    text = groups.get(name)
    return int(re.sub(r"\D", "", text)) if text else None


def _index(words: str | None, table: str, language: str) -> int | None:
    if not words:
        return None
    key = " ".join(words.split())
    for number, forms in entries("dates", language)[table].items():
        if key in {fold(str(f)) for f in forms}:
            return int(number)
    return None


def _read(kind: str, match: re.Match[str], language: str, anchor: Anchor) -> Reading | None:
    """Return what the match means; None when it is no date after all (31 February, a number)."""
    groups = match.groupdict()
    year, month = _number(groups, "year"), _index(groups.get("month"), "months", language)
    month = month or _number(groups, "monthnum")
    direction = "next" if groups.get("next") else "last" if groups.get("last") else None
    try:
        if kind in {"date", "iso"}:
            return _day(year, month or 0, _number(groups, "day") or 0, direction, anchor)
        if kind == "hijri":
            return _hijri(groups, language)
        if kind == "month":
            return _month(year, month or 0, direction, anchor)
        if kind == "range_day":
            return _range_day(groups, year, month or 0, anchor)
        if kind == "range_month":
            last = _index(groups["month2"], "months", language)
            return Reading(f"{year or groups['year2']}-{month:02}/{groups['year2']}-{last:02}", "interval", "explicit")
        if kind == "range_year":
            return Reading(f"{groups['year']}/{groups['year2']}", "interval", "explicit")
        if kind == "year":
            return Reading(str(year), "year", "explicit")
        if kind == "season":
            return _season(_index(groups["season"], "seasons", language) or 0, year, direction, anchor)
        if kind == "weekday":
            return _weekday(_index(groups["weekday"], "weekdays", language) or 0, direction, anchor)
        if kind == "days":
            return _relative_day(entries("dates", language)["days"], groups["days"], anchor)
        return _unit(groups.get("unit"), direction, language, anchor)
    except ValueError:
        return None


def _day(year: int | None, month: int, day: int, direction: str | None, anchor: Anchor) -> Reading:
    if year:
        return Reading(date(year, month, day).isoformat(), "day", "explicit")
    if anchor.published:
        candidates = [date(anchor.published.year + n, month, day) for n in (-1, 0, 1)]
        if direction == "last":
            candidates = [c for c in candidates if c <= anchor.published]
        elif direction == "next":
            candidates = [c for c in candidates if c >= anchor.published]
        nearest = min(candidates, key=lambda c: abs((c - anchor.published).days))  # type: ignore[operator]
        return Reading(nearest.isoformat(), "day", "published")
    if anchor.context_year and direction is None:
        return Reading(date(anchor.context_year, month, day).isoformat(), "day", "context")
    date(2000, month, day)  # raises for a day that no year has
    return Reading(f"XXXX-{month:02}-{day:02}", "day", "none")


def _month(year: int | None, month: int, direction: str | None, anchor: Anchor) -> Reading:
    if year:
        return Reading(f"{year}-{month:02}", "month", "explicit")
    if anchor.published:
        forward = direction == "next" or (direction is None and anchor.future)
        chosen = anchor.published.year
        if forward and month < anchor.published.month:
            chosen += 1
        if not forward and month > anchor.published.month:
            chosen -= 1
        if direction and month == anchor.published.month:
            chosen += 1 if direction == "next" else -1
        return Reading(f"{chosen}-{month:02}", "month", "published")
    if anchor.context_year and direction is None and not anchor.future:
        return Reading(f"{anchor.context_year}-{month:02}", "month", "context")
    return Reading(f"XXXX-{month:02}", "month", "none")


def _season(season: int, year: int | None, direction: str | None, anchor: Anchor) -> Reading:
    if year:
        return Reading(f"{year}-{season}", "season", "explicit")
    base = anchor.published.year if anchor.published else anchor.context_year
    if base is None:
        return Reading(f"XXXX-{season}", "season", "none")
    kind = "published" if anchor.published else "context"
    if direction and anchor.published:
        start = bounds(f"{base}-{season}")[0]
        if direction == "next" and start and start <= anchor.published:
            base += 1
        if direction == "last" and start and start >= anchor.published:
            base -= 1
    return Reading(f"{base}-{season}", "season", kind)


def _weekday(weekday: int, direction: str | None, anchor: Anchor) -> Reading:
    if anchor.published is None:
        return Reading(None, "open", "none")
    distance = (weekday - anchor.published.isoweekday()) % 7
    if direction == "next" or (direction is None and anchor.future and distance):
        day = anchor.published + timedelta(days=distance or 7)
    else:
        day = anchor.published - timedelta(days=(7 - distance) % 7 or (7 if direction == "last" else 0))
    return Reading(day.isoformat(), "day", "published")


def _relative_day(table: Mapping[str, int], word: str, anchor: Anchor) -> Reading:
    if anchor.published is None:
        return Reading(None, "open", "none")
    offsets = {fold(str(k)): v for k, v in table.items()}
    day = anchor.published + timedelta(days=offsets[" ".join(word.split())])
    return Reading(day.isoformat(), "day", "published")


def _unit(word: str | None, direction: str | None, language: str, anchor: Anchor) -> Reading:
    units = {fold(str(f)): u for u, forms in entries("dates", language)["units"].items() for f in forms}
    unit, step = units[word or ""], {"next": 1, "last": -1, None: 0}[direction]
    if anchor.published is None:
        return Reading(None, "open", "none")
    today = anchor.published
    if unit == "year":
        return Reading(str(today.year + step), "year", "published")
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return Reading(f"{months // 12}-{months % 12 + 1:02}", "month", "published")
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    return Reading(f"{monday}/{monday + timedelta(days=6)}", "interval", "published")


def _range_day(groups: Mapping[str, str | None], year: int | None, month: int, anchor: Anchor) -> Reading:
    first = _day(year, month, _number(groups, "day") or 0, None, anchor)
    last = _day(year, month, _number(groups, "day2") or 0, None, anchor)
    if (first.edtf or "") > (last.edtf or ""):
        raise ValueError("a range ends before it begins")
    return Reading(f"{first.edtf}/{last.edtf}", "interval", first.anchor)


def _hijri(groups: Mapping[str, str | None], language: str) -> Reading:
    month = _index(groups["hijri"], "hijri_months", language) or 0
    day = Hijri(_number(groups, "hijri_year") or 0, month, _number(groups, "day") or 0).to_gregorian()
    return Reading(day.isoformat(), "day", "explicit")


def _mention(
    document: Document, sentence: Sentence, origin: list[int], match: re.Match[str], reading: Reading
) -> DateMention:
    start = origin[match.start("all")]
    end = origin[match.end("all") - 1] + 1
    raw_start, raw_end = sentence.raw_start + start, sentence.raw_start + end
    first, last = bounds(reading.edtf)
    return DateMention(
        date_mention_id=f"{document.article_id}/d{raw_start}-{raw_end}",
        text=sentence.text[start:end],
        date_edtf=reading.edtf,
        date_precision=reading.precision,
        start_on=first,
        end_on=last,
        not_before_on=reading.not_before,
        not_after_on=reading.not_after,
        anchor=reading.anchor,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=sentence.text[start:end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"date.{reading.precision}",
        confidence=0.95 if reading.anchor == "explicit" else 0.85,
    )
