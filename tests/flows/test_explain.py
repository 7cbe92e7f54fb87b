"""`hiwar explain` on the small corpus: all that was kept, dropped and found is there, in both scripts and forms."""

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from flows import cli
from flows.explain.page import page
from flows.explain.reading import KINDS, Explained, explained, near
from flows.explain.terminal import show_explained
from tasks.errors import InputError
from tasks.load.catalogue import read_catalogue
from tasks.load.connection import connect
from tasks.load.schema import SQL_FOLDER
from tests.warehouse.small_corpus import build, load_articles


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("explain"))


@pytest.fixture(scope="module")
def french(warehouse: Path) -> Explained:
    return explained(warehouse, "tipaza-fr")


@pytest.fixture(scope="module")
def arabic(warehouse: Path) -> Explained:
    return explained(warehouse, "tipaza-ar")


def shown(article: Explained, **console: object) -> str:
    file = io.StringIO()
    show_explained(Console(file=file, **{"width": 100, **console}), article)  # type: ignore[arg-type]
    return file.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_every_fact_of_the_article_is_read(warehouse: Path, french: Explained) -> None:
    with connect(warehouse, read_only=True) as db:
        (cited,) = db.execute("select count(*) from out.citation where article_id = 'tipaza-fr'").fetchone() or ()
        (parts,) = db.execute("select count(*) from out.participation where article_id = 'tipaza-fr'").fetchone() or ()
    assert len(french.facts) == cited + parts
    assert [fact.number for fact in french.facts] == list(range(1, len(french.facts) + 1))
    assert [block.kept for block in french.blocks][-1] is False


def test_every_kind_of_fact_is_known_and_occurs(french: Explained) -> None:
    (kinds,) = (
        set(column.values)
        for view in read_catalogue(SQL_FOLDER / "schema.yml").views
        for column in view.columns
        if (view.name, column.name) == ("out.mention", "kind")
    )
    assert set(KINDS[:4]) == kinds
    assert {fact.kind for fact in french.facts} == set(KINDS)


def test_facts_say_what_they_state_and_were_taken_for(french: Explained) -> None:
    said = {fact.kind: fact for fact in french.facts}
    assert said["role"].says == (
        "minister",
        "current",
        "DZ",
        "seen 2021-01-18 by event",
    )
    assert (said["role"].entity, said["role"].entity_id) == ("Samir Bencheikh", "per-1")
    assert (said["event"].event, said["event"].event_id) == ("Troisième session du Dialogue algéro-suédois", "evt-2")
    assert said["event"].says[-2:] == ("session 3", "AGREE")
    assert (said["figure"].says, said["figure"].entity) == (("count", "40", "experts"), None)
    assert (said["relation"].entity, said["relation"].says) == ("Algérie", ("member of", "Union africaine", "org-au"))
    assert said["quote"].says == ("direct", "cue a dit")
    assert {(f.method, f.rule, f.confidence) for f in french.facts} == {("rule", "test.rule", 0.9)}


def test_terminal_shows_what_was_kept_dropped_and_found(french: Explained) -> None:
    text = squeezed(shown(french))
    assert "dropped: related · test.related Lire aussi : la météo du jour" in text
    assert "body · test.body" in text
    assert re.search(
        r"\d+ role “ministre des Affaires étrangères” minister, current, DZ, seen 2021-01-18 by event "
        r"→ Samir Bencheikh per-1 · rule test.rule 0.90",
        text,
    )
    assert len(re.findall(r"test\.rule 0\.90", text)) == len(french.facts)


def test_terminal_has_colours_only_on_a_terminal(french: Explained) -> None:
    assert "\x1b" not in shown(french)
    coloured = shown(french, force_terminal=True, color_system="standard")
    assert "\x1b[2m" in coloured  # what was dropped is dim
    assert re.search(r"\x1b\[4;94mKarin Lindqvist", coloured)  # a person: underlined, blue


@pytest.mark.parametrize("width", [40, 80, 300])
def test_terminal_keeps_to_its_width_in_logical_order(arabic: Explained, width: int) -> None:
    lines = shown(arabic, width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 110) + 12  # isolates count as characters and take no room
    assert "استقبل سمير بن الشيخ كارين" in squeezed("\n".join(lines))  # letters as they stand on the page
    assert "\u2068كارين ليندكفيست\u2069" in squeezed("\n".join(lines))


def test_a_page_can_not_command_the_terminal(french: Explained) -> None:
    start = french.text.index("Lire")
    hostile = replace(french, text=f"{french.text[:start]}\x1b[2J{french.text[start + 4 :]}", title="\x1b]0;x\x07")
    assert "\x1b" not in shown(hostile)
    assert "\x1b" not in page(hostile)


def test_html_gives_each_block_its_direction(french: Explained, arabic: Explained) -> None:
    known = replace(arabic, blocks=tuple(replace(block, language="ar") for block in arabic.blocks))
    assert len(re.findall(r'<p class="text" lang="ar" dir="rtl"', page(known))) == len(arabic.blocks)
    # the corpus leaves the blocks' language open: their letters tell
    assert set(re.findall(r'<section class="[^"]*"( .*)>', page(arabic))) == {' lang="" dir="rtl"'}
    assert set(re.findall(r'<section class="[^"]*"( .*)>', page(french))) == {' lang="" dir="ltr"'}
    assert '<h1 lang="ar" dir="rtl">' in page(arabic)
    assert "<bdi>كارين ليندكفيست</bdi>" in page(arabic)


def test_html_needs_nothing_from_outside(french: Explained) -> None:
    text = page(french)
    assert "<script" not in text
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import", text)
    assert text.count('id="show-') == len(KINDS) + 2
    assert len(re.findall(r'<li class="fact', text)) == len(french.facts)
    for kind in KINDS:
        assert f"body:has(#show-{kind}:not(:checked)) .fact.{kind}" in text


def test_html_puts_all_facts_of_a_place_on_it(french: Explained) -> None:
    (link,) = re.findall(r'<a class="seg person participation"[^>]*>', page(french))[:1]
    assert "→ Samir Bencheikh (per-1)" in link
    assert "rule test.rule 0.90" in link
    assert len(re.search(r'aria-describedby="([^"]*)"', link)[1].split()) == 2  # type: ignore[index]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["hiwar", "explain", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_command_shows_and_writes(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "tipaza-ar", "--warehouse", warehouse) == 0
    assert "share · test.share" in capsys.readouterr().out
    file = tmp_path / "page.html"
    assert run(monkeypatch, "tipaza-ar", "--warehouse", warehouse, "--html", file) == 0
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run(monkeypatch, "tipaza-ar", "--warehouse", warehouse, "--html", tmp_path / "no" / "page.html") == 2
    assert "can't be written" in capsys.readouterr().err


def test_unknown_article_is_one_line_with_near_ids(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "Tipasa-fr", "--warehouse", warehouse) == 3
    out, err = capsys.readouterr()
    assert (out, err) == ("", "hiwar: there is no article 'Tipasa-fr': did you mean tipaza-fr, tipaza-ar?\n")
    assert run(monkeypatch, "it's", "--warehouse", warehouse) == 3
    assert "did you mean" not in capsys.readouterr().err


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hiwar run"):
        explained(tmp_path / "none.duckdb", "tipaza-fr")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(InputError, match="is no warehouse"):
        explained(tmp_path / "other.duckdb", "tipaza-fr")


def test_an_article_that_left_is_told_from_one_that_never_was(tmp_path: Path) -> None:
    shadow = build(tmp_path)
    load_articles(shadow, tmp_path, [], ["tipaza-ar"], gone=["tipaza-fr"], run_id="run-2")
    with pytest.raises(InputError, match="has left the manifest"):
        explained(shadow, "tipaza-fr")


def test_near_ids_are_those_that_look_alike() -> None:
    known = ["2024-agadir-drill", "2024-tunis-visit", "mali-note"]
    assert near("agadir", known) == ["2024-agadir-drill"]
    assert near("2024-tunis-visite", known)[0] == "2024-tunis-visit"
    assert near("zzz", known) == []
