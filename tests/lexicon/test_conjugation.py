"""The forms of verbs of saying: those the press writes, and an error for a verb the rules do not know."""

import pytest

from tasks.lexicon.conjugation import conjugated, participles


@pytest.mark.parametrize(
    ("verb", "language", "some"),
    [
        ("déclarer", "fr", ["déclare", "déclarent", "déclarait", "déclara", "déclarèrent", "déclarant", "a déclaré"]),
        ("annoncer", "fr", ["annonce", "annonçait", "annonça", "annoncèrent", "annonçant", "annonce-t-il"]),
        ("juger", "fr", ["juge", "jugeait", "jugea", "jugeant", "ont jugé"]),
        ("rappeler", "fr", ["rappelle", "rappellent", "rappelle-t-elle", "rappelait", "a rappelé"]),
        ("s'indigner", "fr", ["s'indigne", "s'indignant", "s'est indigné", "s'est indignée"]),
        ("se féliciter", "fr", ["se félicite", "se sont félicités", "s'est félicitée"]),
        ("warn", "en", ["warned", "warns", "warning"]),
        ("note", "en", ["noted", "notes", "noting"]),
        ("testify", "en", ["testified", "testifies", "testifying"]),
        ("stress", "en", ["stressed", "stresses", "stressing"]),
        ("أكد يؤكد مؤكد", "ar", ["أكد", "أكدت", "أكدوا", "يؤكد", "تؤكد", "يؤكدون", "مؤكدا", "مؤكدة", "مؤكدين"]),
    ],
)
def test_a_verb_has_the_forms_of_the_press(verb: str, language: str, some: list[str]) -> None:
    made = conjugated(verb, language)
    assert set(some) <= set(made) and len(set(made)) == len(made)


@pytest.mark.parametrize(("verb", "language"), [("dire", "fr"), ("make known", "en"), ("أكد مؤكد", "ar")])
def test_a_verb_the_rules_do_not_know_is_an_error(verb: str, language: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        conjugated(verb, language)


def test_an_arabic_verb_has_only_the_participles_given_with_it() -> None:
    assert participles("شدد يشدد مشدد") == ("مشددا", "مشددة", "مشددين")
    assert participles("ذكر يذكر") == ()
