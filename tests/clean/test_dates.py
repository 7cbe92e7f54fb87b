"""Date lines: what date a page says it has, and what else stands on the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.dates import MAX_LENGTH, read_date_line
from tests.clean.marked import clean

DATED = {
    "Publié le 4 juillet 2019 à 12:30": "2019-07-04",
    "Publié Le : mardi, 04 juin 2019 15:20": "2019-06-04",
    "1er mars 2020": "2020-03-01",
    "mercredi, 3 mars, 2021 à 12:03": "2021-03-03",
    "Le 04/07/2019": "2019-07-04",
    "11.04.2022": "2022-04-11",
    "2021-03-04T10:11:00+01:00": "2021-03-04",
    "May 3, 2022 GMT": "2022-05-03",
    "Sept. 14, 2023, 6:05 p.m.": "2023-09-14",
    "Published: 3 March 2021 10:45 GMT": "2021-03-03",
    "نشر في 12 جانفي 2020": "2020-01-12",
    "آخر تحديث: 3 مارس، 2021": "2021-03-03",
    "الجمعة ٣٠ أغسطس ٢٠١٣": "2013-08-30",
    "الأربعاء 7 يوليوز 2021 - 18:00": "2021-07-07",
    "12 كانون الثاني / يناير 2014": "2014-01-12",
    "أربعاء, 12/05/2021 - 14:22": "2021-05-12",
    "السبت 5 شوال 1441هـ - 27 مايو 2020م": "2020-05-27",
}


@pytest.mark.parametrize(("line", "edtf"), DATED.items(), ids=DATED)
def test_date_lines_say_nothing_but_their_date(line: str, edtf: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert (found.edtf, found.rest) == (edtf, "")


@pytest.mark.parametrize(
    ("line", "edtf", "rest"),
    [
        ("mardi 2 mai 2023 | Politique", "2023-05-02", "Politique"),
        ("Par Amina Kaci le 3 mai 2021 à 10h", "2021-05-03", "Par Amina Kaci"),
        ("الخميس 30-04-2015 14:58 | كتب: سعاد ع |", "2015-04-30", "كتب: سعاد ع"),
    ],
)
def test_what_else_the_line_says_is_kept_as_written(line: str, edtf: str, rest: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert (found.edtf, found.rest) == (edtf, rest)


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("juillet 2020", "2020-07"),
        ("12 mai", "XXXX-05-12"),
        ("29 février", "XXXX-02-29"),
        ("06/13/2019", "2019-06-13"),  # day first is impossible
        ("05/06/2019", "2019-06-05"),
        ("10 juin 2019 | mis à jour le 11 juin 2019", "2019-06-10"),
        ("03/04/19", None),
    ],
)
def test_what_a_line_leaves_open_stays_open(line: str, edtf: str | None) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize("line", ["31 février 2020", "13/25/2019", "Chapitre 3", "2020", "Le 3 mai 1850", "mai", ""])
def test_no_date(line: str) -> None:
    assert read_date_line(line) is None


def test_a_longer_line_is_no_date_line() -> None:
    assert read_date_line("3 mai 2021" + " " * MAX_LENGTH + "x") is None


@given(st.text(alphabet="0123456789 /-.:،هـمmai«»janvier\u200f", max_size=60))
def test_any_line_is_read_or_left(line: str) -> None:
    found = read_date_line(line)
    assert found is None or all(word in line for part in found.rest.split(" | ") for word in part.split())


STORY = (
    "Le comité mixte a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion, selon un communiqué.\n"
    "Les deux délégations ont examiné la surveillance de la frontière commune et la formation des gardes-frontières."
)


def test_first_date_line_with_a_year_dates_the_page() -> None:
    page = clean(f"Le comité mixte reprend ses travaux\n4 juillet\nPublié le 5 juillet 2019\n{STORY}\n8 août 2020").page
    assert (page.published_page, page.published_edtf) == ("2019-07-05", "2019-07-05")


def test_manifest_wins_and_both_dates_are_kept() -> None:
    page = clean(f"Publié le 5 juillet 2019\n{STORY}", published_manifest="2019-08").page
    assert (page.published_page, page.published_edtf) == ("2019-07-05", "2019-08")


def test_a_date_inside_the_story_dates_no_page() -> None:
    assert clean(STORY.replace("mardi", "le 5 juillet 2019")).page.published_page is None


@pytest.mark.parametrize("line", ["Niamey, le 5 juillet 2019", "Niamey 5 juillet 2019", "نيامي في 5 جويلية 2019"])
def test_place_and_date_are_a_date_line(line: str) -> None:
    cleaned = clean(f"Le comité mixte reprend ses travaux\n{line}\n{STORY}")
    assert [b.text for b in cleaned.blocks if b.kind == "page_date"] == [line]
    assert cleaned.page.published_page == "2019-07-05"


def test_a_headline_with_a_date_stays_a_headline() -> None:
    cleaned = clean(f"Le comité mixte reprend ses travaux le 5 juillet 2019\n{STORY}")
    assert [b.kind for b in cleaned.blocks] == ["title", "body", "body"]
