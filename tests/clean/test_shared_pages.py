"""The pages and gold beside the repository (`../shared`): at least 98 in 100 furniture lines go, no body line does."""

from collections import Counter
from pathlib import Path

import pytest

from tests.clean.gold_pages import GoldPage, gold_pages

SHARED = Path(__file__).parents[3] / "shared"
LEAST_NOISE_REMOVED = 0.98
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds" / "INDEX.md").exists() or not (SHARED / "gold").is_dir(),
    reason="no ../shared/seeds and ../shared/gold beside this checkout to measure on",
)


@pytest.fixture(scope="module")
def pages() -> dict[str, GoldPage]:
    return gold_pages(SHARED / "seeds", SHARED / "gold")


def test_noise_removed(pages: dict[str, GoldPage]) -> None:
    noise: Counter[str] = Counter()
    kept = {name: page.noise_kept for name, page in pages.items()}
    for page in pages.values():
        noise["all"] += len(page.noise)
        noise["kept"] += len(page.noise_kept)
    assert noise["all"] > 0
    assert (noise["all"] - noise["kept"]) / noise["all"] >= LEAST_NOISE_REMOVED, kept


def test_body_kept(pages: dict[str, GoldPage]) -> None:
    assert all(page.body for page in pages.values())
    assert {name: page.body_lost for name, page in pages.items() if page.body_lost} == {}


def test_titles_and_language(pages: dict[str, GoldPage]) -> None:
    for page in pages.values():
        assert page.cleaned.page.language == page.gold["language"]
        found = [block.text for block in page.cleaned.blocks if block.kind == "title"]
        assert found == [title for title in (page.gold.get("title"),) if title]
