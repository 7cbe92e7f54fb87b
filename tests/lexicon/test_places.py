"""The place and name files hold together: keys, languages, shared forms, capitals, coordinates."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
import yaml
from babel import Locale

from tasks.lexicon.loader import LEXICON_FOLDER
from tasks.text import fold

LANGUAGES = ("fr", "ar", "en")
FORM_KEYS = ("names", "demonyms", "adjectives")
ALLOWED_KEYS = {
    "countries": {"wikidata", "capital", "names", "demonyms", "compounds", "ambiguous"},
    "regions": {"wikidata", "parent", "names", "adjectives", "ambiguous"},
    "cities": {"country", "wikidata", "latitude", "longitude", "capital", "names", "ambiguous"},
}
# Written alike in that language: Amman and Oman, Granada and Grenada. Marked ambiguous on both sides.
KNOWN_HOMONYMS = {("ar", "عمان"), ("fr", "grenade")}


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML that refuses a key given twice, which the safe loader would silently let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key, count in Counter(keys).items() if count > 1]
        assert not twice, f"keys given twice: {twice}"
        return super().construct_mapping(node, deep)


def _read(name: str, folder: str = "common") -> dict[str, Any]:
    text = (LEXICON_FOLDER / folder / f"{name}.yml").read_text(encoding="utf-8")
    assert text.startswith("#"), f"{folder}/{name}.yml has no head comment"
    return yaml.load(text, Loader=_StrictLoader)


PLACES = {name: _read(name) for name in ALLOWED_KEYS}


def _forms(entry: dict[str, Any], language: str, keys: tuple[str, ...] = FORM_KEYS) -> list[str]:
    return [form for key in keys for form in entry.get(key, {}).get(language, [])]


def _entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file, entries in PLACES.items():
        for slug, entry in entries.items():
            yield file, slug, entry


def test_files_use_only_the_keys_the_loader_knows():
    for file, slug, entry in _entries():
        assert isinstance(slug, str), f"{file}: {slug!r} must be quoted"
        assert set(entry) <= ALLOWED_KEYS[file], f"{file}/{slug}: {set(entry) - ALLOWED_KEYS[file]}"
        for key in ("names", "demonyms", "compounds", "adjectives", "ambiguous"):
            assert set(entry.get(key, {})) <= set(LANGUAGES), f"{file}/{slug}/{key}"


def test_every_place_has_a_name_in_three_languages():
    for file, slug, entry in _entries():
        missing = [language for language in LANGUAGES if not entry["names"].get(language)]
        assert not missing, f"{file}/{slug} has no name in {missing}"


def test_forms_are_clean_strings_and_not_repeated():
    for file, slug, entry in _entries():
        for key in ("names", "demonyms", "compounds", "adjectives"):
            for language, forms in entry.get(key, {}).items():
                assert all(isinstance(form, str) and form == " ".join(form.split()) for form in forms), (file, slug)
                folded = Counter(map(fold, forms))
                assert max(folded.values()) == 1, f"{file}/{slug}/{key}/{language}: {folded.most_common(1)}"


def test_arabic_forms_are_arabic_and_latin_forms_are_not():
    for file, slug, entry in _entries():
        for language in LANGUAGES:
            for form in _forms(entry, language):
                arabic = any("\u0600" <= character <= "\u06ff" for character in form)
                assert arabic == (language == "ar"), f"{file}/{slug}: «{form}» under {language}"


def test_ambiguous_forms_stay_among_the_names_letter_for_letter():
    for file, slug, entry in _entries():
        for language, forms in entry.get("ambiguous", {}).items():
            assert forms, f"{file}/{slug}: empty list"
            assert set(forms) <= set(_forms(entry, language)), f"{file}/{slug}: {forms}"


def test_no_form_belongs_to_two_places():
    holders: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    unmarked: set[tuple[str, str]] = set()
    for file, slug, entry in _entries():
        for language in LANGUAGES:
            doubtful = set(map(fold, entry.get("ambiguous", {}).get(language, [])))
            for form in map(fold, _forms(entry, language)):
                holders[language, form].add((file, slug))
                if form not in doubtful:
                    unmarked.add((language, form))
    shared = {key: places for key, places in holders.items() if len(places) > 1}
    assert set(shared) == KNOWN_HOMONYMS, shared
    assert not set(shared) & unmarked


def test_compounds_belong_to_one_country():
    for language in LANGUAGES:
        seen = Counter(
            fold(f) for entry in PLACES["countries"].values() for f in _forms(entry, language, ("compounds",))
        )
        assert [form for form, count in seen.items() if count > 1] == []


def test_countries_are_iso_codes_and_complete():
    codes = set(PLACES["countries"])
    territories = Locale("en").territories
    assert codes <= {code.lower() for code in territories if len(code) == 2}
    assert {"ps", "xk", "tw", "eh", "va", "no"} <= codes
    # 193 members of the United Nations, and the six that the head of the file names.
    assert len(codes) == 193 + 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_usual_name_of_every_country_is_known(language: str):
    territories = Locale(language).territories
    for code, entry in PLACES["countries"].items():
        usual = fold(territories[code.upper()])
        # CLDR's own disambiguations, which no text writes; Vatican City is a city here.
        if "(" in usual or " - " in usual or code in {"hk", "va"}:
            continue
        assert usual in map(fold, entry["names"][language]), f"{code}: {usual}"


def test_every_country_has_an_adjective_where_the_language_has_one():
    # Out on purpose: Arabic for the Central African Republic and São Tomé is a phrase, not an adjective; Congo's and
    # (in English) Dominica's are their neighbours', which hold them; the Holy See has none in English.
    out = {"fr": set(), "ar": {"cf", "cg", "st"}, "en": {"cg", "dm", "va"}}
    for language in LANGUAGES:
        without = {c for c, entry in PLACES["countries"].items() if not entry.get("demonyms", {}).get(language)}
        assert without == out[language]


def test_neighbours_that_look_alike_are_kept_apart():
    countries = PLACES["countries"]
    assert "nigérien" in countries["ne"]["demonyms"]["fr"]
    assert "nigérian" in countries["ng"]["demonyms"]["fr"]
    assert fold("nigérien") != fold("nigérian")
    assert fold("نيجري") not in map(fold, countries["ng"]["demonyms"]["ar"])


@pytest.mark.parametrize(
    ("file", "slug", "language", "form"),
    [
        ("countries", "ml", "ar", "مالي"),
        ("countries", "td", "en", "Chad"),
        ("countries", "tr", "en", "Turkey"),
        ("countries", "us", "en", "US"),
        ("countries", "sy", "ar", "سورية"),
        ("cities", "bechar", "ar", "بشار"),
        ("cities", "mascara", "fr", "Mascara"),
        ("regions", "sahel", "ar", "الساحل"),
    ],
)
def test_names_that_are_also_words_are_marked(file: str, slug: str, language: str, form: str):
    assert form in PLACES[file][slug]["ambiguous"][language]


def test_capitals_and_cities_point_at_each_other():
    countries, cities = PLACES["countries"], PLACES["cities"]
    capitals = {entry["capital"]: code for code, entry in countries.items() if "capital" in entry}
    assert set(countries) - set(capitals.values()) == {"eh", "hk"}
    for slug, code in capitals.items():
        assert cities[slug]["country"] == code
    assert {slug for slug, city in cities.items() if city.get("capital")} == set(capitals)
    assert {city["country"] for city in cities.values()} <= set(countries)


def test_no_city_carries_the_bare_name_of_a_country():
    assert not any(fold(form) == fold("الجزائر") for form in PLACES["cities"]["algiers"]["names"]["ar"])
    assert not any(fold(form) == fold("تونس") for form in PLACES["cities"]["tunis"]["names"]["ar"])


def test_coordinates_are_in_range_and_towns_lie_near_their_capital():
    cities = PLACES["cities"]
    for slug, city in cities.items():
        assert -90 <= city["latitude"] <= 90, slug
        assert -180 <= city["longitude"] <= 180, slug
    # A swapped sign or pair shows as a Sahel or Maghreb town thousands of kilometres from home.
    boxes = {"dz": (18, 38, -9, 12), "ma": (27, 36, -14, -1), "tn": (30, 38, 7, 12), "ly": (19, 34, 9, 26)}
    boxes |= {"mr": (14, 28, -18, -4), "ml": (10, 26, -13, 5), "ne": (11, 24, 0, 16), "bf": (9, 16, -6, 3)}
    boxes |= {"td": (7, 24, 13, 25), "sn": (12, 17, -18, -11), "ng": (4, 14, 2, 15), "eg": (21, 32, 24, 37)}
    for slug, city in cities.items():
        if city["country"] in boxes:
            south, north, west, east = boxes[city["country"]]
            assert south <= city["latitude"] <= north and west <= city["longitude"] <= east, slug


def test_towns_of_one_country_are_not_the_same_point():
    by_country: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for slug, city in PLACES["cities"].items():
        by_country[city["country"]].append((slug, city["latitude"], city["longitude"]))
    for towns in by_country.values():
        for one, other in combinations(towns, 2):
            assert one[1:] != other[1:], f"{one[0]} and {other[0]}"


def test_region_parents_exist_and_do_not_run_in_circles():
    regions = PLACES["regions"]
    for slug in regions:
        chain = [slug]
        while parent := regions[chain[-1]].get("parent"):
            assert parent in regions, f"{chain[-1]} → {parent}"
            assert parent not in chain, f"circle at {parent}"
            chain.append(parent)


def test_wikidata_ids_are_ids_and_belong_to_one_place():
    ids = [entry["wikidata"] for _, _, entry in _entries() if "wikidata" in entry]
    assert all(item[0] == "Q" and item[1:].isdigit() for item in ids)
    assert [item for item, count in Counter(ids).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_parts_are_single_names_and_disjoint(language: str):
    parts = _read("name_parts", language)
    assert set(parts) == {"particles", "given_names"}
    folded = Counter(fold(form) for forms in parts.values() for form in forms)
    assert [form for form, count in folded.items() if count > 1] == []
    compounds = {"محي الدين", "زين العابدين"}
    assert {name for name in parts["given_names"] if " " in name} <= compounds, "a full name of a person?"


def test_given_names_are_no_adjectives_of_nationality():
    for language in LANGUAGES:
        given = set(map(fold, _read("name_parts", language)["given_names"]))
        adjectives = {
            fold(f) for _, _, entry in _entries() for f in _forms(entry, language, ("demonyms", "adjectives"))
        }
        assert given & adjectives == set()
