"""The language of pages and blocks."""

import pytest

from tasks.clean.language import base_language, detect, page_language
from tests.clean.marked import clean

FR = "Les deux délégations ont examiné la surveillance de la frontière commune."
EN = "The two delegations examined the surveillance of their common border."
AR = "بحث الوفدان سبل تأمين الحدود المشتركة بين البلدين."
ES = "Las dos delegaciones examinaron la vigilancia de la frontera común."


@pytest.mark.parametrize(("text", "language"), [(FR, "fr"), (EN, "en"), (AR, "ar"), (ES, "es")])
def test_detect(text: str, language: str) -> None:
    found = detect(text)
    assert found is not None
    assert found[0] == language
    assert 0.5 < found[1] <= 1


def test_arabic_with_names_in_latin_letters_is_arabic_and_less_sure() -> None:
    found = detect(f"{AR} Le Fleuve")
    assert found is not None
    assert found[0] == "ar"
    assert found[1] < 1


@pytest.mark.parametrize("text", ["", "OTAN", "12/05/2021 14:22", "؟!"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_what_decides_in_turn() -> None:
    assert page_language(FR, [], "ar-DZ", "en") == ("ar", 1.0)
    assert page_language(FR, [EN], None, "en")[0] == "fr"
    assert page_language("", ["", EN], None, "fr")[0] == "en"
    assert page_language("", [], None, "fr_MA") == ("fr", 0.5)
    assert page_language("", [], None, None) == ("und", 0.0)


@pytest.mark.parametrize(("tag", "language"), [("fr-DZ", "fr"), ("ar_MA", "ar"), ("EN", "en"), (" en ", "en")])
def test_base_language(tag: str, language: str) -> None:
    assert base_language(tag) == language


def test_blocks_have_their_own_language() -> None:
    page = clean(f"{FR} {FR}\n\n{AR} {AR}\n\n{FR}\n\nOTAN")
    assert [block.language for block in page.blocks] == ["fr", "ar", "fr", None]
    assert page.page.language == "fr"


def test_furniture_in_another_language_does_not_turn_the_page() -> None:
    menu = "\n".join(["Share this article", "Sign up for our newsletter", "All rights reserved", "Read more"] * 5)
    assert clean(f"{menu}\n{AR} {AR}\n{menu}").page.language == "ar"
