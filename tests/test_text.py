"""Folding: keys for matching, and the way back to the page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text import ascii_digits, fold, fold_with_offsets, soften

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Échéance", "echeance"),
        ("L’Élysée", "l'elysee"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("  deux\u00a0 mots\n", "deux mots"),
        ("أحمد", "احمد"),
        ("إدارة", "اداره"),
        ("مُدَرِّسٌ", "مدرس"),
        ("حــوار", "حوار"),
        ("مستشفى", "مستشفي"),
        ("٢٠٢١", "2021"),
        ("۴۵", "45"),
        ("\u200fحوار\u200e", "حوار"),
        ("", ""),
        ("َُِ", ""),
    ],
)
def test_a_key_has_neither_case_nor_marks(written: str, key: str) -> None:
    assert fold(written) == key


@pytest.mark.parametrize(("one", "other"), [("é", "e\u0301"), ("آ", "ا\u0653"), ("ﷲ", "الله")])
def test_composed_and_decomposed_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("حوار", "جوار"), ("cote", "code"), ("2021", "2012"), ("ت", "ث")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_softening_and_digits_keep_every_offset(text: str) -> None:
    assert len(soften(text)) == len(text)
    assert len(ascii_digits(text)) == len(text)


@given(TEXTS)
def test_softening_twice_is_softening_once(text: str) -> None:
    assert soften(soften(text)) == soften(text)


@given(TEXTS)
def test_offsets_lead_back_into_the_text(text: str) -> None:
    folded, origin = fold_with_offsets(text)
    assert len(folded) == len(origin)
    assert origin == sorted(origin)
    assert all(0 <= index < len(text) for index in origin)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789'-", max_size=40))
def test_plain_text_is_its_own_key(text: str) -> None:
    assert fold(text) == " ".join(text.split())


def test_what_is_found_in_the_folded_text_is_cut_out_of_the_page() -> None:
    page = "Le « Comité d’État-Major » — اللَّجنة"
    folded, origin = fold_with_offsets(page)
    start = folded.index("etat-major")
    assert page[origin[start] : origin[start + len("etat-major") - 1] + 1] == "État-Major"
    start = folded.index("اللجنه")
    assert unicodedata.normalize("NFC", page[origin[start] :]).startswith("اللَّجنة")


def test_softening_makes_apostrophes_spaces_and_hyphens_plain() -> None:
    assert soften("l’Algérie\u00a0: vice\u2011ministre") == "l'Algérie : vice-ministre"
    assert soften("Élysée") == "Élysée"
