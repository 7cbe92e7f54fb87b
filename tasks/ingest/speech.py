"""The language a text is in, for `--language` on articles whose row names none. Clean decides the language for good."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

_ENOUGH = 3000  # characters


def language_of(text: str) -> str | None:
    """Return fr, ar or en, None when the text is too short or strange to tell. Reads lingua's own models."""
    found = _detector().detect_language_of(text[:_ENOUGH])
    return found.iso_code_639_1.name.lower() if found else None


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.ARABIC, Language.ENGLISH, Language.FRENCH).build()
