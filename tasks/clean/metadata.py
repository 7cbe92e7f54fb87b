"""Read the lines that speak of the page itself: who wrote it, where it comes from.

Reads the entries of tasks/lexicon/{common,fr,ar,en}/furniture.yml whose `match` is `name` (what opens a byline),
`particle` (small words inside one), `agency`, `origin` (what opens a source line) or `medium` (what may follow that).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.clean.cues import alternatives, vocabulary
from tasks.clean.lines import Line, word_key
from tasks.lexicon.loader import entries
from tasks.text import fold, soften

MAX_BYLINE_WORDS = 12
_LATIN_INITIALS = re.compile(r"^[(/–—-]?\s?[A-ZÀ-Þ](?:\s?[./-]\s?-?[A-ZÀ-Þ][a-zà-ÿ]?){1,3}\s?[./]?\s?[)/]?$")
_ARABIC_INITIALS = re.compile(r"^[(/–—-]?\s?[\u0621-\u064a](?:\s?[./]\s?[\u0621-\u064a]){1,3}\s?[./]?\s?[)/]?$")
_NAME_AND_INITIAL = re.compile(r"^[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?\s[A-ZÀ-Þ]\.$")
_ARABIC_MARK = re.compile(r"[:.\-–—ـ/]|بقلم|بواسطة")  # `كتب` alone also begins sentences
_NAME_AND_CITY = re.compile(r"^(?P<name>[^()]{3,60})\((?P<city>[^()]{3,30})\)$")
_CITY_AND_NAME = re.compile(r"^(?P<city>[^\W\d][^:–—|-]{2,24}?)\s+[-–—]\s+(?P<name>[^\W\d]+(?:\s[^\W\d]+){1,2})$")
_NAME_TOKEN = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*|[A-ZÀ-Þ]\.)$")
_PUNCTUATION = ' \t:-–—|/.,،()[]«»"*•'


def byline_name(text: str) -> str | None:
    """Return the name a byline gives (`Par Amina K.`, `Rabat - Amina K.` → `Amina K.`); None if it is none.

    In Latin letters only capitalised words, initials and particles may follow the opening word, so that a sentence that
    begins with `Par` or `By` is none.
    """
    softened = soften(text).strip()
    if of_city := _name_behind_city(softened):
        return of_city
    opener = _openers().match(softened)
    if not opener:
        return None
    name = softened[opener.end() :].strip(_PUNCTUATION + " ")
    tokens = name.replace(",", " ").replace("،", " ").split()
    if not 1 <= len(tokens) <= MAX_BYLINE_WORDS or not any(c.isalpha() for c in name):
        return None
    if _is_latin(name):
        is_name = _is_capitalised(tokens)
    else:
        is_name = len(tokens) <= 6 and bool(_ARABIC_MARK.search(opener.group()))
    return name if is_name else None


def _name_behind_city(softened: str) -> str | None:
    """Return the name in `Rabat - Amina K.`: a known place, a dash, two or three words; else None."""
    found = _CITY_AND_NAME.match(softened)
    if not found or not is_place(found["city"]):
        return None
    name = found["name"].strip()
    known = is_name_line(name) if _is_latin(name) else fold(name.split()[0]) in _arabic_given_names()
    return name if known else None


def is_name_line(text: str) -> bool:
    """Whether a line is nothing but two to eight capitalised words and particles (`Amina K. and Ali B`)."""
    tokens = re.split(r"[\s,|/]+", soften(text).strip(_PUNCTUATION))
    if not 2 <= len(tokens) <= 8 or text.isupper():
        return False
    return _is_capitalised(tokens)


def _is_capitalised(tokens: Sequence[str]) -> bool:
    return tokens[0][0].isupper() and all(_NAME_TOKEN.match(t) or t.casefold() in _particles() for t in tokens)


def is_signature(text: str) -> bool:
    """Whether a line is nothing but initials, a first name with an initial, or an agency (`S. A.`, `/APS/`, `ق.و`)."""
    stripped = soften(text).strip()
    if any(p.match(stripped) for p in (_LATIN_INITIALS, _ARABIC_INITIALS, _NAME_AND_INITIAL)):
        return True
    return all(is_agency(part) for part in re.split(r"\s*[/,&+|،]\s*|\s+(?:et|and|avec|with)\s+", stripped) if part)


def is_place(text: str) -> bool:
    """Whether the text, up to its first comma, is the name of a city or country that the lexicon knows."""
    return word_key(re.split("[,،]", text)[0]) in _places()


def is_agency(text: str) -> bool:
    """Whether the text is the name or letters of a news agency. Latin letters must be written as the agency does."""
    key = word_key(text)
    if key not in _agencies():
        return False
    return any(c.isupper() for c in text) or not _is_latin(text)


def source_name(line: Line) -> str | None:
    """Return what a source line names (`Source web Par Hespéride` → `Hespéride`), None when it names nothing.

    `The Tripoli Monitor (Tripoli)`, as aggregators write it, names a paper too. Web addresses and agencies' own letters
    are returned as written; more than six words are no name.
    """
    softened = soften(line.text)
    if paper := _paper_of_city(softened):
        return paper
    name = _origin().sub("", softened).strip(_PUNCTUATION)
    return name if name and name != softened and len(name.split()) <= 6 else None


def is_paper_of_city(text: str) -> bool:
    """Whether a line is nothing but a paper's name and its city in brackets."""
    return _paper_of_city(soften(text)) is not None


def _paper_of_city(softened: str) -> str | None:
    found = _NAME_AND_CITY.match(softened)
    return found["name"].strip() if found and is_name_line(found["name"]) and is_place(found["city"]) else None


@lru_cache(maxsize=1)
def _arabic_given_names() -> frozenset[str]:
    return frozenset(fold(str(name)) for name in entries("name_parts", "ar")["given_names"])


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    known = (entry["names"] for category in ("city", "country") for entry in entries(category).values())
    return frozenset(word_key(str(form)) for names in known for forms in names.values() for form in forms)


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(word_key(form) for forms in vocabulary("agency").values() for form in forms)


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    return re.compile(rf"^[\W_]*(?:{alternatives('name')})(?=[\s:./ـ-])\s*[:.\-–—ـ/]*\s*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(form for forms in vocabulary("particle").values() for form in forms)


@lru_cache(maxsize=1)
def _origin() -> re.Pattern[str]:
    opener = rf"^\W*(?:{alternatives('origin')})\b\s*(?:{alternatives('medium')})?\s*[:.|/–—-]*\s*"
    return re.compile(rf"{opener}(?:(?:{alternatives('name')})\b\s*:?)?\s*", re.IGNORECASE)


def _is_latin(text: str) -> bool:
    return bool(re.search(r"[A-Za-zÀ-ÿ]", fold(text)))
