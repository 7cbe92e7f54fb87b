"""Read a Markdown article: the text is the file as it is; headings, paragraphs and front matter are marked."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.ingest.columns import language_of_tag
from tasks.ingest.dates import edtf_or_none
from tasks.ingest.pages import Mark, RawPage
from tasks.ingest.visible import trim

_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.S)
_FIELD = re.compile(r"([A-Za-z_][\w -]*):(?:\s+(.*))?")
_CONTINUED = re.compile(r"\s|-\s|#|$")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_KEYS = {
    "title": ("title",),
    "byline": ("author", "authors", "byline", "by"),
    "outlet": ("outlet", "publisher", "site_name", "sitename", "source"),
    "published": ("published", "date", "published_at", "pubdate"),
    "language": ("language", "lang"),
}
_BLOCKS = {"paragraph_open": "p", "list_item_open": "li", "blockquote_open": "blockquote", "table_open": "table"}


def read_markdown(text: str, encoding: str) -> RawPage:
    """Return the file's text unchanged, with marks for headings (`h1` … `h6`, their words only), paragraphs, list
    items, quotations and tables, and `front_matter` for a YAML head, which is metadata and no part of the story.

    The title is the front matter's, else the first `h1`'s. A head that is no mapping of names is text.
    """
    said, body_start = _front_matter(text)
    marks = [Mark(*trimmed, "front_matter")] if (trimmed := trim(text, 0, body_start)) else []
    marks += _block_marks(text, body_start)
    first = next((text[mark.start : mark.end] for mark in marks if mark.tag == "h1"), None)
    language = said.get("language")
    return RawPage(
        text,
        encoding,
        tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.tag))),
        language=language_of_tag(language),
        title=said.get("title") or first,
        byline=said.get("byline"),
        outlet=said.get("outlet"),
        published=edtf_or_none(said.get("published")),
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return what the front matter says, and where the text goes on after it (0 when there is none)."""
    found = _FRONT_MATTER.match(text)
    values = _mapping(found[1]) if found else None
    if found is None or values is None:
        return {}, 0
    lowered = {str(key).strip().casefold(): value for key, value in values.items()}
    said = {}
    for name, keys in _KEYS.items():
        stated = next((words for key in keys if (words := _words(lowered.get(key)))), None)
        if stated:
            said[name] = stated
    return said, found.end()


def _mapping(head: str) -> Mapping[Any, Any] | None:
    """Read the head as YAML; one that YAML refuses (`title: Alger: a meeting`) is read line by line."""
    import yaml

    try:
        values = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError, RecursionError):
        lines = head.splitlines()
        if not all(_FIELD.fullmatch(line) or _CONTINUED.match(line) for line in lines):
            return None
        fields = [found for line in lines if (found := _FIELD.fullmatch(line))]
        return {found[1]: (found[2] or "").strip().strip("\"'") for found in fields}
    if values is None:
        return {}
    return values if isinstance(values, dict) else None


def _words(value: object) -> str | None:
    """A value of the front matter as one line; lists are joined, what is no word or date gives None."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(words for item in value if (words := _words(item))) or None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return " ".join(str(value).split()) or None
    return None


def _block_marks(text: str, body_start: int) -> list[Mark]:
    body = text[body_start:]
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(body)), len(body)]
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    marks = []
    for index, token in enumerate(tokens):
        tag = token.tag if token.type == "heading_open" else _BLOCKS.get(token.type)
        if tag and token.map and not token.hidden:
            start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
            if token.type == "heading_open":
                start, end = _heading_words(body, start, end, tokens[index + 1])
            if trimmed := trim(text, body_start + start, body_start + end):
                marks.append(Mark(*trimmed, tag))
    return marks


def _heading_words(body: str, start: int, end: int, words: Token) -> tuple[int, int]:
    """The heading without its `##` or its underline, where they can be told from its words."""
    at = body.find(words.content, start, end) if words.content else -1
    return (at, at + len(words.content)) if at >= 0 else (start, end)
