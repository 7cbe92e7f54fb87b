"""What every format gives once it is read: the text and what the markup says of it."""

from dataclasses import dataclass

from tasks.ingest.encodings import decode
from tasks.ingest.refusal import Refused


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of `RawPage.text` (code points, end exclusive) and the tag that the markup gives it."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it came. Metadata is what the file itself says, None where it says nothing."""

    text: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    language: str | None = None  # primary subtag
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None  # EDTF


def read_page(data: bytes, kind: str) -> RawPage:
    """Read the bytes of a page; `kind` is txt, html or md. Raises Refused for binary data and pages without text."""
    if kind == "html":
        from tasks.ingest.html import declared_encoding, read_html

        decoded = decode(data, declared_encoding(data))
        page = read_html(decoded.text, decoded.encoding)
    elif kind == "md":
        from tasks.ingest.markdown import read_markdown

        decoded = decode(data)
        page = read_markdown(decoded.text, decoded.encoding)
    else:
        decoded = decode(data)
        page = RawPage(decoded.text, decoded.encoding)
    return with_text(page)


def with_text(page: RawPage) -> RawPage:
    """Return the page; raises Refused when no letter is in it (beyond front matter, which is no story)."""
    aside = max((mark.end for mark in page.marks if mark.tag == "front_matter"), default=0)
    if not any(character.isalpha() for character in page.text[aside:]):
        raise Refused("is empty" if not page.text.strip() else "has no text that a reader would see")
    return page
