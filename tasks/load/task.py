"""Prefect tasks of the load stage: recall what the warehouse knows, and build the shadow with what is new."""

import json
from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.load.journal import read_journal
from tasks.load.known import stored_corpus, stored_identities
from tasks.load.load import Loaded, Stamp
from tasks.load.load import load as load_staging
from tasks.load.shadow import build_shadow, in_todays_schema
from tasks.records import Article
from tasks.tables import TABLES, batch_path, read_records, write_records

# Table → field of StoredCorpus or StoredIdentities.
_CORPUS = {
    "page": "pages",
    "referent": "referents",
    "mention": "mentions",
    "role": "roles",
    "event_report": "events",
    "participation": "participations",
}
_IDENTITIES = {
    "entity": "entities",
    "referent_entity": "referent_entities",
    "event": "events",
    "article_event_link": "article_event_links",
    "family": "families",
    "judgement": "judgements",
}


@task(name="recall", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE, persist_result=False)
def recall(warehouse: Path, staging: Path, gone: Sequence[str], recalled: Path) -> None:
    """Write what the warehouse knows of all other articles, and all identities, to the folder `recalled`.

    Other than those staged (they come anew) and those that are gone. Without a warehouse everything is empty.
    """
    recalled.mkdir(parents=True, exist_ok=True)
    warehouse = in_todays_schema(warehouse, recalled / "migrated.duckdb")
    corpus = stored_corpus(warehouse, without=_staged_ids(staging) | set(gone))
    identities = stored_identities(warehouse)
    for source, fields in ((corpus, _CORPUS), (identities, _IDENTITIES)):
        for table, field in fields.items():
            write_records(TABLES[table], getattr(source, field), batch_path(recalled, table, 0))
    (recalled / "content_sha256.json").write_text(json.dumps(corpus.content_sha256), encoding="utf-8")


@task(name="load", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE, persist_result=False)
def load(warehouse: Path, shadow: Path, staging: Path, gone: Sequence[str], stamp: Stamp, journal: Path) -> Loaded:
    """Copy the warehouse to `shadow`, load the staged articles into it and mark the gone ones, in one transaction.

    What is loaded is what the gates left in staging: an article they set aside keeps its last good facts.
    """
    build_shadow(warehouse, shadow)
    traces = read_journal(journal)
    return load_staging(shadow, staging, _staged_ids(staging), set(gone), stamp=stamp, traces=traces)


def _staged_ids(staging: Path) -> set[str]:
    articles = read_records(Article, sorted((staging / "article").glob("batch-*.parquet")))
    return {article.article_id for article in articles}
