"""Read marked pages: `=== name | language | title line or -` opens a page, every other line is `kind | text`.

An empty line is an empty line of the page; a line that begins with `#` is a remark. See pages.txt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.clean.article import Cleaned, clean_article
from tasks.records import BLOCK_KINDS, Article

PAGES = Path(__file__).with_name("pages.txt")


@dataclass(frozen=True)
class MarkedPage:
    """A page and what a reader says of each of its lines, in order."""

    name: str
    language: str
    title: str | None
    raw_text: str
    lines: tuple[tuple[str, str], ...]  # kind and text of the lines that are not empty


def read_marked(text: str) -> Iterator[MarkedPage]:
    """Yield the marked pages of a file. Raises ValueError for a line that is not marked or a kind nobody knows."""
    remarks_gone = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    for page in remarks_gone.split("=== ")[1:]:
        head, _, rest = page.rstrip("\n").partition("\n")
        name, language, title = head.split(" | ", 2)
        rows = [_row(line) if line else None for line in rest.split("\n")]
        raw_text = "\n".join(row[1] if row else "" for row in rows)
        yield MarkedPage(name, language, None if title == "-" else title, raw_text, tuple(row for row in rows if row))


def _row(line: str) -> tuple[str, str]:
    kind, mark, text = line.partition(" | ")
    if not mark or kind not in BLOCK_KINDS:
        raise ValueError(f"not `kind | text`: {line}")
    return kind, text


def article(raw_text: str, **columns: str) -> Article:
    """An article of which nothing but the page is known, and the `columns` given."""
    unknown = dict.fromkeys(Article.__slots__, None)
    known = {"article_id": "page", "path": "page.txt", "format": "txt", "encoding": "utf-8"}
    known |= {"content_sha256": "0" * 64, "manifest_sha256": "0" * 64}
    return Article(**(unknown | known | {"raw_text": raw_text} | columns))  # type: ignore[arg-type]


def clean(raw_text: str, **columns: str) -> Cleaned:
    return clean_article(article(raw_text, **columns))


def kinds(raw_text: str, **columns: str) -> list[tuple[str, str]]:
    """Kind and text of every block of a page."""
    return [(block.kind, block.text) for block in clean(raw_text, **columns).blocks]
