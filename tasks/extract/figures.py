"""Numbers that count, measure or price something, in digits or words, with what they count.

Reads <language>/figures.yml and common/counted.yml. Dates, ages, clock times, list and session numbers, `les deux pays`
are no figures.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.extract.complements import closed_class, skip
from tasks.extract.document import Document
from tasks.extract.names import Name
from tasks.lexicon import entries
from tasks.records import DateMention, Figure, Quote, Sentence
from tasks.text import ascii_digits, fold

COUNTED_TOKENS = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens `start`..`end` (exclusive). `value_max` differs for a range; `is_word` when written out."""

    start: int
    end: int
    value_min: float
    value_max: float
    approximate: bool
    is_word: bool
    scale: float = 1.0  # the multiplier written behind it: `12 | millions`


def find_figures(
    document: Document, dates: Sequence[DateMention], quotes: Sequence[Quote], names: Iterable[Name]
) -> list[Figure]:
    """Return the article's figures in text order; a number in a date, an ordinal or a name (`G5`, `5+5`) is none."""
    dated = [(d.raw_start, d.raw_end) for d in dates]
    dated += [document.raw_span(n.start, n.end) for n in names]
    found = []
    for sentence in document.sentences:
        start, end = document.tokens_of(sentence)
        told: Figure | None = None
        for number in _ranges(document, list(_numbers(document, start, end))):
            if not _excluded(document, number, sentence, dated):
                figure = _figure(document, number, sentence, quotes, told)
                if figure is not None:
                    found.append(figure)
                    told = figure
    return found


@lru_cache(maxsize=64)
def _table(name: str, language: str) -> dict[str, float]:
    return {fold(str(word)): float(value) for word, value in entries("figures", language)[name].items()}


@lru_cache(maxsize=64)
def _words(name: str, language: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in entries("figures", language)[name])


def _bare(document: Document, index: int) -> str:
    norm = document.norm(index)
    return norm[2:] if document.language == "ar" and norm.startswith("ال") and len(norm) > 4 else norm


def _digits(text: str) -> float | None:
    text = ascii_digits(text)
    if re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", text):
        return float(re.sub(r"\D", "", text))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    return None


def _numbers(document: Document, start: int, end: int) -> Iterable[Number]:
    index = start
    while index < end:
        ends = [_digits(part) for part in re.split("[-–]", document.doc[index].text)]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:  # `16–17` is one token
            yield Number(index, index + 1, ends[0], ends[1], _is_approximate(document, index), False)
            index += 1
            continue
        value, after, is_word = _number_at(document, index, end)
        if value is None:
            index += 1
            continue
        scale = (
            _table("multipliers", document.language).get(_bare(document, after - 1), 1.0) if after > index + 1 else 1.0
        )
        after = _past_digits_again(document, after, value) if is_word else after
        about = _is_approximate(document, index) or _is_approximate_behind(document, index, after)
        yield Number(index, after, value, value, about, is_word, scale)
        index = after


def _past_digits_again(document: Document, index: int, value: float) -> int:
    """`quatorze | (14) chambres`: the token behind the digits in brackets that say the same number; else `index`."""
    brackets = (document.norm(index), document.norm(index + 2)) == ("(", ")")
    return index + 3 if brackets and _digits(document.doc[index + 1].text) == value else index


def _number_at(document: Document, index: int, end: int) -> tuple[float | None, int, bool]:
    """Read digits with grouping and a multiplier behind (`6 آلاف`, `2 millions`), or number words."""
    value = _digits(document.doc[index].text)
    after = index + 1
    if value is not None:
        while (
            after < end
            and re.fullmatch(r"\d{3}", document.doc[after].text)
            and value < 1e9
            and document.doc[after - 1].whitespace_
        ):
            value, after = value * 1000 + float(document.doc[after].text), after + 1
        multiplier = _table("multipliers", document.language).get(_bare(document, after)) if after < end else None
        if multiplier and multiplier > 100:
            return value * multiplier, after + 1, False
        return value, after, False
    return _number_words(document, index, end)


@lru_cache(maxsize=4)
def _with_compounds(language: str) -> dict[str, float]:
    """The number words, and those that a hyphen joins in one token (`trente-deux`)."""
    numbers = _table("numbers", language)
    tens = {word: value for word, value in numbers.items() if 20 <= value < 100}
    units = {word: value for word, value in numbers.items() if value < 20}
    return {**numbers, **{f"{t}-{u}": tens[t] + units[u] for t in tens for u in units}}


def _number_words(document: Document, index: int, end: int) -> tuple[float | None, int, bool]:
    numbers, multipliers = _with_compounds(document.language), _table("multipliers", document.language)
    collectives, joiners = _table("collectives", document.language), _words("joiners", document.language)
    word = _bare(document, index)
    if word in collectives:
        return collectives[word], index + 1, True
    total, current, position, last = 0.0, 0.0, index, index
    while position < end:
        word = _bare(document, position)
        if word in numbers:
            current = current * numbers[word] if current == 4 and numbers[word] == 20 else current + numbers[word]
        elif word in multipliers and (position > index or multipliers[word] >= 100):
            if multipliers[word] == 100:
                current = max(1.0, current) * 100
            else:
                total, current = total + max(1.0, current) * multipliers[word], 0.0
        elif position > index and word in _words("one", document.language) and document.norm(position - 1) in joiners:
            current += 1  # `vingt et | un`
        elif total and (digits := _digits(document.doc[position].text)) is not None:
            current += digits  # `مليار و150 مليون`
        elif position > index and (word == "-" or word in _words("joiners", document.language)):
            position += 1
            continue
        else:
            break
        position += 1
        last = position
    value = total + current
    return (value, last, True) if last > index and value >= 2 else (None, index + 1, False)


@lru_cache(maxsize=4)
def _currencies(language: str) -> frozenset[str]:
    """The folded names and signs of money."""
    return frozenset(fold(str(n)) for names in entries("figures", language)["currencies"].values() for n in names)


def _is_approximate(document: Document, index: int) -> bool:
    index -= document.norm(index - 1) in _currencies(document.language)  # `about | $250,000`
    before = "".join(f" {document.norm(i)}" for i in range(max(0, index - 3), index)) + " "
    return any(before.endswith(f" {word} ") for word in _words("approximate", document.language))


def _is_approximate_behind(document: Document, index: int, after: int) -> bool:
    """`une trentaine`, `200 personnes | environ`, `3 000 | ou plus`: the number word itself, or words behind it with at
    most two of what is counted between."""
    if _bare(document, index) in _table("collectives", document.language):
        return True
    words = _words("approximate_behind", document.language)
    behind = ["".join(f"{document.norm(j)} " for j in range(i, i + 3)) for i in range(after, after + 3)]
    return any(text.startswith(f"{word} ") for text in behind for word in words)


def _ranges(document: Document, numbers: list[Number]) -> list[Number]:
    """Join `entre 10 et 20`, `10 à 20`, `10-20` into one number with two ends."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and _is_range(document, last, number) and last.scale == 1 < number.scale and last.value_min < 1000:
            scaled = last.value_min * number.scale  # `entre 10 et 12 millions`
            last = joined[-1] = replace(last, value_min=scaled, value_max=scaled, scale=number.scale)
        if (
            last
            and last.value_min < number.value_min
            and last.value_min == last.value_max
            and _is_range(document, last, number)
        ):
            joined[-1] = Number(
                last.start, number.end, last.value_min, number.value_max, last.approximate, number.is_word
            )
        else:
            joined.append(number)
    return joined


def _is_range(document: Document, first: Number, second: Number) -> bool:
    signs = _currencies(document.language)
    gap = [i for i in range(first.end, second.start) if document.norm(i) not in signs]  # `between $5 and | $7 billion`
    if len(gap) != 1 or second.start - first.end > 2:
        return False
    start = first.start - 1 if document.norm(first.start - 1) in signs else first.start
    before = fold(document.doc[max(0, start - 1) : start].text)
    text = f"{before} 1 {document.norm(gap[0])} 2"
    patterns = [str(p).replace("{n}", "1").replace("{m}", "2") for p in entries("figures", document.language)["range"]]
    return any(re.search(rf"(?<!\w){p}(?!\w)", text) for p in patterns)


def _excluded(document: Document, number: Number, sentence: Sentence, dated: list[tuple[int, int]]) -> bool:
    raw_start, raw_end = document.raw_span(number.start, number.end)
    if any(a < raw_end and raw_start < b for a, b in dated):
        return True
    before, after = document.norm(number.start - 1), document.norm(number.end)
    language = document.language
    definite, two = before in _words("definite", language), number.value_min == number.value_max == 2
    if number.is_word and definite and (two or after in closed_class("member_words", language)):
        return True  # `les deux villages`, `les sept pays`
    if number.is_word and two and after in _words("both", language):
        return True  # `des deux pays`: those told of
    if before in _words("not_before", language) or after in _words("not_counted", language):
        return True
    two_before = f"{document.norm(number.start - 2)} {before}"
    if two_before in _words("not_before", language):
        return True
    if any(h.start <= number.start and number.end <= h.end for h in document.hits_of("ordinal")):
        return True
    if _is_arabic_back_reference(document, number) or _is_ordinal(document, number):
        return True
    if _is_glued(document, number) or (raw_start == sentence.raw_start and after in {".", ")", "-"}):
        return True
    year = not number.is_word and 1900 <= number.value_min <= 2099 and number.value_min == int(number.value_min)
    return year and not _is_counted_word(document, number.end)


def _is_arabic_back_reference(document: Document, number: Number) -> bool:
    """`الدول الأربع`: one number word with the article counts what was told before."""
    definite = document.norm(number.start).startswith("ال")
    return document.language == "ar" and number.is_word and definite and number.end - number.start == 1


def _is_ordinal(document: Document, number: Number) -> bool:
    """`الدورة ال21`, `la 3 ème`: digits behind an article of their own, or before an ending."""
    if document.language == "ar":
        counted = number.end < len(document.doc) and _counts_behind_article(document, number.end)
        return not number.is_word and document.norm(number.start - 1) == "ال" and not counted
    return document.norm(number.end) in closed_class("ordinal_endings", document.language)


def _counts_behind_article(document: Document, index: int) -> bool:
    """`ال300 | جندي`: an indefinite noun behind is counted; after an ordinal comes a preposition or a definite word."""
    norm = document.norm(index)
    small = frozenset().union(*(closed_class(c, "ar") for c in ("links", "coordinators", "stops")))
    return norm.isalpha() and norm not in small and not norm.startswith("ال")


def _is_glued(document: Document, number: Number) -> bool:
    """Part of a code or a name (`G5`, `5+5`, `F-16`, `10h30`, `Covid-19`)."""
    before, after = number.start - 1, number.end
    glued_left = before >= 0 and not document.doc[before].whitespace_ and document.doc[before].text[-1:] in "-+/:.°"
    right = document.doc[after] if after < len(document.doc) else None
    tight = right is not None and not document.doc[number.end - 1].whitespace_
    if tight and right is not None and right.text.isalpha() and len(right.text) == 1 and right.text.isupper():
        return True  # `5G`
    glued_right = tight and right is not None and (right.text[:1] in "+/:h°" or right.text == "-")
    return glued_left or (glued_right and not _is_compound(document, after))


def _is_compound(document: Document, hyphen: int) -> bool:
    """English `a 24|-month transition`, `the 55|-member Union`: a hyphen and the noun that is counted, no age."""
    aged = document.norm(hyphen + 2) == "-"  # `24-year-old`
    counted = document.norm(hyphen + 1) in _words("compounds", document.language)
    return document.norm(hyphen) == "-" and counted and not aged


def _is_counted_word(document: Document, index: int) -> bool:
    return index < len(document.doc) and document.doc[index].pos_ == "NOUN" and document.doc[index].text[:1].islower()


def _is_among(document: Document, start: int) -> bool:
    """Whether `dont`, `including`, `منها` leads to the number at token `start`, an article or `some` between or not."""
    among = closed_class("among", document.language)
    return any(document.norm(i) in among for i in range(max(0, start - 3), start))


def _figure(
    document: Document, number: Number, sentence: Sentence, quotes: Sequence[Quote], told: Figure | None
) -> Figure | None:
    """`told` is the figure before it in its sentence: a bare number counts the same (`41 activités, dont | 36`)."""
    kind, unit, after = _unit(document, number)
    after += document.norm(after) == "-" and not document.doc[after - 1].whitespace_  # `a 24-|month transition`
    after += document.doc[after : after + 1].text.isspace()
    counted = _counted(document, after) if kind == "count" else None
    if kind == "count" and counted is None:
        if told is None or number.is_word or (told.kind == "amount" and number.scale == 1):
            return None
        if told.kind != "amount" and not _is_among(document, number.start):
            return None
        kind, unit, counted = told.kind, told.unit, told.counted
    raw_start, raw_end = document.raw_span(number.start, number.end)
    inside = next((q.quote_id for q in quotes if q.raw_start <= raw_start and raw_end <= q.raw_end), None)
    return Figure(
        figure_id=f"{document.article_id}/n{raw_start}-{raw_end}",
        kind=kind,
        value_min=number.value_min,
        value_max=number.value_max,
        approximate=number.approximate,
        unit=unit,
        counted=counted,
        counted_class=_class_of(counted, document.language) if counted else None,
        place_id=None,
        quote_id=inside,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=document.raw_text[raw_start:raw_end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"figure.{kind}",
        confidence=0.85,
    )


def _unit(document: Document, number: Number) -> tuple[str, str | None, int]:
    """Return (kind, ISO 4217 unit, token behind the unit)."""
    start = number.end
    while document.norm(start) in closed_class("genitives", document.language):
        start += 1
    text = fold(document.doc[start : start + 3].text)
    before = document.norm(number.start - 1)
    if any(_begins_with(text, p) for p in _words("percent", document.language)):
        return "percent", None, start + 1
    for code, names in entries("figures", document.language)["currencies"].items():
        for name in sorted(map(fold, map(str, names)), key=len, reverse=True):
            if _begins_with(text, name) or before == name:
                return "amount", str(code), start + len(name.split())
    return "count", None, start


def _begins_with(text: str, words: str) -> bool:
    """Whether `text` begins with these words as words (`euros.`, `% de`), not with a longer word (`dollarisation`)."""
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalpha()


def _counted(document: Document, index: int) -> str | None:
    """Return the words that say what is counted; None when no noun follows."""
    limit = min(index + COUNTED_TOKENS, document.sentence_end(index - 1))
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    behind = skip(document, index, "genitives", "determiners")
    if behind > index and behind < limit and _digits(document.doc[behind].text) is not None:
        index, limit = (
            behind + 1,
            min(behind + 1 + COUNTED_TOKENS, document.sentence_end(behind)),
        )  # `400 of the 459 km`
    end = index
    while end < limit and _may_count(document, end, small, index):
        end += 1
    while end > index and document.norm(end - 1) in small:
        end -= 1
    words = [i for i in range(index, end) if document.norm(i) not in small]
    return " ".join(document.doc[index:end].text.split()) if words else None


@lru_cache(maxsize=4)
def _classes(language: str) -> dict[str, str]:
    return {str(form): name for name, forms in entries("counted").items() for form in forms[language]}


def _class_of(counted: str, language: str) -> str | None:
    """What is counted, as common/counted.yml classes its head: the last word in English, else the first."""
    classes = [c for word in re.findall(r"\w+", fold(counted)) if (c := _classes(language).get(word))]
    return next(iter(classes[::-1] if language == "en" else classes), None)


def _may_count(document: Document, index: int, small: frozenset[str], first: int) -> bool:
    norm = document.norm(index)
    if not any(c.isalpha() for c in norm):
        return False
    if document.language == "ar":
        return norm not in closed_class("stops", "ar") and norm not in closed_class("coordinators", "ar")
    if norm in small:
        return norm in closed_class("genitives", document.language)
    return document.doc[index].pos_ in {"NOUN", "ADJ", "PROPN", "NUM"} or (
        index == first and document.doc[index].pos_ == "VERB"
    )
