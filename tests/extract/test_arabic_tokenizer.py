"""The Arabic tokenizer: offsets are the page's, names stand alone, the data survives saving."""

import pickle
import zlib

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.arabic_tokenizer import ArabicTokenizer, WordData, norm_key, proclitics

COUNTS = {
    "الجزاير": 900, "وزير": 7000, "زير": 4, "الوزير": 1000, "رييس": 11000, "مدينه": 7000, "فرنسا": 4000, "وفرنسا": 790,
    "بلد": 600, "بيان": 5400, "يان": 100, "لقاء": 1700, "وفد": 490, "كتابه": 350, "الامم": 3000, "المتحده": 19000,
    "ليبيا": 1400, "مصر": 5000, "ان": 137000, "كان": 16900, "الي": 98000, "والي": 840, "قال": 11000, "وقال": 20000,
    "لجنه": 2200, "اللجنه": 900, "الجنه": 90, "الخارجيه": 2500, "مالي": 900, "كمالي": 2,
}  # fmt: skip
DATA = WordData(COUNTS, {"الجزاير": "C", "مالي": "GC"}, frozenset({"والي", "كمالي"}))

arabic_text = st.text(alphabet=st.sampled_from("والجزائربملكف ًُـ،.” “«»\n\u200f\u00a05٥aZ-'()ﻻ"), max_size=60)


@pytest.fixture(scope="module")
def tokenizer() -> ArabicTokenizer:
    return ArabicTokenizer(spacy.blank("ar").vocab, DATA)


def tokens(tokenizer: ArabicTokenizer, text: str) -> list[str]:
    return [token.text for token in tokenizer(text)]


@settings(deadline=None)  # what is timed here is the machine, not the tokenizer
@given(st.one_of(st.text(), arabic_text))
def test_the_tokens_put_together_are_the_text(text: str) -> None:
    doc = ArabicTokenizer(spacy.blank("ar").vocab, DATA)(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("والجزائر", ["و", "الجزائر"]),
        ("وبالجزائر", ["و", "ب", "الجزائر"]),
        ("فالوزير", ["ف", "الوزير"]),
        ("كالجزائر", ["ك", "الجزائر"]),
        ("بوزير الخارجية", ["ب", "وزير", "الخارجية"]),
        ("ووزير", ["و", "وزير"]),
        ("وفرنسا", ["و", "فرنسا"]),
        ("للأمم المتحدة", ["ل", "لأمم", "المتحدة"]),
        ("وللأمم", ["و", "ل", "لأمم"]),
        ("لليبيا", ["ل", "ليبيا"]),
        ("وَالجزائر", ["وَ", "الجزائر"]),
        ("وقال", ["و", "قال"]),
        ("ومجهولة", ["و", "مجهولة"]),
        ("الخارجية،عبد", ["الخارجية", "،", "عبد"]),
        ("”داعش”", ["”", "داعش", "”"]),
        ("«مصر»", ["«", "مصر", "»"]),
        ("F16 و32,5%", ["F16", "و", "32,5", "%"]),
        ("الـCIA", ["الـ", "CIA"]),
        ("قال\n\n مصر", ["قال", "\n\n ", "مصر"]),
    ],
)
def test_where_it_splits(tokenizer: ArabicTokenizer, text: str, expected: list[str]) -> None:
    assert tokens(tokenizer, text) == expected


@pytest.mark.parametrize("word", "وزير والي فرنسا بلد بيان لقاء وفد كتابة كان مالي كمالي و ب لل مجهولة".split())
def test_what_stays_whole(tokenizer: ArabicTokenizer, word: str) -> None:
    assert tokens(tokenizer, word) == [word]


def test_nothing_is_split_without_data() -> None:
    assert tokens(ArabicTokenizer(spacy.blank("ar").vocab), "والجزائر وبالجزائر.") == ["والجزائر", "وبالجزائر", "."]


def test_norms_are_the_normalised_forms(tokenizer: ArabicTokenizer) -> None:
    doc = tokenizer("وللأمم المتّحدة ٢٠١٩ أفريل إلى للجنة")
    assert [token.norm_ for token in doc] == "و ل الامم المتحده 0000 افريل الي ل لجنه".split()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("آلاء", "الاء"),
        ("مُحَمَّد", "محمد"),
        ("رئيـــس", "رييس"),
        ("مؤتمر", "موتمر"),
        ("على", "علي"),
        ("٢٣", "00"),
        ("ـ", "ـ"),
    ],
)
def test_norm_key_is_the_form_of_the_vectors(written: str, key: str) -> None:
    # The committed model was trained on this normalisation: changing it means training again.
    assert norm_key(written) == key


def test_features_are_set_from_the_norm(tokenizer: ArabicTokenizer) -> None:
    (token,) = tokenizer("الجزائر")
    assert (token.prefix_, token.suffix_, token.shape_) == ("الج", "اير", "C3")
    assert tokenizer("Paris")[0].shape_ == "Xxxxx"


def test_proclitics_counts_letters() -> None:
    assert [proclitics(word, DATA) for word in ("وبالجزاير", "بالجزاير", "الجزاير", "")] == [2, 1, 0, 0]


def test_it_survives_saving(tokenizer: ArabicTokenizer, tmp_path) -> None:
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hiwar.ArabicTokenizer.v1"}}})
    nlp.tokenizer.from_bytes(tokenizer.to_bytes())
    nlp.to_disk(tmp_path / "model")
    by_disk = spacy.load(tmp_path / "model")
    by_bytes = spacy.blank("ar", config=nlp.config).from_bytes(nlp.to_bytes())
    by_pickle = pickle.loads(pickle.dumps(nlp))
    for loaded in (by_disk, by_bytes, by_pickle):
        assert [token.text for token in loaded("وبالجزائر")] == ["و", "ب", "الجزائر"]


def test_packing_is_stable_and_checked() -> None:
    assert WordData.unpack(DATA.pack()) == DATA
    assert DATA.pack() == WordData(dict(reversed(COUNTS.items())), DATA.classes, DATA.whole).pack()
    with pytest.raises(zlib.error):
        WordData.unpack(b"not packed")


def test_initialize_reads_the_file_and_refuses_none(tmp_path) -> None:
    tokenizer = ArabicTokenizer(spacy.blank("ar").vocab)
    with pytest.raises(ValueError, match=r"initialize\.tokenizer"):
        tokenizer.initialize()
    (tmp_path / "data").write_bytes(DATA.pack())
    tokenizer.initialize(data=str(tmp_path / "data"))
    assert tokens(tokenizer, "والجزائر") == ["و", "الجزائر"]


def test_a_long_text_keeps_its_offsets(tokenizer: ArabicTokenizer) -> None:
    text = "قال الوزير والجزائر، " * 5000
    doc = tokenizer(text)
    assert len(text) > 100_000 and doc.text == text and len(doc) == 25_000


def test_a_long_run_without_spaces_stays_one_token(tokenizer: ArabicTokenizer) -> None:
    assert len(tokenizer("م" * 100_000)) == 1
