"""Find the tables of a Markdown text, with the line of every row. The library decides what a table is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_DELIMITER_ROW = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_CONTAINER = re.compile(r"^[>\s]*")  # of a table inside a block quote


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: its text without markup, and the target when the whole cell is one link."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line (from 1), its cells (as many as the header has, empty ones added), and how many too many stood
    there. `apart` says that a blank line cut it off from its table."""

    line: int
    cells: tuple[Cell, ...]
    excess: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line and texts of its header, and its rows."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """A line of pipes that belongs to no table."""

    line: int
    text: str


def find_tables(text: str) -> tuple[list[Table], list[Stray]]:
    """Return the tables of a Markdown text in order, and the pipe lines outside any.

    Tables in code blocks and HTML comments are none. Pipe lines after a blank line below a table are taken as rows of
    that table, marked `apart`: a person who leaves a blank line between rows doesn't mean to end the list.
    """
    markdown = _parser()
    tokens = markdown.parse(text)
    lines = re.split(r"\r\n|\r|\n", text)
    tables: list[Table] = []
    strays: list[Stray] = []
    open_above = False  # may pipe lines still belong to the last table? A heading ends it
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            tables.append(_table(islice(tokens, index, None), lines))
        open_above = (open_above or token.type == "table_open") and token.type != "heading_open"
        if token.type == "paragraph_open" and (cut_off := _pipe_lines(token, lines)):
            if open_above and not any(_DELIMITER_ROW.fullmatch(stray.text.strip()) for stray in cut_off):
                more = _rows_apart(markdown, cut_off, len(tables[-1].header))
                tables[-1] = replace(tables[-1], rows=tables[-1].rows + more)
            else:
                strays += cut_off
    return tables, strays


def _parser() -> MarkdownIt:
    """Tables on; emphasis off, because it eats the stars and underscores of file names; links left as written."""
    markdown = MarkdownIt("commonmark").enable("table").disable("emphasis")
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _table(tokens: Iterable[Token], lines: Sequence[str]) -> Table:
    """Read the table that begins at the first of `tokens`."""
    found = list(_rows(tokens))
    header = tuple(cell.text for cell in found[0][1])
    rows = []
    for line, cells in found[1:]:
        written = len(_split(_CONTAINER.sub("", lines[line - 1])))
        rows.append(Row(line, tuple(cells), max(0, written - len(header))))
    return Table(found[0][0], header, tuple(rows))


def _rows(tokens: Iterable[Token]) -> Iterator[tuple[int, list[Cell]]]:
    line, cells = 0, list[Cell]()
    for token in tokens:
        if token.type == "tr_open":
            line, cells = _line(token), []
        elif token.type == "inline":
            cells.append(_cell(token.children or []))
        elif token.type == "tr_close":
            yield line, cells
        elif token.type == "table_close":
            return


def _split(line: str) -> list[str]:
    """Cells of a row as the library splits it; empty ones beyond the last pipe don't count."""
    cells = [cell.strip() for cell in escapedSplit(line.strip())]
    if cells and not cells[0]:
        cells.pop(0)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(children: Sequence[Token]) -> Cell:
    text = "".join(_plain(child) for child in children).strip()
    links = [child for child in children if child.type == "link_open"]
    whole = len(links) == 1 and children[0].type == "link_open" and children[-1].type == "link_close"
    return Cell(text, str(links[0].attrGet("href")) if whole else None)


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return "" if token.content.startswith("<!--") else token.content
    return token.content


def _pipe_lines(paragraph: Token, lines: Sequence[str]) -> list[Stray]:
    """The lines of a paragraph that begins like a table row, else none."""
    first, end = paragraph.map or [0, 0]
    found = [Stray(number + 1, _CONTAINER.sub("", lines[number])) for number in range(first, end)]
    return found if found and found[0].text.startswith("|") else []


def _rows_apart(markdown: MarkdownIt, cut_off: Sequence[Stray], width: int) -> tuple[Row, ...]:
    """Pipe lines as rows of a table `width` columns wide."""
    rows = []
    for stray in cut_off:
        written = _split(stray.text)
        cells = [_cell(markdown.parseInline(cell)[0].children or []) for cell in written[:width]]
        cells += [Cell("")] * (width - len(cells))
        rows.append(Row(stray.line, tuple(cells), max(0, len(written) - width), apart=True))
    return tuple(rows)
