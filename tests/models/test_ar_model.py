"""The committed Arabic pipeline: it loads, stays small, finds names where they start and end, and keeps its scores."""

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

import tasks.extract.arabic_tokenizer  # noqa: F401  (registers the tokenizer)

ROOT = Path(__file__).resolve().parents[2]
ARTEFACT = ROOT / "models" / "ar_hiwar_news"
CORPORA = ROOT.parent / "shared" / "corpora" / "ar"
LABELS = {"PER", "ORG", "LOC", "MISC"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(ARTEFACT)


def found(nlp: Language, text: str) -> set[tuple[str, str]]:
    doc = nlp(text)
    assert doc.text == text
    return {(text[ent.start_char : ent.end_char], ent.label_) for ent in doc.ents}


def test_it_is_small_and_names_no_machine() -> None:
    files = [path for path in ARTEFACT.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25 * 1024 * 1024
    for path in (ARTEFACT / "config.cfg", ARTEFACT / "meta.json"):
        text = path.read_text(encoding="utf-8")
        assert "/work" not in text and "/tmp" not in text and "/root" not in text


def test_labels_and_licence(nlp: Language) -> None:
    assert set(nlp.get_pipe("ner").labels) == LABELS
    assert nlp.meta["license"] == "CC BY-SA 3.0"
    assert nlp.meta["performance"]["test_news"]["all"]["f"] >= 0.63


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استقبل الرئيس التونسي قيس سعيد وزير الدفاع في تونس.", ("قيس سعيد", "PER")),
        ("وصل الوفد إلى باماكو وبالجزائر عقد اجتماعا.", ("الجزائر", "LOC")),
        ("اجتمع ممثلو فرنسا والجزائر في باريس.", ("الجزائر", "LOC")),
        ("قال المتحدث باسم الاتحاد الأوروبي إن اللقاء مفيد.", ("الاتحاد الأوروبي", "ORG")),
        ("صرح الأمين العام للأمم المتحدة أنطونيو غوتيريش بذلك.", ("لأمم المتحدة", "ORG")),
        ("التقى الوزير،عبد الرحمن بن علي، نظيره في موريتانيا.", ("موريتانيا", "LOC")),
    ],
)
def test_names_start_and_end_where_they_do(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(nlp, text)


def test_text_without_names_or_letters_is_no_problem(nlp: Language) -> None:
    for text in ("", " \n\n", "...", "123 %", "\u200f\u200e"):
        assert found(nlp, text) == set()


def test_the_same_text_gives_the_same_names(nlp: Language) -> None:
    text = "زار وزير الخارجية الأمريكي أنتوني بلينكن مدينة مراكش المغربية."
    assert found(nlp, text) == found(spacy.load(ARTEFACT), text)


def test_its_card_has_the_scores_of_the_artefact() -> None:
    meta = json.loads((ARTEFACT / "meta.json").read_text(encoding="utf-8"))
    card = (ROOT / "models" / "ar" / "README.md").read_text(encoding="utf-8")
    for split, rows in meta["performance"].items():
        for label, row in rows.items():
            cells = " | ".join(f"{row[key]:.3f}" for key in "prf")
            assert f"| {split} | {label} | {cells} |" in card


@pytest.fixture
def corpora(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "models" / "ar")
    return importlib.import_module("corpora")


def test_the_last_tenth_of_newsfane_scores_as_the_card_says(nlp: Language, corpora: ModuleType) -> None:
    if not CORPORA.is_dir():
        pytest.skip("needs the corpora in ../shared/corpora/ar, which are not part of the project")
    news = corpora.read_newsfane(CORPORA, nlp.tokenizer.data.counts)
    last = news[len(news) * 9 // 10 :]
    blank = spacy.blank("ar", vocab=nlp.vocab)
    blank.tokenizer = nlp.tokenizer
    docs = [corpora.to_doc(blank, last[at : at + 3]) for at in range(0, len(last), 3)]
    scores = nlp.evaluate([Example(blank.make_doc(doc.text), doc) for doc in docs])
    assert scores["ents_f"] >= nlp.meta["performance"]["test_news"]["all"]["f"] - 0.02
