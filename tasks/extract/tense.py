"""Verbs in the future by their form alone: French `mèneront`; Arabic `سيجري` is `س` and a verb the news knows."""

import re

from tasks.extract.arabic_tokenizer import ArabicTokenizer
from tasks.extract.pipeline import pipeline

KNOWN = 5  # occurrences of the verb without `س` in the tokenizer's word counts, from which on it is one
_FRENCH = re.compile(r"\w+[aeiduv]ront")
_FORM = re.compile(r"[وف]?س(?P<verb>[يت]\w{3,})")


def is_future_form(folded: str, language: str) -> bool:
    """Return whether a folded word is a verb in the future by its form.

    French: in the plural only (`-ra` ends names too); English: never; Arabic: not where it only looks so (`سيارة`,
    `سيادة`), as what stands behind its `س` is no word.
    """
    if language == "fr":
        return _FRENCH.fullmatch(folded) is not None
    match = _FORM.fullmatch(folded) if language == "ar" else None
    if match is None:
        return False
    tokenizer = pipeline("ar").tokenizer
    return isinstance(tokenizer, ArabicTokenizer) and tokenizer.data.counts.get(match["verb"], 0) >= KNOWN
