"""Prefect task of the ingest stage: read what is new or changed, and cut it into batches."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.ingest.plan import KnownArticle, Plan, plan
from tasks.records import Article, Hint, LedgerEntry, Rejected
from tasks.tables import batch_path, write_records

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What ingest left in the staging folder: `batches` files of articles, numbered from 0, sorted by article id."""

    batches: int
    counts: Mapping[str, int]
    gone: tuple[str, ...]
    warnings: tuple[str, ...]


@task(name="ingest", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE, persist_result=False)
def ingest(
    seeds: Path,
    staging: Path,
    known: Mapping[str, KnownArticle],
    languages: tuple[str, ...] | None,
    full: bool,
    batch_articles: int,
) -> Ingested:
    """Plan the run and stage its articles, hints, ledger and rejected rows. Raises InputError without a manifest."""
    planned = plan(seeds, known, frozenset(languages) if languages else None, full)
    for entry in planned.ledger:
        if entry.status != "unchanged":
            log.info("%s: %s %s", entry.article_id or entry.path, entry.change or entry.status, entry.reason or "")
    write_records(LedgerEntry, planned.ledger, batch_path(staging, "ledger", 0))
    write_records(Rejected, planned.rejected, batch_path(staging, "rejected", 0))
    gone = tuple(entry.article_id for entry in planned.ledger if entry.status == "gone" and entry.article_id)
    return Ingested(_stage(planned, staging, batch_articles), planned.counts, gone, tuple(planned.warnings))


def _stage(planned: Plan, staging: Path, batch_articles: int) -> int:
    hints: dict[str, list[Hint]] = {}
    for hint in planned.hints:
        hints.setdefault(hint.article_id, []).append(hint)
    starts = range(0, len(planned.articles), batch_articles)
    for batch, start in enumerate(starts):
        articles = planned.articles[start : start + batch_articles]
        write_records(Article, articles, batch_path(staging, "article", batch))
        told = [hint for article in articles for hint in hints.get(article.article_id, ())]
        write_records(Hint, told, batch_path(staging, "hint", batch))
    return len(starts)
