"""Bylines, sources, signatures and places: what a page says of itself."""

import pytest

from tasks.clean.lines import read_lines
from tasks.clean.metadata import byline_name, is_agency, is_name_line, is_place, is_signature, source_name
from tests.clean.marked import clean

STORY = (
    "Le comité mixte a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion, selon un communiqué.\n"
    "Les deux délégations ont examiné la surveillance de la frontière commune et la formation des gardes-frontières."
)
TITLE = "Le comité mixte de sécurité reprend ses travaux à Niamey"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Par Nadir Belkacem -", "Nadir Belkacem"),
        ("Propos recueillis par Leïla Benameur", "Leïla Benameur"),
        ("By HAWA MAIGA", "HAWA MAIGA"),
        ("By Amina Diallo and Reuters Staff", "Amina Diallo and Reuters Staff"),
        ("بقلم: ليلى ن", "ليلى ن"),
        ("بواسطة سالم الورفلي", "سالم الورفلي"),
        ("كتب: سعاد ع", "سعاد ع"),
        ("Rabat - Amina Kaci", "Amina Kaci"),
        ("Tunis – Salma Ben Nasr", "Salma Ben Nasr"),
        ("Algiers — Nadir Belkacem", "Nadir Belkacem"),
        ("الرباط - أمينة القاسي", "أمينة القاسي"),
    ],
)
def test_bylines(line: str, name: str) -> None:
    assert byline_name(line) == name
    assert clean(f"{TITLE}\n{line}\n{STORY}").page.byline == name


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs",
        "By contrast, prices fell",
        "كتب الوزير رسالة",
        "Parade militaire à Gao",
        "Par",
        "",
        "By 2022",
        "Rabat - Une session attendue",
        "Tunis - Libye",
        "Gazette - Amina Kaci",
        "Alger : Nadir Belkacem",
        "تونس - ليبيا",
        "البوابة - أمينة القاسي",
    ],
)
def test_no_byline(line: str) -> None:
    assert byline_name(line) is None


@pytest.mark.parametrize("line", ["Texte par Awa Coulibaly", "Avec notre correspondante à Niamey, Awa Coulibaly"])
def test_lines_of_who_wrote_are_bylines(line: str) -> None:
    assert [block.kind for block in clean(f"{TITLE}\n{line}\n{STORY}").blocks] == ["title", "byline", "body", "body"]


@pytest.mark.parametrize("line", ["Avec notre aide, le pont rouvre", "Rabat - Une session attendue"])
def test_lines_that_only_begin_like_a_byline_are_none(line: str) -> None:
    assert [block.kind for block in clean(f"{TITLE}\n{line}\n{STORY}").blocks][1] == "subtitle"


def test_byline_beside_the_date() -> None:
    page = clean(f"{TITLE}\nPar Amina Kaci le 3 mai 2021 à 10h\n{STORY}").page
    assert (page.byline, page.published_page) == ("Amina Kaci", "2021-05-03")


def test_signature_stands_in_for_a_missing_byline() -> None:
    assert clean(f"{TITLE}\n{STORY}\nR. N.").page.byline == "R. N."
    assert clean(f"{TITLE}\n{STORY}").page.byline is None


@pytest.mark.parametrize("text", ["S. A.", "N.B", "/APS/", "ق.و", "Amina K.", "APS et AFP", "AFP/Reuters"])
def test_signatures(text: str) -> None:
    assert is_signature(text)


@pytest.mark.parametrize("text", ["OK", "Le", "M. Kaci a dit", "aps", "Fin."])
def test_no_signature(text: str) -> None:
    assert not is_signature(text)


def test_agencies_in_latin_letters_need_their_capitals() -> None:
    assert is_agency("APS")
    assert is_agency("و.م.ع")
    assert not is_agency("map")
    assert not is_agency("La Gazette du Sud")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Source : La Gazette du Sud", "La Gazette du Sud"),
        ("Source web Par La Gazette du Sud", "La Gazette du Sud"),
        ("المصدر: بوابة الجنوب", "بوابة الجنوب"),
        ("Via: gazette.example", "gazette.example"),
        ("The Tripoli Monitor (Tripoli)", "The Tripoli Monitor"),
        ("La Gazette du Sud", None),
        ("Source :", None),
        ("Source : un responsable qui a demandé à ne pas être nommé", None),
    ],
)
def test_sources(line: str, name: str | None) -> None:
    assert source_name(read_lines(line)[0]) == name


def test_source_line_names_the_outlet_and_manifest_wins() -> None:
    raw_text = f"{TITLE}\n{STORY}\nSource : La Gazette du Sud"
    assert clean(raw_text).page.outlet == "La Gazette du Sud"
    assert clean(raw_text, outlet_manifest="Le Fleuve").page.outlet == "Le Fleuve"
    assert clean(raw_text, page_outlet="gazette.example").page.outlet == "gazette.example"


@pytest.mark.parametrize(
    ("text", "is_one"), [("Niamey", True), ("Tunis, le", True), ("تونس", True), ("Politique", False)]
)
def test_places(text: str, is_one: bool) -> None:
    assert is_place(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Amina Kaci", True),
        ("Amina Kaci and Ali B.", True),
        ("Amina", False),
        ("LE CAIRE", False),
        ("Le prix du blé", False),
    ],
)
def test_name_lines(text: str, is_one: bool) -> None:
    assert is_name_line(text) is is_one
