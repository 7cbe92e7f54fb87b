"""Prefect task of the extract stage: one batch of cleaned articles, from sentences to facts."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.records import Article, Block, Page, Rejected, Sentence
from tasks.settings import Settings
from tasks.tables import TABLES, batch_path, read_records, write_records

if TYPE_CHECKING:
    from tasks.records import Extraction

log = logging.getLogger(__name__)
_LIMITS = Settings()
FAILURES_FROM = 200_000  # number of the first file of what extract rejected, among the rejected

# Staged table → field of Extraction.
FIELDS = {
    "referent": "referents",
    "mention": "mentions",
    "role": "roles",
    "date_mention": "date_mentions",
    "event_report": "events",
    "participation": "participations",
    "quote": "quotes",
    "figure": "figures",
    "relation": "relations",
    "topic": "topics",
}


@task(
    name="extract",
    task_run_name="extract-{batch:05d}",
    retries=_LIMITS.batch_retries,
    retry_delay_seconds=[1, 5],
    timeout_seconds=_LIMITS.batch_timeout,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract(staging: Path, batch: int) -> int:
    """Extract the facts of one staged batch and return how many articles came through.

    An article that raises is left out and told in the `rejected` table; the gate decides how many may be.
    """
    from tasks.extract.article import extract_article  # imports spaCy: only where there is something to extract

    pages = {page.article_id: page for page in read_records(Page, batch_path(staging, "page", batch))}
    blocks = _by_article(read_records(Block, batch_path(staging, "block", batch)))
    sentences = _by_article(read_records(Sentence, batch_path(staging, "sentence", batch)))
    extractions: list[Extraction] = []
    failures: list[Rejected] = []
    for article in read_records(Article, batch_path(staging, "article", batch)):
        name = article.article_id
        try:
            extraction = extract_article(article, pages[name], blocks.get(name, []), sentences.get(name, []))
        except Exception as error:
            log.exception("%s: extract raised", name)
            reason = f"extract raised {type(error).__name__}: {error}"
            failures.append(Rejected("extract", article.path, name, None, None, None, reason))
            continue
        extractions.append(extraction)
        failures += extraction.rejected
        log.info("%s: %s", name, ", ".join(f"{len(getattr(extraction, f))} {f}" for f in FIELDS.values()))
    for table, field in FIELDS.items():
        facts = [fact for extraction in extractions for fact in getattr(extraction, field)]
        write_records(TABLES[table], facts, batch_path(staging, table, batch))
    write_records(Rejected, failures, batch_path(staging, "rejected", FAILURES_FROM + batch))
    return len(extractions)


def _by_article(rows: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.article_id, []).append(row)
    return grouped
