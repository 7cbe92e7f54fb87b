"""Look at a listed file and say what it is to this run: one finding for a page, one for each record of a bulk file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.ingest.bulk import BadLine, Record, read_records, sha256_of
from tasks.ingest.columns import COLUMNS, Columns
from tasks.ingest.files import FORMATS, Limits, Listed, Missing, read_bytes, stem_of
from tasks.ingest.manifest import MANIFEST, is_glob
from tasks.ingest.pages import RawPage, read_page
from tasks.ingest.refusal import Refused
from tasks.ingest.speech import language_of
from tasks.records import Article, Hint, Rejected

_RECORD_KEYS = frozenset({"text", "html", *COLUMNS})


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What the warehouse holds of a current article (not of one that is gone). `path` is `Article.path`; without it
    the records with ids of their own in a bulk file that can't be read now are taken to be gone."""

    content_sha256: str
    manifest_sha256: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What `plan` was asked."""

    known: Mapping[str, KnownArticle]
    languages: frozenset[str] | None
    full: bool
    limits: Limits

    def change(self, article_id: str, content_sha256: str, manifest_sha256: str) -> str | None:
        """Return new or changed, None when the article is as it was."""
        last = self.known.get(article_id)
        if last is None:
            return "new"
        same = (last.content_sha256, last.manifest_sha256) == (content_sha256, manifest_sha256)
        return "changed" if self.full or not same else None

    def leaves_out(self, language: str | None) -> bool:
        return bool(self.languages and language and language not in self.languages)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a file or record. `status` is one of LedgerEntry's, or skipped (not asked for)."""

    path: str
    article_id: str | None
    status: str
    reason: str | None = None
    change: str | None = None
    place: str = ""  # for a person: path and line
    content_sha256: str | None = None
    article: Article | None = None
    hints: tuple[Hint, ...] = ()
    rejected: Rejected | None = None
    bulk_prefix: str | None = None  # of a bulk file that can't be read as a whole: its records' ids begin so
    warnings: tuple[str, ...] = ()

    @property
    def taken(self) -> bool:
        return self.status in ("loaded", "unchanged")

    def duplicate_of(self, article_id: str) -> "Finding":
        """Return this finding as the copy of another; an unchanged one stays so and says why."""
        status = "duplicate" if self.status == "loaded" else self.status
        return replace(self, status=status, reason=f"the same bytes as {article_id}")

    def quarantined(self, reason: str, row_json: str | None = None) -> "Finding":
        rejected = Rejected("ingest", self.path, self.article_id, None, row_json, None, reason)
        return replace(
            self, status="quarantined", reason=reason, change=None, article=None, hints=(), rejected=rejected
        )


def rejected_row(rejected: Rejected) -> Finding:
    """Return the finding for a manifest row that was set aside; its article id is the stem when the row has none."""
    path = rejected.path or MANIFEST
    kind = next((FORMATS[suffix] for suffix in FORMATS if path.lower().endswith(suffix)), None)
    stem = rejected.article_id or (stem_of(path) if kind and rejected.path and not is_glob(path) else None)
    article_id, prefix = (None, stem) if kind == "jsonl" else (stem, None)
    found = Finding(path, article_id, "quarantined", reason=rejected.reason, place=rejected.reason, bulk_prefix=prefix)
    return replace(found, rejected=replace(rejected, article_id=article_id))


def look(listed: Listed, question: Question) -> list[Finding]:
    """Return what a listed file gives. It is opened only if its row may be asked for, decoded only if it changed."""
    place = f"{listed.path} (line {listed.row.line})"
    is_bulk = listed.path.lower().endswith((".jsonl", ".jsonl.gz"))
    blank = Finding(listed.path, None if is_bulk else listed.article_id, "skipped", place=place)
    if question.leaves_out(listed.row.columns.language):
        return [blank]
    if is_bulk:
        blank = replace(blank, bulk_prefix=listed.article_id)
    try:
        if isinstance(listed.fault, Exception):
            raise listed.fault
        return _look_bulk(listed, question) if is_bulk else [_look_page(listed, question, blank)]
    except Missing as missing:
        return [replace(blank.quarantined(str(missing)), status="missing")]
    except Refused as refused:
        return [blank.quarantined(str(refused))]


def _look_page(listed: Listed, question: Question, blank: Finding) -> Finding:
    file, article_id = _found(listed)
    data = read_bytes(file, question.limits.text_bytes)
    content = hashlib.sha256(data).hexdigest()
    columns = listed.row.columns
    _check(columns, content)
    row_hash = listed.row.sha256(listed.path)
    blank = replace(blank, content_sha256=content)
    change = question.change(article_id, content, row_hash)
    if change is None:
        return replace(blank, status="unchanged")
    page = read_page(data, listed.format)
    if columns.language is None and question.languages and question.leaves_out(language_of(page.text)):
        return blank
    article = _article(article_id, listed.path, listed.format, page, content, row_hash, columns)
    return replace(blank, status="loaded", change=change, article=article, hints=_hints(article_id, page))


def _look_bulk(listed: Listed, question: Question) -> list[Finding]:
    file, _ = _found(listed)
    if listed.row.columns.sha256:
        _check(listed.row.columns, sha256_of(file, question.limits.bulk_bytes))
    row_hash = listed.row.sha256(listed.path)
    findings: list[Finding] = []
    ignored: set[str] = set()
    for record in read_records(file, question.limits):
        findings.append(_look_record(listed, record, question, row_hash))
        if isinstance(record, Record):
            ignored |= record.values.keys() - _RECORD_KEYS
    if not findings:
        raise Refused("holds no record")
    if ignored:
        warning = f"{listed.path}: unknown keys ignored: {', '.join(sorted(ignored))}"
        findings[0] = replace(findings[0], warnings=(warning,))
    return findings


def _look_record(listed: Listed, record: Record | BadLine, question: Question, row_hash: str) -> Finding:
    path = f"{listed.path}#{record.line}"
    article_id = record.own_id or f"{listed.article_id}#{record.line}"
    blank = Finding(path, article_id, "skipped", place=path)
    if isinstance(record, BadLine):
        return blank.quarantined(record.reason, json.dumps({"line": record.excerpt}, ensure_ascii=False))
    columns = replace(listed.row.columns, id=None, sha256=None).over(record.columns)
    if question.leaves_out(columns.language):
        return blank
    blank = replace(blank, content_sha256=record.content_sha256)
    change = question.change(article_id, record.content_sha256, row_hash)
    if change is None:
        return replace(blank, status="unchanged")
    try:
        page = record.page()
    except Refused as refused:
        return blank.quarantined(str(refused))
    if columns.language is None and question.languages and question.leaves_out(language_of(page.text)):
        return blank
    article = _article(article_id, path, "jsonl", page, record.content_sha256, row_hash, columns)
    return replace(blank, status="loaded", change=change, article=article, hints=_hints(article_id, page))


def _found(listed: Listed) -> tuple[Path, str]:
    if listed.file is None or listed.article_id is None:
        raise Missing("the file isn't there")
    return listed.file, listed.article_id


def _check(columns: Columns, content_sha256: str) -> None:
    if columns.sha256 and columns.sha256 != content_sha256:
        raise Refused(f"the checksum is wrong: {MANIFEST} says {columns.sha256}, the file has {content_sha256}")


def _article(
    article_id: str, path: str, kind: str, page: RawPage, content: str, row_hash: str, columns: Columns
) -> Article:
    return Article(
        article_id=article_id,
        path=path,
        format=kind,
        raw_text=page.text,
        content_sha256=content,
        manifest_sha256=row_hash,
        encoding=page.encoding,
        language_manifest=columns.language,
        outlet_manifest=columns.outlet,
        title_manifest=columns.title,
        published_manifest=columns.published,
        url=columns.url,
        retrieved_on=columns.retrieved,
        licence=columns.licence,
        page_language=page.language,
        page_title=page.title,
        page_byline=page.byline,
        page_outlet=page.outlet,
        page_published=page.published,
    )


def _hints(article_id: str, page: RawPage) -> tuple[Hint, ...]:
    return tuple(Hint(article_id, mark.start, mark.end, mark.tag) for mark in page.marks)
