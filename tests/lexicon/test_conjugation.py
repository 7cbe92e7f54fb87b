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
        ("أكد يؤكد مؤكد", "ar", ["أكد", "أكدت", "أكدوا", "يؤكد", "تؤكد", "يؤكدون", "مؤكدا", "مؤكدة"]),
    ],
)
def test_a_verb_has_the_forms_of_the_press(verb: str, language: str, some: list[str]) -> None:
    assert set(some) <= set(conjugated(verb, language))


def test_a_verb_has_no_other_forms() -> None:
    assert conjugated("warn", "en") == ("warned", "warns", "warning")
    assert conjugated("ذكر يذكر", "ar") == ("ذكر", "ذكرت", "ذكروا", "يذكر", "تذكر", "يذكرون")
    assert conjugated("noter", "fr") == (
        "note", "note-t-il", "note-t-elle", "note-t-on", "notent", "nota", "notait", "notaient", "notant", "notèrent",
        "a noté", "ont noté",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "language"),
    [("dire", "fr"), ("make known", "en"), ("slam", "en"), ("أكد مؤكد", "ar"), ("أكد", "ar")],
)
def test_a_verb_the_rules_do_not_know_is_an_error(verb: str, language: str) -> None:
    with pytest.raises(ValueError, match=verb):
        conjugated(verb, language)


def test_an_arabic_verb_has_only_the_participles_given_with_it() -> None:
    assert participles("شدد يشدد مشدد") == ("مشددا", "مشددة")
    assert participles("ذكر يذكر") == ()
