"""Read everything the published warehouse says of one article: read-only, and from views of schema `out` alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tasks.errors import InputError
from tasks.load.connection import connect, literal
from tasks.load.schema import SQL_FOLDER

NEAR_SHOWN = 5
NEAR_ENOUGH = 60  # of 100: below, ids have little more in common than a language and a number

# Every kind of fact, in the order people read them: the kinds of entity that a mention names come first.
KINDS = (
    "person",
    "organisation",
    "place",
    "mechanism",
    "role",
    "date",
    "event",
    "participation",
    "quote",
    "figure",
    "relation",
    "topic",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page. `start` and `end` count code points in the page, as in all records here."""

    ordinal: int
    kind: str
    kept: bool
    rule: str
    language: str | None  # None: too short to tell
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a kept block."""

    sentence_id: str
    block_ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at its place. `number` is its number on the page, from 1; `says` what it states, part by part.

    `entity` and `event` are what it was resolved to; None where the fact has none.
    """

    number: int
    kind: str
    says: tuple[str, ...]
    entity_id: str | None
    entity: str | None
    event_id: str | None
    event: str | None
    sentence_id: str
    start: int
    end: int
    method: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Explained:
    """An article, its page, and all that was made of it. Blocks, sentences and facts are in page order."""

    article_id: str
    language: str | None
    title: str | None
    outlet: str | None
    byline: str | None
    published_edtf: str | None
    url: str | None
    path: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]


def explained(warehouse: Path, article_id: str) -> Explained:
    """Return the article. Raises InputError when there is no warehouse, or no such article in it (near ids named)."""
    with connect(warehouse, read_only=True) as db:
        try:
            return _explained(db, article_id)
        except duckdb.CatalogException as error:
            reason = str(error).splitlines()[0]
            raise InputError(f"{warehouse} is no warehouse of this Hiwar ({reason}): `hiwar run` makes one") from None


def near(article_id: str, known: list[str]) -> list[str]:
    """Return the known ids that look like this one, the most alike first; none when none does."""
    from rapidfuzz import fuzz

    def alike(name: str) -> float:  # as a whole, and as a part: people type the beginning, or the word they remember
        asked, named = article_id.casefold(), name.casefold()
        return (fuzz.ratio(asked, named) + fuzz.partial_ratio(asked, named)) / 2

    scored = sorted((-alike(name), name) for name in known)
    return [name for score, name in scored[:NEAR_SHOWN] if -score >= NEAR_ENOUGH]


def _explained(db: duckdb.DuckDBPyConnection, article_id: str) -> Explained:
    # A parameter would make duckdb import pandas, which takes a second and more.
    db.execute(f"set variable article_id = {literal(article_id)}")
    articles = _rows(db, "article")
    if not articles:
        raise InputError(_unknown(article_id, {row["article_id"]: row["gone"] for row in _rows(db, "known")}))
    found = enumerate(_rows(db, "fact"), start=1)
    return Explained(
        **articles[0],
        blocks=tuple(Block(**row) for row in _rows(db, "block")),
        sentences=tuple(Sentence(**row) for row in _rows(db, "sentence")),
        facts=tuple(Fact(number, **row | {"says": tuple(row["says"])}) for number, row in found),
    )


def _unknown(article_id: str, gone: dict[str, bool]) -> str:
    """Say why there is nothing to explain. `gone`: by article id, whether it has left the manifest."""
    if gone.get(article_id):
        return f"article {article_id} has left the manifest: put it back and `hiwar run`"
    names = near(article_id, [name for name, left in gone.items() if not left])
    hint = f"did you mean {', '.join(names)}?" if names else '`hiwar sql "select article_id from out.article"` has all'
    return f"there is no article {article_id!r}: {hint}"


def _rows(db: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """Return the rows of warehouse/explain/<name>.sql; its columns are named as the fields they fill."""
    answer = db.execute((SQL_FOLDER / "explain" / f"{name}.sql").read_text(encoding="utf-8"))
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
