"""The seeds of this repository against their gold: furniture goes, story stays, titles are found."""

from pathlib import Path

import pytest

from tasks.clean.article import clean_article
from tests.clean.gold_pages import GoldPage, gold_pages
from tests.clean.marked import article
from tests.clean.test_offsets import assert_in_order

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "golden"
PAGES = gold_pages(ROOT / "seeds", GOLD)
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def test_every_seed_is_here() -> None:
    assert len(PAGES) == 24


@every_page
def test_furniture_is_removed(page: GoldPage) -> None:
    assert page.noise
    assert page.noise_kept == []


@every_page
def test_body_is_kept(page: GoldPage) -> None:
    assert page.body
    assert page.body_lost == []


@every_page
def test_titles_and_nothing_else_stand_above_the_body(page: GoldPage) -> None:
    stated = [page.gold.get("title"), *page.gold.get("subtitles", [])]
    found = [block.text.lstrip("# ") for block in page.cleaned.blocks if block.kind in ("title", "subtitle")]
    assert sorted(found) == sorted(title for title in stated if title)
    assert [b.text.lstrip("# ") for b in page.cleaned.blocks if b.kind == "title"] == [t for t in stated[:1] if t]


@every_page
def test_language(page: GoldPage) -> None:
    assert page.cleaned.page.language == page.gold["language"]


@every_page
def test_offsets(page: GoldPage) -> None:
    raw_text, blocks = page.article.raw_text, page.cleaned.blocks
    assert_in_order([(block.raw_start, block.raw_end) for block in blocks], raw_text)
    for piece in (*blocks, *page.cleaned.sentences):
        assert raw_text[piece.raw_start : piece.raw_end] == piece.text


@every_page
def test_the_page_without_its_markup_keeps_its_body(page: GoldPage) -> None:
    """Markup is evidence, not a crutch: the same text saved as plain text loses no paragraph."""
    bare = GoldPage(page.article, clean_article(article(page.article.raw_text)), page.gold)
    assert bare.body_lost == []


def test_html_page_and_its_plain_twin_have_one_body() -> None:
    page = next(page for page in PAGES.values() if page.gold["id"] == "seed_fr_04")
    assert page.article.format == "html"
    twin = clean_article(article((GOLD / "twins" / "fr_04_delegation_anp_otan.txt").read_text(encoding="utf-8")))
    assert twin.page.body == page.cleaned.page.body
    assert twin.page.minhash == page.cleaned.page.minhash
    told, told_twin = (
        [sentence.text for sentence in cleaned.sentences if sentence.block_kind == "body"]
        for cleaned in (page.cleaned, twin)
    )
    assert told == told_twin


def test_syndicated_copy_is_near_and_others_are_far() -> None:
    bodies = {page.gold["id"]: page.cleaned.page.minhash for page in PAGES.values()}

    def alike(left: str, right: str) -> float:
        return sum(a == b for a, b in zip(bodies[left], bodies[right], strict=True)) / len(bodies[left])

    assert alike("seed_fr_05", "seed_fr_06") > 0.6
    assert max(alike("seed_fr_05", other) for other in bodies if other not in ("seed_fr_05", "seed_fr_06")) < 0.2
