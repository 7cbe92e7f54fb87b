"""Rules too small for a sentence: numerals of sessions, marks of speech, hashtags, verbs with an adverb inside."""

import pytest

from tasks.extract.document import kept_text
from tasks.extract.pipeline import find_hits, pipeline
from tasks.extract.quote_marks import find_stretches
from tasks.extract.sessions import _from_roman
from tasks.lexicon import WITH_VERBS
from tasks.lexicon.loader import Phrase, _variants
from tasks.records import Block
from tests.extract.test_marked import extraction


def block(text: str, ordinal: int = 0, language: str = "fr") -> Block:
    return Block("a", ordinal, "body", True, "test", text, 0, len(text), language)


@pytest.mark.parametrize(
    ("numeral", "number"), [("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("XIV", 14), ("XIX", 19), ("XXVII", 27)]
)
def test_roman_numerals(numeral: str, number: int) -> None:
    assert _from_roman(numeral) == number


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("قال: ((لن نترك أحدا)).", ["لن نترك أحدا"]),
        ("Il a dit : ((Nous restons)) puis ((Nous partons)).", ["Nous restons", "Nous partons"]),
        ("He said ((we stay)) on (Monday).", ["we stay"]),
        ("He left (on Monday) and came back (on Tuesday).", []),
        ("He left ((on Monday) alone.", []),
    ],
)
def test_double_brackets_are_marks_and_single_ones_are_none(text: str, quoted: list[str]) -> None:
    assert [text[s.raw_start : s.raw_end] for s in find_stretches([block(text)])] == quoted


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("رحب #مجلس_الأمن بالقرار", "رحب  مجلس الأمن بالقرار"),
        ("L'#Union_africaine est prête", "L' Union africaine est prête"),
        ("The #African_Union is ready", "The  African Union is ready"),
        ("Le dossier #12 et le fichier a_b", "Le dossier #12 et le fichier a_b"),
    ],
)
def test_a_hashtag_is_the_words_it_joins_and_stays_as_long(text: str, read: str) -> None:
    kept = kept_text(text, [block(text)])
    assert (kept, len(kept)) == (read, len(text))


def test_a_verb_is_given_in_the_tenses_of_its_auxiliary_and_a_title_is_not() -> None:
    assert set(_variants(Phrase("quote_cue", "say", "a promis"), "fr")) >= {
        "a promis",
        "avait promis",
        "a-t-elle promis",
    }
    assert set(_variants(Phrase("quote_cue", "say", "has promised"), "en")) == {"has promised", "had promised"}
    assert set(_variants(Phrase("office", "minister", "ministre"), "fr")) == {"ministre", "ex-ministre"}


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Il a également promis un pont.", "fr", "a également promis"),
        ("Elle avait, pour sa part, déclaré que non.", "fr", "avait, pour sa part, déclaré"),
        ("Il s'est ensuite étonné du retard.", "fr", "s'est ensuite étonné"),
        ("Non, a-t-il encore répondu.", "fr", "a-t-il encore répondu"),
        ("Il a promis également un pont.", "fr", "a promis"),
        ("They will then meet the press.", "en", "will then meet"),
        ("Il a longtemps promis un pont.", "fr", "a longtemps promis"),
        ("Il a jamais promis un pont.", "fr", ""),
        ("Il en a notamment", "fr", ""),
    ],
)
def test_a_verb_is_found_past_an_adverb_behind_its_auxiliary(text: str, language: str, cue: str) -> None:
    doc = pipeline(language)(text)
    found = [h for h in find_hits(doc, language) if h.category in WITH_VERBS]
    assert max((doc[h.start : h.end].text for h in found), key=len, default="") == cue


def test_a_commission_is_of_the_two_states_that_hold_its_sessions() -> None:
    def parties(text: str) -> list[tuple[str, ...]]:
        return [r.parties for r in extraction(text, "en", None).referents if r.kind == "mechanism"]

    held = "Tunisia and Libya held the third session of their Joint Security Commission in Tunis."
    assert parties(held) == [("LY", "TN")]
    assert parties("The third session of the Joint Security Commission was held in Tunis.") == [()]
    assert parties(f"{held} Mali and Niger held the fourth session of the Joint Security Commission.") == [()]


@pytest.mark.parametrize("text", ["They vote on December\u00a024, 2021.", "Ils votent le 24\u202fdécembre\u00a02021."])
def test_a_date_is_the_page_s_own_characters(text: str) -> None:
    (found,) = extraction(text, "en" if text.startswith("They") else "fr", None).date_mentions
    assert found.text == found.surface == text[found.raw_start : found.raw_end]
    assert found.date_edtf == "2021-12-24"
