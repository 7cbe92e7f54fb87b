"""Marked sentences: what extraction must find in sentences that no page holds, and what it must leave alone.

A file `marked/<kind>.<language>.txt` has one small article a line: `Hier, <person>Salma Idrissi</person> a parlé.`
The facts of that kind found in it are exactly the marked stretches; an attribute says more of the fact (`role='…'`).
A line without marks must give none. `¶` begins a new paragraph of the article, `‖` the body behind its title. `#`
begins a comment, `@published 2024-05-02` dates the lines behind it (`@published` alone ends that). A line that begins
with `?` is a known gap: it must fail, so that whoever closes the gap notices.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from tasks.clean.sentences import split_sentences
from tasks.extract.article import extract_article
from tasks.records import Article, Block, Extraction, Page, Sentence

FOLDER = Path(__file__).parent / "marked"
KINDS = "people offices references organisations mechanisms places dates events quotes figures relations topics".split()
LANGUAGES = ("fr", "ar", "en")
TITLE_END = "\f"  # one character long, as every mark, so that offsets hold
_TAG = re.compile(r"<(?P<name>[a-z]+)(?P<attributes>(?:\s\w+='[^<>]*?')*)>(?P<text>[^<>]*)</(?P=name)>")
_ATTRIBUTE = re.compile(r"(\w+)='(.*?)'(?=\s\w+='|$)")

Facts = dict[tuple[int, int], dict[str, str]]  # raw offsets → what is said of the fact that stands there


@dataclass(frozen=True)
class Marked:
    """A line of a marked file: its text without marks, and the facts marked in it."""

    language: str
    published: str | None
    text: str
    facts: Facts


def marked(line: str, language: str, published: str | None) -> Marked:
    text, facts, position = "", {}, 0
    for match in _TAG.finditer(line):
        text += line[position : match.start()]
        facts[len(text), len(text) + len(match["text"])] = dict(_ATTRIBUTE.findall(match["attributes"].strip()))
        text, position = text + match["text"], match.end()
    text += line[position:]
    assert "<" not in text, f"a mark is not well formed: {text}"
    return Marked(language, published, text.replace("¶", "\n").replace("‖", TITLE_END), facts)


@lru_cache(maxsize=512)
def extraction(text: str, language: str, published: str | None) -> Extraction:
    """What extract finds in a line, as an article of its own."""
    blocks = list(_blocks(text, language))
    spans = [(b, i + b.raw_start, j + b.raw_start) for b in blocks for i, j in split_sentences(b.text, language)]
    sentences = [Sentence(f"a/s{n}", "a", n, b.ordinal, b.kind, text[i:j], i, j) for n, (b, i, j) in enumerate(spans)]
    page = Page("a", language, 1.0, None, None, None, None, published, text, len(text), len(sentences), ())
    return extract_article(_article(text), page, blocks, sentences)


def _blocks(text: str, language: str) -> Iterator[Block]:
    for ordinal, match in enumerate(re.finditer(rf"[^\n{TITLE_END}]+", text)):
        kind = "title" if text[match.end() : match.end() + 1] == TITLE_END else "body"
        yield Block("a", ordinal, kind, True, "test", match[0], match.start(), match.end(), language)


def _article(text: str) -> Article:
    named = {name: None for name in Article.__dataclass_fields__}
    return Article(**{**named, "article_id": "a", "path": "a.txt", "format": "txt", "raw_text": text})  # type: ignore[arg-type]


def facts_of(kind: str, found: Extraction) -> Facts:
    """The facts of a kind with every attribute that a mark may ask for."""
    names = {r.referent_id: r.name for r in found.referents}
    codes = {r.referent_id: r.country_code or "" for r in found.referents}
    subkinds = {r.referent_id: r.subkind or "" for r in found.referents}
    if kind in {"organisations", "mechanisms", "places"}:
        return {
            (m.raw_start, m.raw_end): {"sub": subkinds[m.referent_id], "country": codes[m.referent_id]}
            for m in found.mentions
            if m.kind == kind[:-1]
        }
    if kind == "people":
        titles = {p: "; ".join(r.title for r in found.roles if r.person_id == p) for p in names}
        return {
            (m.raw_start, m.raw_end): {"role": titles[m.referent_id], "name": names[m.referent_id]}
            for m in found.mentions
            if m.kind == "person" and m.form != "office"
        }
    if kind == "references":
        return {(m.raw_start, m.raw_end): {"to": names[m.referent_id]} for m in found.mentions if m.form == "office"}
    if kind == "offices":
        return {
            (r.raw_start, r.raw_end): {
                "class": r.title_class, "country": r.country_code or "", "status": r.status, "of": names[r.person_id],
                "body": names.get(r.organisation_id or "", ""),
            }
            for r in found.roles
        }  # fmt: skip
    if kind == "dates":
        return {
            (d.raw_start, d.raw_end): {"edtf": d.date_edtf or "", "precision": d.date_precision}
            for d in found.date_mentions
        }
    if kind == "quotes":
        titles = {r.role_id: r.title for r in found.roles}
        told = {e.article_event_id: e.event_type for e in found.events}
        return {
            (q.raw_start, q.raw_end): {
                "speaker": names.get(q.speaker_id or "", ""), "form": q.form, "office": titles.get(q.role_id or "", ""),
                "by": names.get(q.reported_by_id or "", ""), "said": q.said_edtf or "",
                "at": told.get(q.article_event_id or "", ""), "described": q.described_speaker or "",
            }
            for q in found.quotes
        }  # fmt: skip
    if kind == "figures":
        return {
            (f.raw_start, f.raw_end): {
                "min": f"{f.value_min:.15g}", "max": f"{f.value_max:.15g}", "kind": f.kind, "unit": f.unit or "",
                "counted": f.counted or "", "class": f.counted_class or "", "about": "yes" if f.approximate else "no",
            }
            for f in found.figures
        }  # fmt: skip
    if kind == "relations":
        grouped: Facts = {}
        told = {e.article_event_id: e.event_type for e in found.events}
        for r in found.relations:
            fact = grouped.setdefault((r.raw_start, r.raw_end), {"predicate": r.predicate, "since": r.since_edtf or ""})
            fact["event"] = told.get(r.article_event_id or "", "")
            for side, identity in (("subject", r.subject_id), ("object", r.object_id)):
                known, name = fact.get(side, ""), names[identity]
                fact[side] = known if name in known.split("; ") else f"{known}; {name}".strip("; ")
        return grouped
    if kind == "topics":
        return {(t.raw_start, t.raw_end): {"id": t.topic} for t in found.topics}
    return _events(found, names)


def _events(found: Extraction, names: dict[str, str]) -> Facts:
    parts: dict[str, list[str]] = {}
    for p in found.participations:
        parts.setdefault(p.article_event_id, []).append(f"{names[p.referent_id]}:{p.part}")
    numbers = list(dict.fromkeys(e.article_event_id for e in found.events))
    return {
        (e.raw_start, e.raw_end): {
            "type": e.event_type, "status": e.status, "session": str(e.session_number or ""), "date": e.date_edtf or "",
            "place": e.place or "", "mechanism": names.get(e.mechanism_id or "", ""), "title": e.title,
            "parts": "; ".join(sorted(parts.get(e.article_event_id, []))), "plover": e.plover_event or "",
            "event": str(numbers.index(e.article_event_id) + 1), "told": names.get(e.attributed_to_id or "", ""),
        }
        for e in found.events
    }  # fmt: skip


def lines() -> Iterator[tuple[str, str, int, str, str | None]]:
    for path in sorted(FOLDER.glob("*.txt")):
        kind, language, _ = path.name.split(".")
        published = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("@published"):
                published = line.removeprefix("@published").strip() or None
            elif line.strip() and not line.startswith("#"):
                yield kind, language, number, line, published


def cases() -> list[object]:
    gap = pytest.mark.xfail(strict=True, reason="a known gap")
    return [
        pytest.param(
            kind, marked(line.lstrip("? "), language, published),
            id=f"{kind}.{language}:{number}", marks=[gap] if line.startswith("?") else [],
        )
        for kind, language, number, line, published in lines()
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), cases())
def test_what_is_marked_is_what_is_found(kind: str, line: Marked) -> None:
    found = facts_of(kind, extraction(line.text, line.language, line.published))
    show = {line.text[a:b]: fact for (a, b), fact in found.items()}
    assert sorted(line.text[a:b] for a, b in found) == sorted(line.text[a:b] for a, b in line.facts), show
    assert set(found) == set(line.facts), show
    for span, asked in line.facts.items():
        said = {key: found[span][key] for key in asked}
        assert said == asked, show


def test_every_kind_and_language_has_marked_sentences_and_plain_ones() -> None:
    known: dict[str, set[bool]] = {}
    for kind, language, _, line, _ in lines():
        known.setdefault(f"{kind}.{language}", set()).add("</" in line)
    assert set(known) == {f"{kind}.{language}" for kind in KINDS for language in LANGUAGES}
    assert [name for name, seen in known.items() if seen != {True, False}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_stands_where_it_says(language: str) -> None:
    for _, spoken, _, line, published in lines():
        if spoken != language:
            continue
        text = marked(line.lstrip("? "), language, published)
        found = extraction(text.text, language, published)
        facts = [*found.mentions, *found.roles, *found.date_mentions, *found.events, *found.quotes, *found.figures]
        facts += [*found.relations, *found.topics, *found.participations]
        assert [f for f in facts if text.text[f.raw_start : f.raw_end] != f.surface] == []
        assert all(0 < f.confidence <= 1 and f.method in {"model", "lexicon", "rule", "reference"} for f in facts)
