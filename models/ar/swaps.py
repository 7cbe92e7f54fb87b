"""More training data from the training data: the same sentences with other names in them."""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from corpora import Sentence
from gazetteer import PROCLITICS, REGION, read_cities

FOREIGN_PARTICLES = ("دي", "فان", "فون", "دو", "ديل", "ماك")


@dataclass(frozen=True)
class Swaps:
    """What names in training text may be replaced by, by label."""

    near: Sequence[tuple[str, ...]]  # full names of people of the Maghreb and Mauritania
    far: Sequence[tuple[str, ...]]  # of other Arab countries
    places: Sequence[tuple[str, ...]]  # cities and towns of the region
    foreign: Sequence[str]  # single words that are names, but not in the Arabic name index
    mentions: Mapping[str, Sequence[tuple[str, ...]]]  # names of the training split itself


def read_full_names(countries: str) -> list[tuple[str, ...]]:
    """Return the full names of two to four words that the index has for these countries."""
    index = resources.files("arabic_name_romanizer") / "resources" / "names.sqlite3"
    with resources.as_file(index) as path, sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute("select distinct arabic_key, country from full_names")
        wanted = countries.split()
        return sorted({tuple(key.split()) for key, country in rows if country in wanted and 2 <= len(key.split()) <= 4})


def entities(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, label) of the entities of a sentence, in tokens; `?` is none."""
    start = None
    for at, (_, tag) in enumerate([*sentence, ("", "O")]):
        if start is not None and not tag.startswith("I"):
            yield start, at, sentence[start][1][2:]
            start = None
        if tag not in "O?" and start is None:
            start = at


def person(swaps: Swaps, rng: random.Random) -> tuple[str, ...]:
    """Return a full name: Maghrebi, Mauritanian or Tuareg (put together with their particles), Arab, or foreign."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(swaps.near)
    if kind < 0.5:
        particle = "ولد" if rng.random() < 0.7 else rng.choice(("أغ", "بن", "آغ", "بنت"))
        return (rng.choice(swaps.near)[0], particle, *rng.choice(swaps.near)[: rng.randint(1, 2)])
    if kind < 0.65:
        return rng.choice(swaps.far)
    particle = (rng.choice(FOREIGN_PARTICLES),) if rng.random() < 0.05 else ()
    first = rng.choice(swaps.near)[0] if rng.random() < 0.2 else rng.choice(swaps.foreign)
    return (first, *particle, rng.choice(swaps.foreign))


def swapped(words: tuple[str, ...], label: str, swaps: Swaps, rng: random.Random) -> tuple[str, ...]:
    """Return another name for the name in `words`; one word stays one word, a full name stays a full name."""
    if label == "LOC" and rng.random() < 0.6:
        return rng.choice(swaps.places)
    if label != "PER" or rng.random() < 0.2:
        return rng.choice(swaps.mentions[label])
    return person(swaps, rng) if len(words) > 1 else person(swaps, rng)[-1:]


def with_swaps(group: Sequence[Sentence], swaps: Swaps, rng: random.Random) -> list[Sentence]:
    """Return the sentences with half of the people and fewer other names replaced, alike within the group."""
    chosen: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
    out = []
    for sentence in group:
        fresh: Sentence = []
        done = 0
        for start, end, label in entities(sentence):
            words = tuple(token for token, _ in sentence[start:end])
            if (words, label) not in chosen:
                swap = rng.random() < (0.5 if label == "PER" else 0.3 if label == "LOC" else 0.15) and not words[
                    0
                ].startswith(("ل", "ب"))
                chosen[words, label] = swapped(words, label, swaps, rng) if swap else words
            fresh += sentence[done:start]
            fresh += [(word, f"{'I' if at else 'B'}-{label}") for at, word in enumerate(chosen[words, label])]
            done = end
        out.append(fresh + sentence[done:])
    return out


def build_swaps(train: Iterable[Sequence[Sentence]], names: Iterable[str], classes: Mapping[str, str]) -> Swaps:
    """Return the names to swap in: the name index, foreign names by class, the training split's own names."""
    mentions: dict[str, list[tuple[str, ...]]] = {}
    for group in train:
        for sentence in group:
            for start, end, label in entities(sentence):
                words = tuple(token for token, _ in sentence[start:end])
                if words[0][0] not in PROCLITICS:  # it might be one
                    mentions.setdefault(label, []).append(words)
    known = set(names)
    foreign = sorted(
        word for word, letters in classes.items() if letters == "W" and len(word) > 3 and word not in known
    )
    places = sorted(words for words, country, _ in read_cities() if country in REGION and len(words) < 3)
    near, far = read_full_names("DZ MA TN LY MR"), read_full_names("EG IQ SA LB SY PS JO AE YE KW QA SD BH SO OM KM DJ")
    return Swaps(near, far, places, foreign, mentions)
