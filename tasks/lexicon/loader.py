"""Load the lexicon: what the languages and the field know, never what a page says.

`common/` holds what several languages share (countries, regions, cities, organisations, mechanisms, topics: each alias
under its language); `fr/`, `ar/`, `en/` hold one file a category, each entry with its `forms`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tasks.errors import HiwarError
from tasks.lexicon.conjugation import conjugated
from tasks.text import fold

LEXICON_FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "ar", "en")
COMMON_CATEGORIES = {
    "country": "countries",
    "region": "regions",
    "city": "cities",
    "organisation": "organisations",
    "mechanism": "mechanisms",
}


class LexiconError(HiwarError):
    """A lexicon file does not have the form its readers rely on."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way an entry is written. `category` and `entry_id` name the entry; `ambiguous` forms need more evidence."""

    category: str
    entry_id: str
    form: str
    ambiguous: bool = False

    @property
    def is_acronym(self) -> bool:
        """Whether the form is written in capitals only (`OTAN`, `U.S.`): such a form matches in capitals only."""
        letters = [c for c in self.form if c.isalpha()]
        return bool(letters) and self.form.upper() == self.form and self.form.lower() != self.form


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a lexicon file; {} when the file does not exist. Raises LexiconError for anything else."""
    if not path.exists():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise LexiconError(f"{path.name} must hold a mapping of entries")
    return {str(key): value for key, value in loaded.items()}


@lru_cache(maxsize=64)
def entries(category: str, language: str = "common") -> Mapping[str, Any]:
    """Return a category's entries: `entries("country")` from common/, `entries("office", "fr")` from fr/office.yml."""
    name = COMMON_CATEGORIES.get(category, category) if language == "common" else category
    return read_yaml(LEXICON_FOLDER / language / f"{name}.yml")


def forms(category: str, language: str) -> Mapping[str, str]:
    """Return folded form → entry id of a language's own category. A form in two entries raises LexiconError."""
    return dict(_forms(category, language))


@lru_cache(maxsize=128)
def _forms(category: str, language: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for entry_id, entry in entries(category, language).items():
        for form in _written(entry, language):
            key = fold(form)
            if found.setdefault(key, entry_id) != entry_id:
                raise LexiconError(f"{language}/{category}.yml: «{form}» is in both {found[key]} and {entry_id}")
    return tuple(found.items())


@lru_cache(maxsize=8)
def phrases(language: str, categories: tuple[str, ...]) -> tuple[Phrase, ...]:
    """Return every written form of the common categories and the language's own `categories`, hyphen variants too."""
    found: dict[tuple[str, str, str], Phrase] = {}
    for phrase in _all_phrases(language, categories):
        for variant in _variants(phrase, language):
            key = (phrase.category, phrase.entry_id, variant)
            found.setdefault(key, Phrase(phrase.category, phrase.entry_id, variant, phrase.ambiguous))
    return tuple(found.values())


def _all_phrases(language: str, categories: tuple[str, ...]) -> Iterator[Phrase]:
    for category in COMMON_CATEGORIES:
        for entry_id, entry in entries(category).items():
            doubtful = set((entry.get("ambiguous") or {}).get(language) or ())
            for form in entry["names"].get(language) or ():
                yield Phrase(category, entry_id, str(form), form in doubtful)
            for form in (entry.get("demonyms") or {}).get(language) or ():
                yield Phrase("demonym", entry_id, str(form), form in doubtful)
            for form in (entry.get("compounds") or {}).get(language) or ():
                yield Phrase("compound", entry_id, str(form))
            for form in (entry.get("adjectives") or {}).get(language) or ():
                yield Phrase("region_adjective", entry_id, str(form), form in doubtful)
    for category in categories:
        for entry_id, entry in entries(category, language).items():
            for form in _written(entry, language):
                yield Phrase(category, entry_id, form)


def _written(entry: Any, language: str) -> Iterator[str]:
    """Yield the forms that an entry lists, and those of its `verbs`."""
    if not isinstance(entry, dict):
        yield from (str(form) for form in entry)
        return
    yield from (str(form) for form in entry["forms"])
    for verb in entry.get("verbs") or ():
        try:
            yield from conjugated(str(verb), language)
        except ValueError as error:
            raise LexiconError(f"{language}, verbs of saying: {error}") from error


WITH_VERBS = frozenset({"quote_cue", "event", "part"})


def _variants(phrase: Phrase, language: str) -> Iterator[str]:
    """Yield the form, the form without hyphens, an office that was (`ex-ministre`), a verb in the other tenses of
    its auxiliary, and in Arabic the form with a verb's conjunction, an adjective's article or a noun's article and
    case."""
    form = phrase.form
    yield form
    if "-" in form:
        yield form.replace("-", " ")
    if phrase.category == "office":
        yield from (f"{prefix}{form}" for prefix in entries("grammar", language)["held_prefixes"])
    if phrase.category in WITH_VERBS:
        tenses = entries("grammar", language)["auxiliaries"]
        auxiliary = max((str(a) for a in tenses if form.startswith(f"{a} ")), key=len, default="")
        for told in tenses[auxiliary] if auxiliary else ():
            yield told + form[len(auxiliary) :]
            yield (told + form[len(auxiliary) :]).replace("-", " ")
    if language == "ar" and phrase.category == "event":
        yield from _declined(form) if entries("event", "ar")[phrase.entry_id]["kind"] == "noun" else ()
    if language == "ar":
        if phrase.category in {"demonym", "region_adjective"} and not form.startswith("ال"):
            yield " ".join("ال" + word for word in form.split())
        elif phrase.category not in COMMON_CATEGORIES:
            yield "و" + form
        if phrase.category.endswith("_head") and re.match(r"ال\w+ ال", form):
            yield form[2:]  # `للجنة المشتركة`: the preposition swallows the article


def _declined(form: str) -> Iterator[str]:
    """Yield an Arabic noun phrase with articles (`التمرين البحري`, `جلسة العمل`) and as an object (`تمرينا بحريا`)."""
    words = form.split()
    if any(word.startswith("ال") for word in words):
        return
    yield " ".join("ال" + word for word in words)
    yield " ".join([*words[:-1], "ال" + words[-1]])
    endings = tuple(entries("grammar", "ar")["no_case"])
    yield " ".join(word if word.endswith(endings) else word + "ا" for word in words)
