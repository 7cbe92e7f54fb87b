"""Sentences of the field, names in their slots: Maghreb and Sahel, of which NewsFANE, news of 2006, tells little."""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpora import Sentence
from swaps import Swaps, person

TEMPLATES = Path(__file__).parent / "templates.txt"
LABELS = {"P": "PER", "S": "PER", "L": "LOC", "T": "LOC", "O": "ORG", "I": "ORG", "G": "ORG", "M": "ORG"}
MEDIUM = ("صحيفة", "وكالة", "قناة", "إذاعة", "جريدة", "موقع")  # before half of the media's names, no part of them
_PIECE = re.compile(r"\{(\w)\}|[،.:؟]|[^\s{}،.:؟]+")


def read_templates() -> list[str]:
    """Return the sentences of templates.txt."""
    return [line for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def fill(slot: str, names: Mapping[str, Sequence[str]], swaps: Swaps, rng: random.Random) -> list[str]:
    """Return the words for a slot."""
    if slot in "PS":
        return list(person(swaps, rng)) if slot == "P" else [rng.choice([w for w in person(swaps, rng) if len(w) > 2])]
    if slot == "T":
        return rng.choice(names["T" if rng.random() < 0.5 else "t"]).split()
    words = rng.choice(names[slot]).split()
    return [rng.choice(MEDIUM), *words] if slot == "M" and rng.random() < 0.5 else words


def filled(template: str, names: Mapping[str, Sequence[str]], swaps: Swaps, rng: random.Random) -> Sentence:
    """Return the sentence of a template: its own words O, names labelled, `ل` + `ال` written as `لل`."""
    sentence: Sentence = []
    for match in _PIECE.finditer(template):
        if not match[1]:
            sentence.append((match[0], "O"))
            continue
        words = fill(match[1], names, swaps, rng)
        label = LABELS.get(match[1])
        if sentence and sentence[-1][0] == "ل" and words[0].startswith("ال"):
            words[0] = words[0][1:]
        if label == "ORG" and words[0] in MEDIUM:
            sentence.append((words.pop(0), "O"))
        sentence += [(word, f"{'I' if at else 'B'}-{label}" if label else "O") for at, word in enumerate(words)]
    return sentence


def field_sentences(
    names: Mapping[str, Sequence[str]], swaps: Swaps, rng: random.Random, times: int
) -> list[list[Sentence]]:
    """Return documents of one to three filled templates, every template `times` times."""
    lines = read_templates() * times
    rng.shuffle(lines)
    documents = []
    while lines:
        documents.append([filled(lines.pop(), names, swaps, rng) for _ in range(min(rng.randint(1, 3), len(lines)))])
    return documents
