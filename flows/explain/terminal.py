"""Show an explained article on a terminal.

Text stays in logical order, unshaped: turning and joining Arabic letters is the terminal's business, and one that does
it would undo ours. Where text of either direction stands within an English line it is isolated (FSI … PDI).
"""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from flows.explain.reading import KINDS, Block, Explained, Fact
from flows.explain.segments import Passage, Section, sections
from flows.explain.wording import clean, counts, how, isolated, one_line, resolved, says, source, summary, surface

WIDEST = 110  # columns: longer lines are hard to read
DIM = Style(dim=True)

_COLOURS = (
    "bright_blue magenta green cyan blue yellow red bright_magenta none bright_yellow bright_cyan bright_green".split()
)
STYLES = {kind: Style(color=None if colour == "none" else colour) for kind, colour in zip(KINDS, _COLOURS, strict=True)}


def show_explained(console: Console, article: Explained) -> None:
    """Show the article: its source, then block by block what was kept, dropped and found."""
    console.print(Constrain(Group(*_parts(article)), WIDEST))


def _parts(article: Explained) -> Iterator[RenderableType]:
    yield Text(clean(article.article_id), DIM)
    yield Text(one_line(article.title or "without a title", 300), "bold")
    yield Text(" · ".join(map(isolated, source(article))), DIM)
    yield _legend(article)
    for section in sections(article):
        yield Text()
        yield _heading(section.block)
        for passage in section.passages:
            yield from _passage(article, section, passage)


def _legend(article: Explained) -> Text:
    legend = Text(f"{summary(article)}: " if article.facts else summary(article))
    each = [Text.assemble(str(count), " ", (kind, _underlined(kind))) for kind, count in counts(article).items()]
    return legend.append_text(Text(", ").join(each))


def _heading(block: Block | None) -> Text:
    if block is None:
        return Text("in no block", DIM)
    label = f"{block.kind} · {block.rule}"
    return Text(label, "bold") if block.kept else Text(f"dropped: {label}", DIM)


def _passage(article: Explained, section: Section, passage: Passage) -> Iterator[RenderableType]:
    kept = section.block is not None and section.block.kept
    text = Text(style=Style() if kept else DIM)
    for segment in passage.segments:
        style = _underlined(segment.facts[0].kind) if segment.facts else None
        text.append(clean(segment.text), style)
    if text.plain.strip():
        yield Padding(_stripped(text), (0, 0, 0, 2))
    if passage.facts:
        yield Padding(_list(article, passage.facts), (0, 0, 0, 4))


def _list(article: Explained, facts: tuple[Fact, ...]) -> Table:
    table = Table.grid(padding=(0, 1))
    # One width for all lists of the page, so that their columns stand under each other.
    table.add_column(justify="right", no_wrap=True, min_width=len(str(len(article.facts))))
    table.add_column(no_wrap=True, min_width=max(map(len, KINDS)))
    table.add_column(overflow="fold")
    for fact in facts:
        table.add_row(Text(str(fact.number), DIM), Text(fact.kind, STYLES[fact.kind]), _fact(article, fact))
    return table


def _fact(article: Explained, fact: Fact) -> Text:
    line = Text(f"“{isolated(surface(article, fact))}” ")
    line.append(", ".join(map(isolated, says(fact))))
    for name, known_as in resolved(fact):
        line.append(" → ").append(isolated(name), "bold").append(f" {known_as}", DIM)
    return line.append(f" · {how(fact)}", DIM)


def _underlined(kind: str) -> Style:
    return STYLES[kind] + Style(underline=True)


def _stripped(text: Text) -> Text:
    """Return the text without white space at its ends; its styles stay where they are."""
    start = len(text.plain) - len(text.plain.lstrip())
    return text[start : len(text.plain.rstrip())]
