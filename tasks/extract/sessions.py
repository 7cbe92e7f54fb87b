"""The number of a session: `la cinquième session`, `4eme session`, `الدورة الخامسة`, `the fifth round`."""

import re

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.text import ascii_digits

REACH = 4  # tokens between an ordinal and the word `session`


def session_number(document: Document, start: int, end: int) -> int | None:
    """Return the ordinal next to tokens `start`..`end` (exclusive), None when there is none. Reads ordinal.yml."""
    before = range(start - 1, max(start - REACH, -1), -1)
    after = range(end, min(end + REACH, len(document.doc)))
    order = [*after, *before] if document.language == "ar" else [*before, *after]
    for index in order:
        number = _ordinal(document, index)
        if number is not None and _adjoins(document, index, start, end):
            return number
    return None


def _ordinal(document: Document, index: int) -> int | None:
    hit = document.hit_at(index, "ordinal")
    if hit is not None:
        return int(hit.entry_id)
    endings = "|".join(sorted(closed_class("ordinal_endings", document.language)))
    match = re.fullmatch(rf"(\d{{1,3}})(?:{endings})", document.norm(index)) if endings else None
    if match:
        return int(match[1])
    digits = ascii_digits(document.doc[index].text)  # the norm of an Arabic token has 0 for every digit
    if document.language == "ar" and digits.isdigit() and len(digits) <= 3:
        return int(digits)  # `الدورة 19`, `الدورة ال21`
    roman = re.fullmatch(rf"([IVX]+)(?:{endings})", document.doc[index].text) if endings else None
    if roman:
        return _from_roman(roman[1])
    following = document.norm(index + 1)
    glued = document.norm(index).isdigit() and following in closed_class("ordinal_endings", document.language)
    if glued and len(document.norm(index)) <= 3:
        return int(document.norm(index))
    return None


def _from_roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _adjoins(document: Document, index: int, start: int, end: int) -> bool:
    """Whether only adjectives or nothing lie between: no comma, no other noun phrase begun by an article."""
    low, high = (index + 1, start) if index < start else (end, index)
    between = [document.norm(i) for i in range(low, high)]
    apart = closed_class("apart", document.language) | {",", "،", ".", "(", ")"}
    return not any(word in apart for word in between)
