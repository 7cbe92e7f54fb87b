"""Encodings told apart, down to single words; binary data refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.encodings import decode
from tasks.ingest.refusal import Refused

FRENCH = [
    "Été",
    "À l'Élysée",
    "réunis à Dakar",
    "Le président a été reçu « à déjeuner » par son hôte, qui l’a remercié.",
    "ÉNERGIE : LES DÉLÉGUÉS SONT ARRIVÉS",
    "Noël à Saint-Étienne, l'œuvre du siècle – 25 € l'entrée",
    "Ils ont créé, réélu, naïvement, où ça ? Là-bas… déçus",
]
ARABIC = [
    "في",
    "الجزائر",
    "وزير الخارجية",
    "أكد الوزير، أمس، أن الاجتماع المقبل سيعقد في نواكشوط؛ وماذا بعد؟",
    "قال إنّ التعاون مع OTAN مستمر منذ 2001",
    "زار الرئيس مقر شركة Nestlé في سويسرا ثم عاد إلى بلاده",
]


@pytest.mark.parametrize("text", FRENCH)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_french(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ARABIC)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
def test_arabic(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [text for text in ARABIC if " " in text])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_arabic_utf16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_older_pages_of_french(encoding: str) -> None:
    text = "Les délégués réunis à Lomé ont été reçus par le préfet, après une journée passée à débattre de la sécurité."
    assert decode(text.encode(encoding)).text == text


def test_names_of_encodings() -> None:
    assert decode(b"plain").encoding == "utf-8"
    assert decode(b"").encoding == "utf-8"
    assert decode("été".encode("cp1252")).encoding == "windows-1252"
    assert decode("الوزير".encode("cp1256")).encoding == "windows-1256"
    assert decode("été".encode("utf-8-sig")).encoding == "utf-8-sig"
    assert decode("été".encode("utf-16")).encoding == "utf-16-le"


def test_what_the_page_declares_is_believed_only_when_it_looks_like_language() -> None:
    arabic = "اجتماع".encode("iso8859_6")
    assert decode(arabic, "iso-8859-6").text == "اجتماع"
    assert decode("الجزائر ومالي".encode("cp1256"), "iso-8859-1").text == "الجزائر ومالي"
    assert decode("déjà".encode(), "windows-1252").text == "déjà"
    for nonsense in ("rot13", "klingon", "unicode_escape", "", "\x00", "utf-7"):
        assert decode("déjà vu".encode("cp1252"), nonsense).text == "déjà vu"


def test_a_page_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    assert decode("Le comité a été réuni à Lomé".encode()[:-1]).text == "Le comité a été réuni à Lom\ufffd"
    long = ("La délégation a été reçue. " * 40).encode()
    assert decode(long + b"\xe9 fin").text.endswith("\ufffd fin")


def test_english_with_one_stray_letter_is_read() -> None:
    text = "The delegation met the Icelandic envoy, Mr Sigurður, before leaving for the airport. " * 3
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"\x1f\x8b\x08\x00", "a gzip file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
        (b"text with a \x00 in it", "binary data"),
        (b"\x01\x02\x03\x04 words " * 9, "binary data"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "damaged or binary"),
    ],
)
def test_binary_data_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        decode(data)


def test_random_bytes_are_refused() -> None:
    source = random.Random(7)
    for _ in range(200):
        with pytest.raises(Refused):
            decode(source.randbytes(400))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.lists(st.sampled_from(["réunion", "à", "été", "Algérie", "le", "l’OTAN", "« oui »", "œuvre"]), min_size=1))
def test_french_words_in_any_order_are_never_arabic(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(text.encode("cp1252")).text == text


@given(st.lists(st.sampled_from(["اجتماع", "في", "الجزائر", "و", "،", "أمن", "2019", "لقاء"]), min_size=1))
def test_arabic_words_in_any_order_are_never_french(words: list[str]) -> None:
    text = " ".join([*words, "تعاون"])
    assert decode(text.encode("cp1256")).text == text
