"""Markdown articles: the text stays as it is, front matter is metadata."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.markdown import read_markdown
from tasks.ingest.pages import RawPage, read_page
from tasks.ingest.refusal import Refused

ARTICLE = """---
title: "Patrouilles: le plan"
author: [A. Un, B. Deux]
date: 2024-05-06
lang: fr-DZ
source: L'Écho
tags: [x, y]
---

# Patrouilles

Un premier alinéa
sur deux lignes.

Sous-titre
----------

- un point
- un autre

> Une citation.

### Fin ###
"""


def marked(page: RawPage, tag: str) -> list[str]:
    return [page.text[mark.start : mark.end] for mark in page.marks if mark.tag == tag]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_marks_and_metadata(newline: str) -> None:
    text = ARTICLE.replace("\n", newline)
    page = read_markdown(text, "utf-8")
    assert page.text == text
    assert (page.title, page.byline, page.published) == ("Patrouilles: le plan", "A. Un, B. Deux", "2024-05-06")
    assert (page.language, page.outlet) == ("fr", "L'Écho")
    assert [marked(page, tag) for tag in ("h1", "h2", "h3")] == [["Patrouilles"], ["Sous-titre"], ["Fin"]]
    assert marked(page, "p")[0] == f"Un premier alinéa{newline}sur deux lignes."
    assert marked(page, "li") == ["- un point", "- un autre"] and marked(page, "blockquote") == ["> Une citation."]
    (front,) = marked(page, "front_matter")
    assert front.startswith("---") and front.endswith("---") and "tags" in front


def test_a_head_that_yaml_refuses_is_read_line_by_line() -> None:
    page = read_markdown("---\ntitle: Alger: la session\ndate: 2024-05\n---\nTexte.", "utf-8")
    assert (page.title, page.published) == ("Alger: la session", "2024-05")
    assert marked(page, "front_matter") and marked(page, "p") == ["Texte."]


@pytest.mark.parametrize(
    "text",
    [
        "---\nUne phrase.\n---\nEt la suite.",
        "---\n\nTexte sans fin",
        "Texte\n---\ntitle: x\n---\n",
        "--- a\nb: c\n---\n",
    ],
)
def test_a_line_of_dashes_is_no_head(text: str) -> None:
    page = read_markdown(text, "utf-8")
    assert marked(page, "front_matter") == [] and page.text == text


def test_the_first_heading_is_the_title_when_nothing_else_is() -> None:
    assert read_markdown("# Un *titre*\n\nTexte.", "utf-8").title == "Un *titre*"
    assert read_markdown("Texte.", "utf-8").title is None


def test_an_impossible_date_is_none_and_a_head_alone_is_no_article() -> None:
    assert read_markdown("---\ndate: hier\n---\nTexte", "utf-8").published is None
    with pytest.raises(Refused, match="no text"):
        read_page(b"---\ntitle: x\n---\n", "md")


@given(st.text(alphabet="#-=> \n\r\tabé*_`[]():|1.", max_size=120))
def test_marks_are_slices_of_the_file(text: str) -> None:
    page = read_markdown(text, "utf-8")
    assert page.text == text
    for mark in page.marks:
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end] != ""
