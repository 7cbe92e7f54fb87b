"""Organisations, mechanisms and topics: well formed, in three languages, and no name that means two of them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.text import fold

COMMON = Path(__file__).parents[2] / "tasks" / "lexicon" / "common"
LANGUAGES = ("fr", "ar", "en")
SUBKINDS = frozenset(
    (
        "ministry army police intelligence alliance international_organisation regional_organisation armed_group media "
        "company ngo parliament court presidency government party think_tank agency committee university"
    ).split()
)
MECHANISM_KINDS = frozenset(
    "strategic_dialogue joint_commission forum coalition partnership initiative treaty working_group".split()
)
PLOVER_CONTEXTS = frozenset(
    (
        "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
        "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
        "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
        "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
        "trafficking"
    ).split()
)
# A body whose name is shared by several states in one language only, or an acronym that Arabic does not write.
UNNAMED_IN = {"majlis_al_umma": {"fr", "en"}, "mae_generic": {"ar"}}
# Short Arabic initials of news agencies that are no word of the language.
GUARDED = {"واج"}


class UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key that stands twice is an error (PyYAML keeps the last one silently)."""


def _mapping(loader: UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"a key stands twice near line {node.start_mark.line + 1}"
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(name: str) -> dict[str, Any]:
    return yaml.load((COMMON / f"{name}.yml").read_text(encoding="utf-8"), Loader=UniqueKeys)


ORGANISATIONS = read("organisations")
MECHANISMS = read("mechanisms")
TOPICS = read("topics")
BODIES = {**ORGANISATIONS, **MECHANISMS}


def names(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for name in entry["names"][language]:
            yield language, name


def is_capitals(name: str) -> bool:
    return name.upper() == name and name.lower() != name


def test_slugs_are_plain_and_used_once() -> None:
    assert not set(ORGANISATIONS) & set(MECHANISMS)
    assert [slug for slug in (*BODIES, *TOPICS) if not re.fullmatch(r"[a-z][a-z0-9_]*", slug)] == []


def test_organisations_have_exactly_the_agreed_keys() -> None:
    required, optional = {"subkind", "country", "parent", "names", "ambiguous"}, {"wikidata", "generic"}
    for slug, entry in ORGANISATIONS.items():
        assert required <= set(entry) <= required | optional, slug
        assert entry["subkind"] in SUBKINDS, slug
        assert entry["country"] is None or re.fullmatch("[a-z]{2}", entry["country"]), slug
        assert entry.get("generic", True) is True, slug
        assert not (entry.get("generic") and entry["country"]), f"{slug}: a generic body has no country of its own"


def test_mechanisms_have_exactly_the_agreed_keys() -> None:
    required = {"mechanism_kind", "parties", "parent", "names", "ambiguous"}
    for slug, entry in MECHANISMS.items():
        assert required <= set(entry) <= required | {"wikidata", "founded"}, slug
        assert entry["mechanism_kind"] in MECHANISM_KINDS, slug
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", entry.get("founded", "2000")), slug


def test_wikidata_ids_are_ids_and_name_one_body() -> None:
    ids = [entry["wikidata"] for entry in BODIES.values() if "wikidata" in entry]
    assert all(re.fullmatch(r"Q[1-9]\d*", wikidata) for wikidata in ids)
    assert len(ids) == len(set(ids))


def test_parents_exist_and_lead_to_a_root() -> None:
    for slug in BODIES:
        seen = {slug}
        parent = BODIES[slug]["parent"]
        while parent is not None:
            assert parent in BODIES, f"{slug}: no parent {parent}"
            assert parent not in seen, f"{slug}: its parents go in a circle"
            seen.add(parent)
            parent = BODIES[parent]["parent"]


def test_parties_are_country_codes_or_organisations() -> None:
    countries = COMMON / "countries.yml"
    known = set(yaml.safe_load(countries.read_text(encoding="utf-8"))) if countries.exists() else None
    for slug, entry in MECHANISMS.items():
        assert len(entry["parties"]) == len(set(entry["parties"])), slug
        for party in entry["parties"]:
            is_country = re.fullmatch("[a-z]{2}", party) and (known is None or party in known)
            assert is_country or party in ORGANISATIONS, f"{slug}: {party} is no country code and no organisation"


def test_every_entry_is_named_in_three_languages() -> None:
    missing = {slug: {lang for lang in LANGUAGES if not entry["names"][lang]} for slug, entry in BODIES.items()}
    assert {slug: languages for slug, languages in missing.items() if languages} == UNNAMED_IN


def test_names_are_clean_and_in_their_script() -> None:
    for slug, entry in BODIES.items():
        for language, name in names(entry):
            assert isinstance(name, str), f"{slug}: {name!r} must be quoted"
            assert name == " ".join(name.split()) and fold(name), f"{slug}: «{name}»"
            is_arabic = bool(re.search(r"[\u0600-\u06ff]", name))
            assert is_arabic == (language == "ar") or re.search(r"\d", name), f"{slug}: «{name}» under {language}"


def test_no_name_means_two_bodies() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for slug, entry in BODIES.items():
        for language, name in names(entry):
            owners[language, fold(name).replace("-", " ")].add(slug)
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_one_body_repeats_a_name_only_in_capitals() -> None:
    """`OTAN` beside `Otan` is meant (capitals match in capitals only); any other repetition is a slip."""
    for slug, entry in BODIES.items():
        written: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for language, name in names(entry):
            written[language, fold(name)].append(is_capitals(name))
        for key, capitals in written.items():
            assert len(capitals) == len(set(capitals)), f"{slug}: {key} twice"


def test_ambiguous_names_are_names_of_the_entry() -> None:
    for slug, entry in BODIES.items():
        assert set(entry["ambiguous"]) == set(LANGUAGES), slug
        for language in LANGUAGES:
            assert set(entry["ambiguous"][language]) <= set(entry["names"][language]), slug


def test_short_names_outside_capitals_are_ambiguous() -> None:
    """A Latin name of two letters or an Arabic one of three must ask for evidence, unless capitals guard it."""
    for slug, entry in BODIES.items():
        for language, name in names(entry):
            limit = 3 if language == "ar" else 2
            if len(name) <= limit and not is_capitals(name) and not any(c.isdigit() for c in name):
                assert name in entry["ambiguous"][language] or name in GUARDED, f"{slug}: «{name}»"


@pytest.mark.parametrize("name", ["organisations", "mechanisms", "topics"])
def test_head_says_who_reads_it_by_which_rule_and_the_source(name: str) -> None:
    head = (COMMON / f"{name}.yml").read_text(encoding="utf-8").split("\n\n")[0]
    assert all(word in head for word in ("Read by:", "Rule:", "Out:", "Source:"))
    assert all(line.startswith("#") for line in head.splitlines())


def test_topics_have_exactly_the_agreed_keys() -> None:
    for slug, topic in TOPICS.items():
        assert set(topic) == {"label", "cues", "plover_context", "example"}, slug
        assert topic["plover_context"] is None or topic["plover_context"] in PLOVER_CONTEXTS, slug
        for key in ("label", "cues", "example"):
            assert set(topic[key]) == set(LANGUAGES) and all(topic[key].values()), f"{slug}.{key}"


@pytest.mark.parametrize("slug", TOPICS)
def test_topic_examples_hold_a_cue_of_their_topic(slug: str) -> None:
    for language in LANGUAGES:
        example = fold(TOPICS[slug]["example"][language])
        boundary = r"\b\w{0,3}" if language == "ar" else r"\b"  # Arabic proclitics are written onto the word
        cues = [fold(cue) for cue in TOPICS[slug]["cues"][language]]
        assert any(re.search(boundary + re.escape(cue) + r"\b", example) for cue in cues), f"{slug}/{language}"


def test_no_cue_serves_two_topics() -> None:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug, topic in TOPICS.items():
        for language in LANGUAGES:
            for cue in topic["cues"][language]:
                owners[language, fold(cue)].append(slug)
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_breadth_of_the_lists() -> None:
    """The lists are what finds institutions in Arabic, where no trained model does: they must not shrink unseen."""
    assert len(ORGANISATIONS) >= 600
    assert len(MECHANISMS) >= 120
    assert len(TOPICS) >= 30
