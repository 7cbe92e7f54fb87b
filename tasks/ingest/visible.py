"""The visible text of a parsed HTML page: blank line around paragraphs and the like, line break around other blocks.

As a browser shows it with no stylesheet: blanks collapse (no-break spaces stay), `pre` keeps its lines, cells of a
table stand on lines of their own (many a page is laid out in tables, and its menu must not run into its story).
"""

import re
from typing import TYPE_CHECKING

from tasks.ingest.pages import Mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "head script style template noscript noframes noembed iframe object embed applet audio video canvas svg select "
    "datalist textarea input map param source track link meta title".split()
)
_APART = frozenset(  # a blank line before and after
    "p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre table form hr article section header footer nav aside main "
    "details fieldset dialog".split()
)
_BLOCKS = _APART | frozenset(
    "html body div li dt dd tr td th caption thead tbody tfoot figcaption address center summary legend hgroup search "
    "menu dir option".split()
)
_MARKED = frozenset(
    "h1 h2 h3 h4 h5 h6 p li nav header footer aside figure figcaption time blockquote button form a article address "
    "table".split()
)
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "button": "button",
}
_BLANKS = re.compile("[ \t\n\r\f]+")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_NEW = -1  # in place of the position at which an element began: it hasn't yet
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.I)


def visible_text(root: "HtmlElement", believe_hidden: bool = True) -> tuple[str, list[Mark]]:
    """Return the text and the marks of the elements in it, sorted by start, longest first.

    A mark spans what its element shows, without the blanks around it; elements that show nothing have none.
    ARIA roles count as the elements they stand for. With `believe_hidden` False what `hidden` and styles hide is
    there, too. Deep nesting is no trouble: nothing here recurses.
    """
    writer = _Writer()
    found: list[tuple[int, int, str]] = []
    todo = [(root, _NEW)]
    while todo:
        element, start = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if start != _NEW:
            _leave(writer, element, tag)
            found += [(start, writer.length, name) for name in _marks_of(element, tag)]
        elif not _hidden(element, tag, believe_hidden):
            todo.append((element, writer.length))
            todo.extend((child, _NEW) for child in reversed(element))
            _enter(writer, element, tag)
            continue
        if element is not root:
            writer.text(element.tail)
    text = "".join(writer.parts)
    marks = [Mark(*trimmed, tag) for start, end, tag in found if (trimmed := trim(text, start, end))]
    return text, sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.tag))


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch without the white space around it, None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _hidden(element: "HtmlElement", tag: str, believe: bool) -> bool:
    if not tag or tag in _UNSEEN:
        return True
    if not believe:
        return False
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def _breaks(element: "HtmlElement", tag: str) -> int:
    if tag in _APART:
        return 2
    if tag in _BLOCKS:
        return 1
    style = element.get("style")
    return 1 if style and _BLOCK_STYLE.search(style) else 0


def _enter(writer: "_Writer", element: "HtmlElement", tag: str) -> None:
    if tag == "br":
        writer.line()
    writer.block(_breaks(element, tag))
    writer.verbatim += tag == "pre"
    writer.text(element.text)


def _leave(writer: "_Writer", element: "HtmlElement", tag: str) -> None:
    writer.verbatim -= tag == "pre"
    writer.block(_breaks(element, tag))


def _marks_of(element: "HtmlElement", tag: str) -> set[str]:
    names = {tag} & _MARKED
    role = _ROLES.get((element.get("role") or "").strip().lower())
    if role:
        names.add(role)
    return names


class _Writer:
    """Builds the text; blanks and breaks wait until there is something to write after them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.verbatim = 0  # depth of `pre`
        self._breaks = 0
        self._blank = False

    def block(self, breaks: int) -> None:
        if breaks:
            self._breaks = max(self._breaks, breaks)
            self._blank = False

    def line(self) -> None:
        self._breaks = min(self._breaks + 1, 2)
        self._blank = False

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim:
            self._write(text.replace("\r\n", "\n").strip("\n"))
            return
        words = _BLANKS.sub(" ", text)
        if words.startswith(" "):
            self._blank = True
        if words.strip(" "):
            self._write(words.strip(" "))
            self._blank = words.endswith(" ")

    def _write(self, text: str) -> None:
        if not text:
            return
        if self.length:
            gap = "\n" * self._breaks or (" " if self._blank else "")
            self.parts.append(gap)
            self.length += len(gap)
        self.parts.append(text)
        self.length += len(text)
        self._breaks, self._blank = 0, False
