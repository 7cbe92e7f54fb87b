"""Prefect task of the clean stage: one batch of articles, from raw page to blocks and sentences."""

import logging
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.records import Article, Block, Hint, Page, Rejected, Sentence
from tasks.settings import Settings
from tasks.tables import batch_path, read_records, write_records

log = logging.getLogger(__name__)
_LIMITS = Settings()
FAILURES_FROM = 100_000  # number of the first file of articles that clean could not finish, among the rejected


@task(
    name="clean",
    task_run_name="clean-{batch:05d}",
    retries=_LIMITS.batch_retries,
    retry_delay_seconds=[1, 5],
    timeout_seconds=_LIMITS.batch_timeout,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def clean(staging: Path, batch: int) -> int:
    """Clean one staged batch and return how many articles came through.

    An article that raises is left out and told in the `rejected` table; the gate decides how many may be.
    """
    from tasks.clean.article import clean_article  # language models: only where there is something to clean

    hints: dict[str, list[Hint]] = {}
    for hint in read_records(Hint, batch_path(staging, "hint", batch)):
        hints.setdefault(hint.article_id, []).append(hint)
    pages: list[Page] = []
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    failures: list[Rejected] = []
    for article in read_records(Article, batch_path(staging, "article", batch)):
        try:
            cleaned = clean_article(article, hints.get(article.article_id, []))
        except Exception as error:
            log.exception("%s: clean raised", article.article_id)
            failures.append(_failure(article, error))
            continue
        pages.append(cleaned.page)
        blocks += cleaned.blocks
        sentences += cleaned.sentences
        kept = sum(block.kept for block in cleaned.blocks)
        log.info("%s: %s, %d of %d blocks kept", article.article_id, cleaned.page.language, kept, len(cleaned.blocks))
    write_records(Page, pages, batch_path(staging, "page", batch))
    write_records(Block, blocks, batch_path(staging, "block", batch))
    write_records(Sentence, sentences, batch_path(staging, "sentence", batch))
    write_records(Rejected, failures, batch_path(staging, "rejected", FAILURES_FROM + batch))
    return len(pages)


def _failure(article: Article, error: Exception) -> Rejected:
    reason = f"clean raised {type(error).__name__}: {error}"
    return Rejected("clean", article.path, article.article_id, None, None, None, reason)
