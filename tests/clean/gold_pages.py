"""Compare what clean keeps of a page with what its gold file says is story and what is furniture."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.clean.article import Cleaned, clean_article
from tasks.ingest.plan import plan
from tasks.records import Article
from tasks.text import fold


@dataclass(frozen=True)
class GoldPage:
    """An article, what clean made of it, and its gold."""

    article: Article
    cleaned: Cleaned
    gold: dict[str, Any]

    @property
    def kept_lines(self) -> set[str]:
        return {fold(line) for block in self.cleaned.blocks if block.kept for line in block.text.split("\n")}

    @property
    def noise(self) -> list[str]:
        return [line for line in self.gold["noise_lines"] if fold(line)]

    @property
    def noise_kept(self) -> list[str]:
        """Furniture that is still there; a title that the page prints again may be kept once."""
        titles, lines = {fold(self.gold.get("title") or "")}, self.article.raw_text.split("\n")
        kept = self.kept_lines
        return [n for n in self.noise if fold(n) in kept and not (fold(n) in titles and lines.count(n) > 1)]

    @property
    def body(self) -> list[str]:
        first, last = self.gold["body_line_range_0based"]
        noise = {fold(line) for line in self.noise}
        lines = self.article.raw_text.split("\n")[first : last + 1]
        return [line for line in lines if fold(line) and fold(line) not in noise]

    @property
    def body_lost(self) -> list[str]:
        kept = " ".join(self.kept_lines)
        return [line for line in self.body if fold(line) not in kept]


def gold_pages(seeds: Path, gold_folder: Path) -> dict[str, GoldPage]:
    """Return article id → page for every article of a seeds folder, cleaned; KeyError when one has no gold."""
    golds: dict[str, dict[str, Any]] = {}
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(gold, dict):
            golds |= {gold["id"]: gold, Path(gold["file"] or gold["id"]).stem: gold}
    planned = plan(seeds, {})
    pages = {}
    for article in planned.articles:
        hints = [hint for hint in planned.hints if hint.article_id == article.article_id]
        pages[article.article_id] = GoldPage(article, clean_article(article, hints), golds[article.article_id])
    return pages
