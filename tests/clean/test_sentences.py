"""Sentences: marked texts, `¦` between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.sentences import split_sentences

MARKED = [
    ("fr", "M. Kaci a reçu le gén. Ould Bouh.¦Il a cité l'art. 5 de l'accord.¦Le Dr. Benali était là."),
    ("fr", "« Nous avons travaillé. Nous continuerons », a dit M. Kaci.¦Il est parti."),
    ("fr", "« Oui ! » a-t-il dit.¦Puis il est parti."),
    ("fr", "La réunion est à 10 h.¦Le ministre arrive.¦Le coût est de 3,5 millions."),
    ("fr", "« Oui », a déclaré le lieutenant-général. Untel.¦La délégation est repartie mardi."),
    ("fr", "Mme S. Haddad et M. K. Ould Bouh se sont vus.¦Ils se reverront le 3 sept. 2021 à Tunis."),
    ("en", "Gen. Sidi Ahmed met Lt. Col. John P. Doe on Jan. 5.¦The U.S. delegation left.¦It cost $3.5 million."),
    ("en", 'He asked: "Who pays? Nobody knows."¦Then he left.'),
    ("en", "Resolution No. 12 was adopted.¦Nobody said no.¦Everybody left."),
    ("en", "“We stay. We do not leave,” he said.¦The talks go on."),
    ("ar", "وقال الوزير إن ”أمن البلدين لا يتجزأ. سنعمل معا”، مضيفا أن اللجنة ستجتمع.¦وانتهى اللقاء؟¦نعم."),
    ("ar", "التقى الوزير د. بن سالم وفدا من نيامي.¦وغادر الوفد مساء."),
    ("ar", "قال إن «الأمن أولوية. لا تراجع عنها».¦ثم غادر."),
]


@pytest.mark.parametrize(("language", "marked"), MARKED, ids=[marked[:30] for _, marked in MARKED])
def test_marked_sentences(language: str, marked: str) -> None:
    text = marked.replace("¦", " ")
    assert [text[start:end] for start, end in split_sentences(text, language)] == marked.split("¦")


def test_no_space_after_the_stop() -> None:
    text = "انتهى الاجتماع.وغادر الوفد."
    assert [text[start:end] for start, end in split_sentences(text, "ar")] == ["انتهى الاجتماع.", "وغادر الوفد."]


def test_edges_are_trimmed_of_white_space_and_invisible_marks() -> None:
    text = "\u200f\u00a0Il est parti.\u200b \ufeffElle reste.\u00a0"
    assert [text[start:end] for start, end in split_sentences(text, "fr")] == ["Il est parti.", "Elle reste."]


@pytest.mark.parametrize("text", ["", " \u00a0\n", "\u200b"])
def test_nothing_to_split(text: str) -> None:
    assert split_sentences(text, "fr") == []


def test_an_unknown_language_is_split_as_english() -> None:
    text = "Lo ha detto Mr. Rossi. È finita."
    assert split_sentences(text, "it") == split_sentences(text, "en")
    assert len(split_sentences(text, "it")) == 2


def test_a_quotation_that_is_never_closed_holds_nothing_together() -> None:
    text = "« Nous avons travaillé. Nous continuerons. Il est parti."
    assert len(split_sentences(text, "fr")) == 3


@given(st.text(max_size=120), st.sampled_from(["fr", "ar", "en", "und"]))
def test_spans_cover_any_text(text: str, language: str) -> None:
    at = 0
    for start, end in split_sentences(text, language):
        assert at <= start < end
        assert not any(c.isprintable() and not c.isspace() for c in text[at:start])
        at = end
    assert not any(c.isprintable() and not c.isspace() for c in text[at:])
