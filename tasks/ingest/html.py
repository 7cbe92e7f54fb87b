"""Read an HTML page: the text a reader sees, furniture included, and what the markup says of it."""

import logging
import re
from typing import TYPE_CHECKING

from tasks.ingest.columns import language_of_tag
from tasks.ingest.dates import edtf_or_none
from tasks.ingest.main_text import main_marks
from tasks.ingest.pages import Mark, RawPage
from tasks.ingest.visible import visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""", re.I
)
_DECLARED_WITHIN = 8192
# Only dates the page states as its own, the first if it was changed later; no bound that moves with the clock.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2199-12-31"}
_LEAST_SHOWN = 0.8  # of the main text's letters
logger = logging.getLogger(__name__)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that the page's head names, None when it names none."""
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii", errors="replace") if found else None


def read_html(source: str, encoding: str) -> RawPage:
    """Return the visible text of a page in page order, a mark for every block, link and time in it (`visible.py` says
    which), `main` for the lines that trafilatura keeps, and the metadata trafilatura finds.

    A page without anything visible gives empty text. Where trafilatura fails there are no `main` marks and no metadata.
    """
    root = _parse(source)
    if root is None:
        return RawPage("", encoding)
    text, marks = visible_text(root)
    document = _main_document(source)
    if document is None:
        return RawPage(text, encoding, tuple(marks), language=_language(root))
    main = document.text or ""
    if _shows_less(text, main):
        # Pages that a script unveils are saved with their story still hidden.
        text, marks = visible_text(root, believe_hidden=False)
    marks += main_marks(text, main.split("\n"))
    return RawPage(
        text,
        encoding,
        tuple(sorted(marks, key=_order)),
        language=_language(root),
        title=_one_line(document.title),
        byline=_one_line(document.author),
        outlet=_one_line(document.sitename),
        published=edtf_or_none(document.date),
    )


def _shows_less(text: str, main: str) -> bool:
    return sum(map(str.isalpha, text)) < _LEAST_SHOWN * sum(map(str.isalpha, main))


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.tag


def _parse(source: str) -> "HtmlElement | None":
    from lxml import etree, html

    # As bytes: a string with an encoding in its XML declaration is refused.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(source.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _main_document(source: str) -> "Document | None":
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            source, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    except Exception as error:  # pages are hostile, and what trafilatura says is a hint only
        logger.warning("trafilatura failed: %s: %s", type(error).__name__, error)
        return None
    return document if document is None or not isinstance(document, dict) else None


def _language(root: "HtmlElement") -> str | None:
    said = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        root.get("xml:lang"),
        *root.xpath("//meta[@property='og:locale']/@content"),
        *root.xpath("//meta[translate(@http-equiv, 'CLANGUTE', 'clangute')='content-language']/@content"),
    )
    return next((language for tag in said if (language := language_of_tag(tag))), None)


def _one_line(text: str | None) -> str | None:
    """Blanks made single; None for nothing, and for a web address, which names nobody."""
    line = " ".join(text.split()) if text else ""
    return line if line and "://" not in line else None
