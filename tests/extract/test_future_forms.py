"""Arabic verbs that are in the future by their form alone, and words that only look so."""

import pytest

from tasks.extract.dates import is_future_form
from tasks.text import fold


@pytest.mark.parametrize("verb", ["سيجرون", "سيعقدون", "سيزورون", "ستشارك", "ستجتمع", "ستقوم"])
@pytest.mark.parametrize("joined", ["", "و", "ف"])
def test_a_verb_with_its_prefix_is_a_future_also_behind_a_conjunction(verb: str, joined: str) -> None:
    assert is_future_form(fold(joined + verb), "ar")


@pytest.mark.parametrize(
    "word",
    ["سياسة", "سياسيين", "سيارات", "سيناريو", "سيناء", "سيطرة", "سيد", "سيرة", "سياق", "سياحة", "سيول", "سيراليون",
     "ستة", "ستين", "ستون", "ستار", "استراتيجية", "السيادة", "مسيرة", "يسيرون"],
)  # fmt: skip
def test_nouns_and_numbers_that_begin_like_a_future_are_none(word: str) -> None:
    assert not is_future_form(fold(word), "ar")


@pytest.mark.parametrize(("word", "language"), [("sera", "fr"), ("tiendra", "fr"), ("will", "en"), ("sitting", "en")])
def test_other_languages_have_no_form_of_their_own(word: str, language: str) -> None:
    assert not is_future_form(fold(word), language)
