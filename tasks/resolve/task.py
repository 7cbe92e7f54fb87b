"""Prefect task of the resolve stage: what the whole corpus speaks of, across articles, languages and runs."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.records import (
    Article,
    ArticleEventLink,
    Entity,
    Event,
    Family,
    Judgement,
    Mention,
    Page,
    Participation,
    Referent,
    ReferentEntity,
    ResolvedEvent,
    Role,
)
from tasks.tables import TABLES, batch_path, read_records, write_records

log = logging.getLogger(__name__)
Record = TypeVar("Record")

# Staged table → field of Resolution.
FIELDS = {
    "entity": "entities",
    "referent_entity": "referent_entities",
    "event": "events",
    "article_event_link": "article_event_links",
    "family": "families",
    "judgement": "judgements",
    "override": "overrides",
}


@task(name="resolve", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE, persist_result=False)
def resolve(staging: Path, recalled: Path, overrides: Path) -> None:
    """Resolve the staged articles together with those recalled from the warehouse, and stage what came out.

    `recalled` is a staging folder of its own: the corpus and the identities of the last publication, without the
    articles of this run and those that are gone. `overrides` is the file of people's judgements; it need not be there.
    """
    from tasks.resolve.corpus import Corpus, KnownIdentities
    from tasks.resolve.corpus import resolve as resolve_corpus
    from tasks.resolve.overrides import parse

    hashes: dict[str, str] = json.loads((recalled / "content_sha256.json").read_text(encoding="utf-8"))
    hashes |= {article.article_id: article.content_sha256 for article in _read(Article, "article", staging)}
    corpus = Corpus(
        pages=_read(Page, "page", recalled, staging),
        referents=_read(Referent, "referent", recalled, staging),
        mentions=_read(Mention, "mention", recalled, staging),
        roles=_read(Role, "role", recalled, staging),
        events=_read(Event, "event_report", recalled, staging),
        participations=_read(Participation, "participation", recalled, staging),
        content_sha256=hashes,
    )
    known = KnownIdentities(
        entities=_read(Entity, "entity", recalled),
        referent_entities=_read(ReferentEntity, "referent_entity", recalled),
        events=_read(ResolvedEvent, "event", recalled),
        article_event_links=_read(ArticleEventLink, "article_event_link", recalled),
        families=_read(Family, "family", recalled),
        judgements=_read(Judgement, "judgement", recalled),
    )
    lines = parse(overrides.read_text(encoding="utf-8-sig", errors="replace")) if overrides.exists() else []
    resolution = resolve_corpus(corpus, known, lines)
    for table, field in FIELDS.items():
        write_records(TABLES[table], getattr(resolution, field), batch_path(staging, table, 0))
    log.info("%s", ", ".join(f"{len(getattr(resolution, field))} {field}" for field in FIELDS.values()))


def _read(record_type: type[Record], table: str, *folders: Path) -> list[Record]:
    files: Sequence[Path] = [path for folder in folders for path in sorted((folder / table).glob("batch-*.parquet"))]
    return read_records(record_type, files)
