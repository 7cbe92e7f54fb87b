"""However blocks, sentences and facts lie on a page, nothing of it is lost or doubled, and no tag is left open."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.explain.page import page
from flows.explain.reading import KINDS, Block, Explained, Fact, Sentence
from flows.explain.segments import cut, lanes, sections
from flows.explain.wording import clean

LETTERS = st.text(alphabet="ab <&>\"'\n\té\u0301حوار\u200f\u202e𐍈\x1b", max_size=60)


@st.composite
def pages(draw: st.DrawFn) -> Explained:
    """An article of any text with blocks side by side, sentences in the kept ones, and facts anywhere."""
    text = draw(LETTERS)
    places = st.integers(0, len(text))
    borders = sorted(draw(st.lists(places, unique=True, max_size=6)))
    languages = st.sampled_from(("fr", "ar", None))
    blocks = tuple(
        Block(n, "body", draw(st.booleans()), "test.<rule>", draw(languages), start, end)
        for n, (start, end) in enumerate(pairwise(borders))
    )
    sentences = []
    for block in blocks:
        inside = draw(st.lists(st.integers(block.start, block.end), unique=True, max_size=4)) if block.kept else []
        sentences += [(block.ordinal, start, end) for start, end in pairwise(sorted(inside))]
    spans = st.tuples(places, places).filter(lambda span: span[0] != span[1]).map(sorted) if text else st.nothing()
    facts = [
        Fact(n, draw(st.sampled_from(KINDS)), ("<b>",), "e&1", "“x”", None, None, "s", start, end, "rule", "r", 0.5)
        for n, (start, end) in enumerate(draw(st.lists(spans, max_size=6)) if text else [], start=1)
    ]
    return Explained(
        article_id="a<1>",
        language="fr",
        title=text or None,
        outlet=None,
        byline=None,
        published_edtf=None,
        url=None,
        path="p",
        text=text,
        blocks=blocks,
        sentences=tuple(Sentence(f"s{n}", *row) for n, row in enumerate(sentences)),
        facts=tuple(facts),
    )


@given(pages())
def test_segments_are_the_page_and_facts_cover_their_own_text(article: Explained) -> None:
    segments = cut(article)
    assert "".join(segment.text for segment in segments) == article.text
    assert all(segment.text for segment in segments)
    for fact in article.facts:
        covered = [segment for segment in segments if fact in segment.facts]
        assert "".join(segment.text for segment in covered) == article.text[fact.start : fact.end]
        assert covered[0].start == fact.start
    for block in article.blocks:
        assert "".join(s.text for s in segments if s.block == block) == article.text[block.start : block.end]


@given(pages())
def test_sections_lose_white_space_only_and_list_facts_once(article: Explained) -> None:
    parts = sections(article)
    shown = [segment for part in parts for passage in part.passages for segment in passage.segments]
    left_out = [segment for segment in cut(article) if segment not in shown]
    assert not "".join(segment.text for segment in left_out).strip()
    listed = [fact.number for part in parts for fact in part.facts]
    assert len(listed) == len(set(listed))
    begun_in_nothing = {fact.number for segment in left_out for fact in segment.facts if fact.start == segment.start}
    assert set(listed) == {fact.number for fact in article.facts} - begun_in_nothing


@given(pages())
def test_lines_of_different_facts_never_meet(article: Explained) -> None:
    height = lanes(article.facts)
    for one in article.facts:
        for other in article.facts:
            same_line = (one.kind, one.start, one.end) == (other.kind, other.start, other.end)
            if one.start < other.end and other.start < one.end:
                assert (height[one.number] == height[other.number]) == same_line


def test_the_shortest_line_is_nearest_the_text() -> None:
    def fact(number: int, kind: str, start: int, end: int) -> Fact:
        return Fact(number, kind, (), None, None, None, None, "s", start, end, "rule", "r", 1.0)

    facts = [fact(1, "quote", 0, 9), fact(2, "person", 2, 4), fact(3, "role", 3, 8), fact(4, "person", 2, 4)]
    assert lanes(facts) == {2: 0, 4: 0, 3: 1, 1: 2}
    assert lanes([fact(1, "participation", 0, 2), fact(2, "person", 0, 2)]) == {2: 0, 1: 1}


@pytest.mark.parametrize(("start", "end"), [(3, 2), (0, 4), (-1, 2)])
def test_a_span_that_is_not_on_the_page_is_an_error(start: int, end: int) -> None:
    block = Block(0, "body", True, "r", None, start, end)
    article = Explained("a", None, None, None, None, None, None, "p", "abc", (block,), (), ())
    with pytest.raises(ValueError, match="does not lie on a page"):
        cut(article)


class Read(HTMLParser):
    """Reads a page back: the text of its blocks, and whether every tag is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag in {"meta", "input"}:
            return
        if ("class", "text") in attrs:
            self.texts.append("")
            tag = "p.text"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        if "p.text" in self.open:
            self.texts[-1] += data


@given(pages())
def test_the_html_says_the_page_and_nothing_of_it_is_markup(article: Explained) -> None:
    read = Read()
    read.feed(page(article))
    read.close()
    assert read.open == []
    shown = ["".join(passage.text for passage in part.passages) for part in sections(article)]
    assert read.texts == [clean(text) for text in shown]
    targets = {value for name, value in read.attributes if name == "id"}
    pointed = {word for name, value in read.attributes if name == "aria-describedby" for word in (value or "").split()}
    begun = {f"f{fact.number}" for part in sections(article) for fact in part.facts}
    assert begun <= targets
    assert pointed <= {f"f{fact.number}" for fact in article.facts}
