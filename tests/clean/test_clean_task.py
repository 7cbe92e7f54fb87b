"""The task of the stage: batch in, batch out; an article that raises is told and stops nobody else."""

from pathlib import Path

import pytest

from tasks.clean import article as cleaner
from tasks.clean.article import Cleaned
from tasks.clean.task import FAILURES_FROM, clean
from tasks.records import Article, Block, Hint, Page, Rejected, Sentence
from tasks.tables import batch_path, read_records, write_records
from tests.clean.marked import PAGES, article, read_marked

RAW_TEXT = next(read_marked(PAGES.read_text(encoding="utf-8"))).raw_text


def staged(folder: Path, *ids: str) -> None:
    articles = [article(RAW_TEXT, article_id=article_id) for article_id in ids]
    write_records(Article, articles, batch_path(folder, "article", 3))
    write_records(Hint, [], batch_path(folder, "hint", 3))


def test_a_batch_becomes_pages_blocks_and_sentences(tmp_path: Path) -> None:
    staged(tmp_path, "a", "b")
    assert clean.fn(tmp_path, 3) == 2
    pages = read_records(Page, batch_path(tmp_path, "page", 3))
    blocks = read_records(Block, batch_path(tmp_path, "block", 3))
    sentences = read_records(Sentence, batch_path(tmp_path, "sentence", 3))
    assert [page.article_id for page in pages] == ["a", "b"]
    expected = cleaner.clean_article(article(RAW_TEXT, article_id="a"))
    assert tuple(block for block in blocks if block.article_id == "a") == expected.blocks
    assert tuple(sentence for sentence in sentences if sentence.article_id == "a") == expected.sentences
    assert list(read_records(Rejected, batch_path(tmp_path, "rejected", FAILURES_FROM + 3))) == []


def test_an_article_that_raises_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cleaner.clean_article

    def failing(given: Article, hints: list[Hint]) -> Cleaned:
        if given.article_id == "bad":
            raise RuntimeError("no such line")
        return whole(given, hints)

    monkeypatch.setattr(cleaner, "clean_article", failing)
    staged(tmp_path, "a", "bad", "c")
    assert clean.fn(tmp_path, 3) == 2
    assert [page.article_id for page in read_records(Page, batch_path(tmp_path, "page", 3))] == ["a", "c"]
    (rejected,) = read_records(Rejected, batch_path(tmp_path, "rejected", FAILURES_FROM + 3))
    assert (rejected.stage, rejected.article_id) == ("clean", "bad")
    assert "RuntimeError: no such line" in rejected.reason
