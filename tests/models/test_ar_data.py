"""Training data of the Arabic model: torn words mended, institutions marked alike, names swapped in."""

import importlib
import random
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "models" / "ar"
COUNTS = {"كما": 900, "ما": 5000, "يتصور": 5, "اتصال": 300, "نفسك": 40, "للشرق": 20}


@pytest.fixture
def corpora(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("corpora")


def plain(text: str) -> list[tuple[str, str]]:
    return [(word, "O") for word in text.split()]


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ("ليست قاتمة ك ما يتصور", "ليست قاتمة كما يتصور"),
        ("في ا تصال معه", "في اتصال معه"),
        ("تجد نفس ك هنا", "تجد نفسك هنا"),
        ("البند ك من النص", "البند ك من النص"),
        ("جاء ب سيارة", "جاء ب سيارة"),
    ],
)
def test_lone_letters_go_where_they_make_a_word(corpora: ModuleType, torn: str, mended: str) -> None:
    assert corpora.rejoin_letters(plain(torn), COUNTS) == plain(mended)


def test_letters_in_names_are_left_alone(corpora: ModuleType) -> None:
    sentence = [("ا", "B-LOC"), ("تصال", "I-LOC")]
    assert corpora.rejoin_letters(sentence, COUNTS) == sentence


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("قال الجيش المغربي ان", "O B-ORG I-ORG O"),
        ("وزارة الدفاع المغربية تنفي", "B-ORG I-ORG I-ORG O"),
        ("دخلت القوات المغربية امس", "O ? ? O"),
        ("رد الجيش بسرعة", "O ? O"),
        ("رئيس الوزراء يصل", "O O O"),
    ],
)
def test_institutions_are_marked_alike(corpora: ModuleType, text: str, tags: str) -> None:
    mended = corpora.mend_institutions(plain(text), {"المغربي", "المغربيه"})
    assert [tag for _, tag in mended] == tags.split()


def test_what_is_marked_already_stays(corpora: ModuleType) -> None:
    sentence = [("الجيش", "B-PER"), ("المغربي", "I-PER")]
    assert corpora.mend_institutions(sentence, {"المغربي"}) == sentence


def test_the_article_behind_lam_loses_its_alef(corpora: ModuleType) -> None:
    text, spans = corpora.join([("قال", "O"), ("ل", "O"), ("الشرق", "B-ORG"), ("الاوسط", "I-ORG")])
    assert text == "قال للشرق الاوسط"
    assert [text[start:end] for start, end, _ in spans] == ["لشرق الاوسط"]


def test_templates_name_only_slots_that_can_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)
    templates, swaps, field = (importlib.import_module(name) for name in ("templates", "swaps", "field"))
    some = swaps.Swaps([("سعيد", "مطر")], [("علي", "ناجي")], [("تيبازة",)], ["كارلسون"], {})
    documents = templates.field_sentences(field.read_field().slots, some, random.Random(1), 2)
    sentences = [sentence for document in documents for sentence in document]
    assert len(sentences) == 2 * len(templates.read_templates())
    assert not any("{" in word or "}" in word for sentence in sentences for word, _ in sentence)
    assert {tag[2:] for sentence in sentences for _, tag in sentence} == {"", "PER", "ORG", "LOC"}


def test_names_are_swapped_for_others_of_their_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)
    swaps = importlib.import_module("swaps")
    some = swaps.Swaps([("سعيد", "مطر")], [("علي", "ناجي")], [("تيبازة",)], ["كارلسون"], {"LOC": [("وهران",)]})
    rng = random.Random(2)
    assert all(len(swaps.person(some, rng)) > 1 for _ in range(50))
    assert {swaps.swapped(("فاس",), "LOC", some, rng) for _ in range(20)} == {("تيبازة",), ("وهران",)}


def test_unsure_words_are_no_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)
    swaps = importlib.import_module("swaps")
    sentence = [("القوات", "?"), ("تدخل", "O"), ("عين", "B-LOC"), ("صالح", "I-LOC")]
    assert list(swaps.entities(sentence)) == [(2, 4, "LOC")]
