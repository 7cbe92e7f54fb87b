"""Words that persons' names are made of. Reads <language>/name_parts.yml."""

from functools import lru_cache

from tasks.lexicon import entries
from tasks.text import fold


@lru_cache(maxsize=8)
def given_names(language: str) -> frozenset[str]:
    """Return the folded given names of <language>/name_parts.yml; French and English pages have each other's too."""
    files = ("ar",) if language == "ar" else ("fr", "en")
    return frozenset(fold(str(n)) for file in files for n in entries("name_parts", file).get("given_names", ()))


@lru_cache(maxsize=8)
def particles(language: str) -> frozenset[str]:
    """Return the folded particles (`ben`, `ould`, `عبد`) of <language>/name_parts.yml."""
    return frozenset(fold(str(n)) for n in entries("name_parts", language).get("particles", ()))
