"""Fold text for matching without losing the way back to the page.

Two kinds of folding, for two kinds of use:

- `soften` replaces characters one for one (typographic apostrophes, no-break spaces, odd hyphens), so every offset in
  the result is an offset in the page. The language models read softened text.
- `fold` makes a matching key out of one token or phrase (case, accents, Arabic letter variants and vowel signs gone).
  Its length may differ from the input's: use it on keys only, never to compute offsets.
"""

import unicodedata
from functools import lru_cache

_SOFT = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u200e": " ",
        "\u200f": " ",
        "\ufeff": " ",
        "\u200b": " ",
    }
)

_ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "گ": "ك", "ڤ": "ف", "پ": "ب"}
)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DROPPED = frozenset("ـ\u200c\u200d\u200e\u200f\u061c\ufeff\u200b\u202a\u202b\u202c\u2066\u2067\u2069")


def soften(text: str) -> str:
    """Return `text` with typographic variants replaced one code point for one; the length never changes."""
    return text.translate(_SOFT)


def ascii_digits(text: str) -> str:
    """Return `text` with Arabic-Indic and Persian digits as 0–9; the length never changes."""
    return text.translate(_ARABIC_DIGITS)


def fold(text: str) -> str:
    """Return the matching key of a token or phrase.

    Case, accents, tashkeel, tatweel and invisible marks are gone; Arabic letter variants, digits and typographic
    apostrophes are made one. White space inside is kept as single spaces. Empty when nothing but marks was there.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = text.translate(_SOFT).casefold().translate(_ARABIC_LETTERS).translate(_ARABIC_DIGITS)
    decomposed = unicodedata.normalize("NFKD", text).translate(_ARABIC_LETTERS)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _DROPPED)
    return " ".join(kept.split())


_fold_character = lru_cache(maxsize=4096)(fold)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index in `text` it came from.

    White space is kept one for one (not collapsed), so patterns must allow for runs of it.
    """
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for kept in " " if character.isspace() else _fold_character(character):
            folded.append(kept)
            origin.append(index)
    return "".join(folded), origin
