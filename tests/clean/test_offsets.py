"""Whatever the page, nothing of it is lost and every offset is exact."""

from itertools import pairwise

import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.article import Cleaned
from tests.clean.marked import PAGES, clean, read_marked

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
LINES = sorted({text for page in read_marked(PAGES.read_text(encoding="utf-8")) for _, text in page.lines})
BREAKS = ["\n", "\r\n", "\n\n", "\n \n", "\n\u00a0\n", "\u2028", "\x0c", "\r"]
MARKS = [
    "\u00a0",
    "\u200b",
    "\u200f",
    "\u202b",
    "\ufeff",
    "\u2066",
    "\u0640",
    "  ",
    "\t",
    "«",
    "”",
    '"',
    ".",
    "…",
    "!",
    "\u0301",
    "🙂",
]


@st.composite
def mixed_pages(draw: st.DrawFn) -> str:
    """Lines of real form in three languages, in any order, with odd breaks and marks strewn in."""
    page = []
    for line in draw(st.lists(st.sampled_from(LINES), max_size=14)):
        if draw(st.booleans()):
            at, mark = draw(st.integers(0, len(line))), draw(st.sampled_from(MARKS))
            line = line[:at] + mark + line[at:]
        page += [line, draw(st.sampled_from(BREAKS))]
    return "".join(page)


def assert_exact(raw_text: str, cleaned: Cleaned) -> None:
    assert_in_order([(b.raw_start, b.raw_end) for b in cleaned.blocks], raw_text)
    assert [raw_text[b.raw_start : b.raw_end] for b in cleaned.blocks] == [b.text for b in cleaned.blocks]
    assert [b.ordinal for b in cleaned.blocks] == list(range(len(cleaned.blocks)))
    assert all(b.text == b.text.strip() for b in cleaned.blocks)

    spans = [(s.raw_start, s.raw_end) for s in cleaned.sentences]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for number, sentence in enumerate(cleaned.sentences):
        block = cleaned.blocks[sentence.block_ordinal]
        assert (sentence.ordinal, sentence.sentence_id) == (number, f"page/s{number}")
        assert block.kept
        assert sentence.block_kind == block.kind
        assert block.raw_start <= sentence.raw_start < sentence.raw_end <= block.raw_end
        assert raw_text[sentence.raw_start : sentence.raw_end] == sentence.text


def assert_in_order(spans: list[tuple[int, int]], raw_text: str) -> None:
    """Spans are in order and apart, and what they leave out is white space only."""
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert raw_text[at:start].strip() == ""
        at = end
    assert raw_text[at:].strip() == ""


@given(mixed_pages())
def test_mixtures_of_news_lines(raw_text: str) -> None:
    assert_exact(raw_text, clean(raw_text))


@given(st.text(max_size=300))
def test_any_text(raw_text: str) -> None:
    assert_exact(raw_text, clean(raw_text))


def test_marked_pages() -> None:
    for page in read_marked(PAGES.read_text(encoding="utf-8")):
        assert_exact(page.raw_text, clean(page.raw_text))


def test_sentences_cover_what_is_kept_but_datelines_and_signatures() -> None:
    """What stands in a kept block and in no sentence is at the edges of a body block."""
    for page in read_marked(PAGES.read_text(encoding="utf-8")):
        cleaned = clean(page.raw_text)
        for block in cleaned.blocks:
            own = [(s.raw_start, s.raw_end) for s in cleaned.sentences if s.block_ordinal == block.ordinal]
            if not block.kept:
                assert own == []
                continue
            for (_, end), (start, _) in pairwise(own):
                assert page.raw_text[end:start].strip() == ""
            if block.kind != "body":
                assert (own[0][0], own[-1][1]) == (block.raw_start, block.raw_end)


def test_an_empty_page_keeps_nothing() -> None:
    cleaned = clean(" \n\u200b\n\t")
    assert [block.kind for block in cleaned.blocks] == ["other"]  # the invisible mark is no white space
    assert cleaned.sentences == ()
    assert (cleaned.page.body, cleaned.page.language, cleaned.page.title, cleaned.page.minhash) == ("", "und", None, ())


def test_the_same_page_gives_the_same_rows() -> None:
    page = next(read_marked(PAGES.read_text(encoding="utf-8"))).raw_text
    assert clean(page) == clean(page)
