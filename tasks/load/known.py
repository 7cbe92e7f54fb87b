"""What a run needs to know of the published warehouse before it starts: articles, corpus, identities.

Every function takes the published file, or None (or a path that does not exist yet) for a first run, and then returns
what is empty. All read only, and only articles that are in the manifest now: one that is gone and comes back is new.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import duckdb

from tasks.load.catalogue import read_catalogue
from tasks.load.connection import connect
from tasks.load.schema import SQL_FOLDER, read_meta, require_readable
from tasks.records import (
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
from tasks.tables import TABLES, schema_of

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """What an article was made from: bytes, manifest row, and the code, lexicon and models; `path` is Article.path."""

    content_sha256: str
    manifest_sha256: str
    fingerprint: str
    path: str


@dataclass(frozen=True, slots=True)
class StoredCorpus:
    """What resolve compares, of the articles asked for; `content_sha256` tells byte-identical copies."""

    pages: Sequence[Page] = ()
    referents: Sequence[Referent] = ()
    mentions: Sequence[Mention] = ()
    roles: Sequence[Role] = ()
    events: Sequence[Event] = ()
    participations: Sequence[Participation] = ()
    content_sha256: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredIdentities:
    """What resolve said last time: ids that are to survive."""

    entities: Sequence[Entity] = ()
    referent_entities: Sequence[ReferentEntity] = ()
    events: Sequence[ResolvedEvent] = ()
    article_event_links: Sequence[ArticleEventLink] = ()
    families: Sequence[Family] = ()
    judgements: Sequence[Judgement] = ()


def warehouse_meta(warehouse: Path | None) -> dict[str, str]:
    """Return ops.meta: schema_version, house, seeds, fingerprint, input_signature, run_id, loaded_at.

    {} when there is no warehouse yet. Raises UsageError when a newer Hiwar made it (as every function here does).
    """
    if warehouse is None or not warehouse.exists():
        return {}
    with connect(warehouse, read_only=True) as db:
        return _checked_meta(db, warehouse)


def known_articles(warehouse: Path | None) -> dict[str, LoadedArticle]:
    """Return, by article id, what each article of the warehouse was made from."""
    if warehouse is None or not warehouse.exists():
        return {}
    with connect(warehouse, read_only=True) as db:
        if not _checked_meta(db, warehouse):
            return {}
        rows = db.execute(
            "select article_id, content_sha256, manifest_sha256, fingerprint, path "
            "from core.live_article order by article_id"
        ).fetchall()
    return {article_id: LoadedArticle(*made_from) for article_id, *made_from in rows}


def stored_corpus(warehouse: Path | None, without: Set[str] = frozenset()) -> StoredCorpus:
    """Return the corpus of all articles but those in `without` (those the run brings anew, and those that are gone)."""
    if warehouse is None or not warehouse.exists():
        return StoredCorpus()
    with connect(warehouse, read_only=True) as db:
        if not _checked_meta(db, warehouse):
            return StoredCorpus()
        db.execute(
            "create temporary table wanted as select article_id, content_sha256 from core.live_article "
            "where article_id not in (select unnest(?::varchar[]))",
            [sorted(without)],
        )
        return StoredCorpus(
            pages=_read(db, Page, "page"),
            referents=_read(db, Referent, "referent"),
            mentions=_read(db, Mention, "mention"),
            roles=_read(db, Role, "role"),
            events=_read(db, Event, "event_report"),
            participations=_read(db, Participation, "participation"),
            content_sha256=dict(db.execute("select * from wanted order by article_id").fetchall()),
        )


def stored_identities(warehouse: Path | None) -> StoredIdentities:
    """Return what resolve said last time, over the whole corpus of then."""
    if warehouse is None or not warehouse.exists():
        return StoredIdentities()
    with connect(warehouse, read_only=True) as db:
        if not _checked_meta(db, warehouse):
            return StoredIdentities()
        return StoredIdentities(
            entities=_read(db, Entity, "entity"),
            referent_entities=_read(db, ReferentEntity, "referent_entity"),
            events=_read(db, ResolvedEvent, "event"),
            article_event_links=_read(db, ArticleEventLink, "article_event_link"),
            families=_read(db, Family, "family"),
            judgements=_read(db, Judgement, "judgement"),
        )


def _checked_meta(db: duckdb.DuckDBPyConnection, warehouse: Path) -> dict[str, str]:
    meta = read_meta(db)
    require_readable(meta, read_catalogue(SQL_FOLDER / "schema.yml").version, str(warehouse))
    return meta


def _read(db: duckdb.DuckDBPyConnection, record_type: type[Record], table: str) -> list[Record]:
    """Return the records of a core table, of the wanted articles where the table has articles, in stored order."""
    if TABLES[table] is not record_type:
        raise TypeError(f"core.{table} does not hold {record_type.__name__}")
    names = schema_of(record_type).names
    by_article = "article_id" in names and table != "family"
    wanted = " where article_id in (select article_id from wanted)" if by_article else ""
    columns = ", ".join(f'"{name}"' for name in names)
    rows = db.execute(f"select {columns} from core.{table}{wanted} order by rowid").fetchall()
    return [
        record_type(**{n: tuple(v) if isinstance(v, list) else v for n, v in zip(names, row, strict=True)})
        for row in rows
    ]
