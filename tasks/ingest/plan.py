"""Decide what is new, changed, unchanged, duplicate, missing, quarantined and gone, and read what must be read."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.ingest.files import Limits, list_files
from tasks.ingest.finding import Finding, KnownArticle, Question, look, rejected_row
from tasks.ingest.manifest import MANIFEST, Manifest, read_manifest
from tasks.records import Article, Hint, LedgerEntry, Rejected

logger = logging.getLogger(__name__)

__all__ = ["KnownArticle", "Limits", "Plan", "plan"]
STAGE = "ingest"


@dataclass(frozen=True, slots=True)
class Plan:
    """What this run has to do. Everything is sorted by article id.

    `articles` are the new and changed ones, byte-identical duplicates among them. `ledger` has an entry for every
    file and bulk record of the manifest and every article that is gone. `counts`: new, changed (both with duplicates),
    unchanged, gone, duplicate, missing, quarantined, and skipped (in a language not asked for; not in the ledger).
    """

    articles: list[Article]
    hints: list[Hint]
    ledger: list[LedgerEntry]
    rejected: list[Rejected]
    warnings: list[str]
    counts: dict[str, int]


def plan(
    seeds: Path,
    known: Mapping[str, KnownArticle],
    languages: frozenset[str] | None = None,
    full: bool = False,
    limits: Limits | None = None,
) -> Plan:
    """Read the manifest in `seeds` and compare with `known`: article id → what the warehouse holds as current.

    A file whose bytes and row are known is hashed and not decoded; `full` takes every article as changed. With
    `languages` (fr, ar, en) only articles of these are looked at, and none is called gone. An article that was
    known and is now missing or quarantined is not gone. All files whose ids clash are quarantined. Raises InputError
    when the manifest can't be read at all.
    """
    manifest = read_manifest(seeds)
    claimed = [rejected.path for rejected in manifest.rejected if rejected.path]
    question = Question(known, languages, full, limits or Limits())
    findings = [rejected_row(rejected) for rejected in manifest.rejected]
    for listed in list_files(seeds, manifest.rows, claimed):
        findings += look(listed, question)
    findings = _with_duplicates(_with_clashes(findings))
    warnings = [*manifest.warnings, *sorted({warning for finding in findings for warning in finding.warnings})]
    gone = [] if languages else _gone(manifest, findings, known)
    if gone and not manifest.complete:
        warnings.append(
            f"{_articles(gone)} no longer listed in {MANIFEST}, and not called gone while it has rows nobody can read: "
            "mend those"
        )
        gone = []
    return _assembled(sorted([*findings, *gone], key=_order), manifest, warnings)


def _articles(gone: Sequence[Finding]) -> str:
    names = ", ".join(finding.article_id or finding.path for finding in gone[:3])
    return f"{len(gone)} article{'' if len(gone) == 1 else 's'} ({names}{', …' if len(gone) > 3 else ''})"


def _order(finding: Finding) -> tuple[str, str]:
    return finding.article_id or "", finding.path


def _with_clashes(findings: Sequence[Finding]) -> list[Finding]:
    """Quarantine everything that shares its id with another; what is set aside already keeps its own reason."""
    places: dict[str, list[str]] = {}
    for finding in findings:
        if finding.article_id:
            places.setdefault(finding.article_id, []).append(finding.place)
    return [
        finding.quarantined(_clash(finding, places[finding.article_id]))
        if finding.article_id and finding.taken and len(places.get(finding.article_id, ())) > 1
        else finding
        for finding in findings
    ]


def _clash(finding: Finding, places: list[str]) -> str:
    others = sorted(places)
    others.remove(finding.place)
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return f"the id {finding.article_id!r} is also that of {', '.join(others[:3])}{more}: give each an id of its own"


def _with_duplicates(findings: Sequence[Finding]) -> list[Finding]:
    """Say of which article another is the byte-identical copy: the first by id is the original."""
    first: dict[str, str] = {}
    marked = []
    for finding in sorted(findings, key=_order):
        if finding.taken and finding.content_sha256 and finding.article_id:
            original = first.setdefault(finding.content_sha256, finding.article_id)
            if original != finding.article_id:
                finding = finding.duplicate_of(original)
        marked.append(finding)
    return marked


def _gone(manifest: Manifest, findings: Iterable[Finding], known: Mapping[str, KnownArticle]) -> list[Finding]:
    """Known articles that nothing in the manifest speaks of any more; those of an unreadable bulk file aren't gone."""
    spoken_of = {finding.article_id for finding in findings}
    unreadable = {finding.path for finding in findings if finding.status == "quarantined"}
    unread = [finding for finding in findings if finding.bulk_prefix]
    gone = []
    for article_id, last in known.items():
        file = last.path.rpartition("#")[0]
        kept = any(article_id.startswith(f"{f.bulk_prefix}#") or (file and file == f.path) for f in unread)
        # A line that turned bad may have lost the id it had; its place is still known.
        if article_id not in spoken_of and not kept and not (file and last.path in unreadable):
            gone.append(Finding(last.path or article_id, article_id, "gone", reason=f"no longer listed in {MANIFEST}"))
    return gone


def _assembled(findings: Sequence[Finding], manifest: Manifest, warnings: list[str]) -> Plan:
    rejected = [finding.rejected for finding in findings if finding.rejected]
    articles = [finding.article for finding in findings if finding.article]
    ledger = [
        LedgerEntry(f.path, f.article_id, f.status, STAGE, f.reason, f.change)
        for f in findings
        if f.status != "skipped"
    ]
    counts = Counter(finding.status for finding in findings)
    changes = Counter(finding.change for finding in findings)
    names = ("unchanged", "gone", "duplicate", "missing", "quarantined", "skipped")
    summary = {"new": changes["new"], "changed": changes["changed"], **{name: counts[name] for name in names}}
    logger.info("%s", ", ".join(f"{count} {name}" for name, count in summary.items()))
    return Plan(
        articles, [hint for f in findings if f.article for hint in f.hints], ledger, rejected, warnings, summary
    )
