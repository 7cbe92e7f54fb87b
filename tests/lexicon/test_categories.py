"""The files of each language: well formed, no form twice, in the language's script, and found by the pipeline."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc

from tasks.extract.complements import closed_class
from tasks.extract.pipeline import CATEGORIES, find_hits, fold_tokens, pipeline
from tasks.lexicon import LANGUAGES, entries, forms, phrases
from tasks.text import fold

FOLDER = Path(__file__).parents[2] / "tasks" / "lexicon"
TITLE_CLASSES = frozenset(
    (
        "head_of_state head_of_government minister deputy_minister secretary_general ambassador military_officer "
        "security_official envoy parliamentarian spokesperson other"
    ).split()
)
EVENT_TYPES = set("session meeting visit conference agreement exercise statement appointment operation none".split())
PARTS = set("party host visitor chair co_chair head_of_delegation attendee organiser speaker signatory place".split())
PREDICATES = set(
    "member_of joined chairs co_chairs coordinates partner_of ally_of party_to launched_by has_working_group".split()
)
STATUSES = {"planned", "ongoing", "postponed", "cancelled", "mentioned"}
# category → keys that an entry must have, keys that it may have
KEYS: dict[str, tuple[set[str], set[str]]] = {
    "office": ({"forms", "title_class", "head"}, {"country", "alone", "needs"}),
    "honorific": ({"forms"}, {"gender"}),
    "rank": ({"forms"}, {"title_class", "head"}),
    "organisation_head": ({"forms", "subkind"}, {"bare", "unit", "capital"}),
    "mechanism_head": ({"forms", "mechanism_kind"}, set()),
    "reference": ({"forms"}, {"gender"}),
    "event": ({"forms", "type", "kind"}, {"back", "label", "act", "mode", "needs", "tagged"}),
    "event_status": ({"forms"}, set()),
    "ordinal": ({"forms"}, set()),
    "part": ({"forms", "part", "side"}, {"all", "alone", "near", "agent"}),
    "quote_cue": ({"forms"}, {"verbs", "order", "passive", "needs_subject"}),
    "relation": ({"forms"}, {"predicate", "pair"}),
}
CLASSES = (
    "links determiners coordinators stops locatives pronouns former acting designate between capacity "
    "named_after inner_nouns common_nouns venues with adjuncts becomes until put_off_to relatives staff staff_leads"
).split()

both = pytest.mark.parametrize(
    ("category", "language"), [(category, language) for category in CATEGORIES for language in LANGUAGES]
)


def listed(category: str, language: str) -> list[tuple[str, str]]:
    """Every (entry id, form) of a file, in order."""
    table = entries(category, language)
    return [
        (key, str(f)) for key, entry in table.items() for f in (entry["forms"] if isinstance(entry, dict) else entry)
    ]


def entry_of(category: str, language: str) -> list[tuple[str, dict[str, Any]]]:
    table = entries(category, language)
    return [(key, entry if isinstance(entry, dict) else {"forms": entry}) for key, entry in table.items()]


def test_keys_are_said_of_every_category() -> None:
    assert set(KEYS) == set(CATEGORIES)


@both
def test_entries_have_the_agreed_keys(category: str, language: str) -> None:
    required, optional = KEYS[category]
    for key, entry in entry_of(category, language):
        assert re.fullmatch(r"[a-z0-9_]+", key), key
        assert required <= set(entry) <= required | optional, f"{key}: {sorted(entry)}"
        assert entry["forms"], key


@both
def test_no_form_stands_twice_and_none_is_empty(category: str, language: str) -> None:
    folded = [fold(form) for _, form in listed(category, language)]
    assert [form for form in folded if not form or folded.count(form) > 1] == []
    assert [form for _, form in listed(category, language) if form != " ".join(form.split())] == []
    assert forms(category, language)


@both
def test_forms_are_in_the_script_of_their_language(category: str, language: str) -> None:
    arabic = re.compile(r"[\u0600-\u06ff]")
    wrong = [form for _, form in listed(category, language) if bool(arabic.search(form)) != (language == "ar")]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_mean_what_the_warehouse_knows(language: str) -> None:
    assert {e["title_class"] for _, e in entry_of("office", language)} <= TITLE_CLASSES
    assert {e["type"] for _, e in entry_of("event", language)} <= EVENT_TYPES
    assert {e["kind"] for _, e in entry_of("event", language)} == {"noun", "verb"}
    assert {e["part"] for _, e in entry_of("part", language)} <= PARTS
    assert {e["side"] for _, e in entry_of("part", language)} <= {"before", "after"}
    assert {e.get("predicate", key) for key, e in entry_of("relation", language)} <= PREDICATES | {
        "has_members",
        "groups",
    }
    assert {key for key, _ in entry_of("event_status", language)} <= STATUSES | {"none"}
    assert all(1 <= int(key) <= 100 for key, _ in entry_of("ordinal", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closed_classes_are_there_without_doubles(language: str) -> None:
    grammar = entries("grammar", language)
    for name in CLASSES:
        assert closed_class(name, language) or name in {"determiners", "inner_nouns", "adjuncts"}, name
    for name, words in grammar.items():
        assert all(isinstance(word, str) and fold(word) for word in words), name
        assert len({str(word) for word in words}) == len(words), f"{name}: a word stands twice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_says_who_reads_it_and_whence_it_is(language: str) -> None:
    for path in sorted((FOLDER / language).glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        if path.stem == "furniture":
            continue
        head = "\n".join(line for line in text.splitlines()[:14] if line.startswith("#"))
        assert "Read by" in head and "ource" in head, f"{language}/{path.name}"
        assert isinstance(yaml.safe_load(text), dict)


@lru_cache(maxsize=4)
def _hits_alone(language: str) -> dict[tuple[str, str], set[str]]:
    """(category, form) → ids of the entries whose hit is just that form, each form set into a line of its own."""
    nlp = pipeline(language)
    around = {"fr": "zzz {} zzz", "en": "zzz {} zzz", "ar": "ززز {} ززز"}[language]
    found: dict[tuple[str, str], set[str]] = {}
    for category in CATEGORIES:
        for _, form in listed(category, language):
            doc: Doc = nlp.make_doc(around.format(form))
            doc = doc if language == "ar" else fold_tokens(doc)
            for hit in find_hits(doc, language):
                if hit.category == category and doc[hit.start : hit.end].text == form:
                    found.setdefault((category, form), set()).add(hit.entry_id)
    return found


@both
def test_every_form_is_found_where_it_stands(category: str, language: str) -> None:
    """Triggers, cues, office heads and the rest: a form that the tokenizer cuts otherwise would never be found."""
    found = _hits_alone(language)
    missed = [form for key, form in listed(category, language) if key not in found.get((category, form), set())]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alias_is_given_under_its_language(language: str) -> None:
    arabic = re.compile(r"[\u0600-\u06ff]")
    common = [p for p in phrases(language, ()) if p.category in {"country", "city", "region", "demonym"}]
    assert common
    assert [p.form for p in common if bool(arabic.search(p.form)) != (language == "ar") and not p.is_acronym] == []
