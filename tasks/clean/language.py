"""Tell the language of a page and of its blocks: by script first, by lingua (trigrams) for Latin letters."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

MIN_LETTERS = 25  # fewer say too little in Latin script
SAMPLE = 4000  # code points that are looked at
_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# French, English and the neighbours a page of this field may be in: a closed list would call Spanish French.
_NEIGHBOURS = ("FRENCH", "ENGLISH", "SPANISH", "ITALIAN", "PORTUGUESE", "GERMAN")


def detect(text: str, min_letters: int = MIN_LETTERS) -> tuple[str, float] | None:
    """Return the BCP 47 language of a text and how sure that is (0–1); None when it has too few letters to tell.

    Arabic script means `ar`: its confidence is the share of Arabic among the letters.
    """
    sample = text[:SAMPLE]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if arabic + latin < min_letters and arabic < 8:
        return None
    if arabic >= latin:
        return "ar", round(arabic / (arabic + latin), 4)
    best = _detector().compute_language_confidence_values(sample)[0]
    return best.language.iso_code_639_1.name.lower(), round(best.value * latin / (arabic + latin), 4)


def page_language(body: str, fallbacks: Sequence[str], declared: str | None, markup: str | None) -> tuple[str, float]:
    """Return the language of a page: the one the manifest declares, else that of its body, else what the markup says.

    `fallbacks` are further texts to look at, in turn, when the body is too short. `und` with confidence 0 when nothing
    tells.
    """
    if declared:
        return base_language(declared), 1.0
    for text in (body, *fallbacks):
        if found := detect(text):
            return found
    return (base_language(markup), 0.5) if markup else ("und", 0.0)


def base_language(tag: str) -> str:
    """Return the language subtag of a BCP 47 tag (`fr-DZ`, `ar_MA` → `fr`, `ar`)."""
    return tag.replace("_", "-").split("-")[0].strip().lower()


@lru_cache(maxsize=1)
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder  # costs a second: only where Latin text is read

    languages = [getattr(Language, name) for name in _NEIGHBOURS]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
