"""Lines of a page and what each looks like; text wrapped at a fixed width is put together again."""

import textwrap

import pytest

from tasks.clean.lines import mark_key, read_lines, word_key
from tasks.records import Hint
from tests.clean.marked import kinds

PARAGRAPHS = [
    "Le comité mixte de sécurité a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion, selon un "
    "communiqué du ministère nigérien de l'Intérieur. Une feuille de route doit être signée avant l'automne.",
    "Les deux délégations ont examiné la surveillance de la frontière commune, longue de près de mille kilomètres, "
    "ainsi que la formation des gardes-frontières. Elles se reverront à Alger au printemps.",
]


@pytest.mark.parametrize(
    ("text", "sealed", "prose"),
    [
        ("Le comité mixte reprend ses travaux", False, False),
        ("Le comité mixte reprend ses travaux.", True, False),
        ("Le comité mixte a repris ses travaux mardi à Niamey.", True, True),
        ("وقال الوزير إن ”أمن البلدين لا يتجزأ وسنعمل معا على ضفتي النهر”", True, True),
        ("Un “accord historique”", False, False),
        (
            "Le blé, le riz et le mil ont vu leurs prix monter en mai. Les marchands accusent la route coupée",
            False,
            True,
        ),
        ("mot " * 30, False, True),
        ("هل تعود الدوريات؟", True, False),
    ],
)
def test_what_a_line_looks_like(text: str, sealed: bool, prose: bool) -> None:
    (line,) = read_lines(text)
    assert (line.sealed, line.prose) == (sealed, prose)


@pytest.mark.parametrize("text", ["Les prix montent...", "Les prix montent…", "Les prix montent […]"])
def test_teasers(text: str) -> None:
    assert read_lines(text)[0].teaser


@pytest.mark.parametrize(
    ("text", "is_item"),
    [
        ("- le désarmement", True),
        ("2. la réforme", True),
        ("le retour des services ;", True),
        ("12 morts à Gao", False),
    ],
)
def test_list_items(text: str, is_item: bool) -> None:
    assert read_lines(text)[0].is_list_item is is_item


def test_every_kind_of_line_break_parts_lines_and_no_blank_parts_one() -> None:
    text = "un\r\ndeux\u2028trois\x0cquatre\n\u00a0\n  cinq\u00a0six \t\n"
    assert [line.text for line in read_lines(text)] == ["un", "deux", "trois", "quatre", "cinq\u00a0six"]


@pytest.mark.parametrize("width", [60, 72, 90])
def test_wrapped_paragraphs_are_one_line_each(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [line.text.replace("\n", " ") for line in read_lines(wrapped)] == PARAGRAPHS
    assert [kind for kind, _ in kinds(wrapped)] == ["body", "body"]


def test_windows_line_ends_do_not_hide_the_wrapping() -> None:
    wrapped = "\r\n\r\n".join(textwrap.fill(paragraph, 72).replace("\n", "\r\n") for paragraph in PARAGRAPHS)
    assert len(read_lines(wrapped)) == 2


def test_short_lines_of_a_menu_are_not_taken_for_wrapped_text() -> None:
    assert len(read_lines("Accueil\nPolitique\nSport\nCulture\n\n" + "\n".join(PARAGRAPHS))) == 6


def test_markup_counts_where_it_covers_half_a_line() -> None:
    text = "Un titre de page\nUn paragraphe"
    lines = read_lines(text, [Hint("a", 0, 9, "h1"), Hint("a", 3, 20, "a"), Hint("a", 20, 30, "p")])
    assert [line.tags for line in lines] == [{"h1", "a"}, {"p"}]


def test_keys() -> None:
    assert word_key("« L’État-major » (n° 5) !") == "l etat major n 5"
    assert mark_key("Source : X") == "source:x"
    assert word_key("…") == ""
