"""Whole pages, line by line: every line of pages.txt is what the file says it is."""

import pytest

from tasks.records import KEPT_KINDS
from tests.clean.marked import PAGES, MarkedPage, clean, kinds, read_marked

MARKED = list(read_marked(PAGES.read_text(encoding="utf-8")))
marked_pages = pytest.mark.parametrize("page", MARKED, ids=lambda page: page.name)


def test_pages_are_marked_in_all_languages_and_once() -> None:
    assert len({page.name for page in MARKED}) == len(MARKED) > 30
    assert {page.language for page in MARKED} == {"fr", "ar", "en"}
    assert {page.name.partition("_")[0] for page in MARKED} == {"fr", "ar", "en"}


def test_a_line_without_a_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        list(read_marked("=== p | fr | -\nprose | Une ligne."))


@marked_pages
def test_every_line_is_what_a_reader_calls_it(page: MarkedPage) -> None:
    assert kinds(page.raw_text) == [(kind, text.strip()) for kind, text in page.lines]


@marked_pages
def test_language_and_title(page: MarkedPage) -> None:
    cleaned = clean(page.raw_text)
    assert (cleaned.page.language, cleaned.page.title) == (page.language, page.title)


@marked_pages
def test_same_page_with_windows_line_ends(page: MarkedPage) -> None:
    unix, windows = clean(page.raw_text), clean(page.raw_text.replace("\n", "\r\n"))
    assert [(b.kind, b.rule, b.text) for b in unix.blocks] == [(b.kind, b.rule, b.text) for b in windows.blocks]
    assert unix.page.minhash == windows.page.minhash


@marked_pages
def test_body_and_counts_agree_with_blocks(page: MarkedPage) -> None:
    cleaned = clean(page.raw_text)
    assert cleaned.page.body == "\n\n".join(b.text for b in cleaned.blocks if b.kind in ("heading", "body"))
    assert cleaned.page.body_chars == len(cleaned.page.body)
    assert cleaned.page.sentence_count == len(cleaned.sentences)
    assert all(block.kept == (block.kind in KEPT_KINDS) for block in cleaned.blocks)


@marked_pages
def test_no_furniture_is_in_a_sentence(page: MarkedPage) -> None:
    told = {sentence.block_ordinal for sentence in clean(page.raw_text).sentences}
    assert {page.lines[ordinal][0] for ordinal in told} <= KEPT_KINDS


@marked_pages
def test_title_of_the_manifest_is_found_again_whatever_its_quotes(page: MarkedPage) -> None:
    if page.title is None:
        return
    cleaned = clean(page.raw_text, title_manifest=page.title.replace("'", "’").upper())
    assert [block.text for block in cleaned.blocks if block.kind == "title"] == [page.title]
