"""What figures count: one word for each thing in every language, and no form that means two of them."""

from tasks.lexicon import LANGUAGES, entries
from tasks.text import fold


def test_every_class_has_folded_forms_in_every_language_and_no_form_is_of_two() -> None:
    for language in LANGUAGES:
        forms = [str(form) for words in entries("counted").values() for form in words[language]]
        assert sorted(forms) == sorted({fold(form) for form in forms})
    assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in entries("counted").values())
