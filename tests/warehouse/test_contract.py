"""What is written twice agrees: the design's table of views, schema.yml, the SQL, and the records."""

import dataclasses
import re
import types
import typing
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tasks import records
from tasks.load.catalogue import Catalogue, read_catalogue
from tasks.load.load import ARTICLE_TABLES, NOT_LOADED, RESOLVED_TABLES
from tasks.load.schema import SQL_FOLDER
from tasks.tables import TABLES, schema_of

DESIGN = SQL_FOLDER.parents[1] / "shared" / "design" / "WAREHOUSE.md"
PROVENANCE = ["article_id", "sentence_id", "surface", "raw_start", "raw_end", "method", "rule", "confidence"]
BOOKKEEPING = {
    "article": {"fingerprint", "run_id", "first_loaded_at", "last_loaded_at"},
    "judgement": {"decided_at"},
    "ledger": {"run_id"},
}
DUCKDB_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(SQL_FOLDER / "schema.yml")


def designed_views() -> dict[str, list[str]]:
    """Return the columns of every view in the design's table; `[]` stays at the end of a list's name."""
    views: dict[str, list[str]] = {}
    for line in DESIGN.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[1].isdigit():
            columns = re.sub(r"\([^)]*\)", "", cells[3]).split(",")
            named = [column.strip() for column in columns]
            views[cells[0]] = [c for name in named for c in (PROVENANCE if name == "P" else [name])]
    return views


def described(db: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in db.execute(f"describe {relation}").fetchall()}


@pytest.mark.skipif(not DESIGN.exists(), reason="../shared/design is not on this machine")
def test_every_view_of_the_design_exists_with_its_columns(reading: duckdb.DuckDBPyConnection) -> None:
    views = designed_views()
    assert len(views) == 30
    for view, columns in views.items():
        have = described(reading, f"out.{view}")
        assert [c.removesuffix("[]") for c in columns if c.removesuffix("[]") not in have] == [], view
        assert [c for c in columns if c.endswith("[]") and not have[c[:-2]].endswith("[]")] == [], view


@pytest.mark.skipif(not DESIGN.exists(), reason="../shared/design is not on this machine")
def test_closed_lists_of_the_design_are_in_the_catalogue(catalogue: Catalogue) -> None:
    """Where the design spells values out, `column (a, b, c)`, schema.yml allows those and no others."""
    spelt = {("out.block", "kind"): set(records.BLOCK_KINDS)}
    for line in DESIGN.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[1].isdigit():
            for column, values in re.findall(r"(\w+) \((\w+(?:, \w+)+)\)", cells[3]):
                spelt["out." + cells[0], column] = set(values.split(", "))
    known = {(view.name, column.name): set(column.values) for view in catalogue.views for column in view.columns}
    assert len(spelt) > 15
    # `form` and `aspect` aside, a list in brackets may also explain a column: those have no closed list here.
    differ = {at: values ^ known[at] for at, values in spelt.items() if known[at] and values != known[at]}
    assert differ == {}
    assert {at for at in spelt if not known[at]} <= {("out.citation", "citation"), ("out.figure", "unit")}


def test_catalogue_and_views_agree(reading: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    there = reading.execute("select 'out.' || view_name from duckdb_views() where schema_name = 'out'").fetchall()
    assert {view.name for view in catalogue.views} == {name for (name,) in there}
    for view in catalogue.views:
        assert {column.name for column in view.columns} == set(described(reading, view.name)), view.name
        assert set(view.key) <= {column.name for column in view.columns}, view.name


def test_catalogue_and_tables_agree(reading: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    there = reading.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where not temporary"
    ).fetchall()
    assert {table.name for table in catalogue.tables} == {name for (name,) in there}
    for table in catalogue.tables:
        assert {column.name for column in table.columns} == set(described(reading, table.name)), table.name


def test_every_table_of_the_stages_is_loaded_or_named_as_not_loaded() -> None:
    loaded = {"article", "judgement", "override", *ARTICLE_TABLES, *RESOLVED_TABLES}
    assert loaded | NOT_LOADED == set(TABLES)
    assert not loaded & NOT_LOADED


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"hint"}))
def test_tables_hold_what_the_records_say(reading: duckdb.DuckDBPyConnection, table: str) -> None:
    stored = {
        name: (kind, nullable == "YES")
        for name, kind, nullable, *_ in reading.execute(
            f"describe {'ops' if table in {'ledger', 'override'} else 'core'}.{table}"
        ).fetchall()
    }
    hints = typing.get_type_hints(TABLES[table])
    said = {}
    for field in dataclasses.fields(TABLES[table]):
        arrow = schema_of(TABLES[table]).field(field.name).type
        kind = f"{DUCKDB_TYPES[arrow.value_type]}[]" if pa.types.is_list(arrow) else DUCKDB_TYPES[arrow]
        said[field.name] = (kind, types.NoneType in typing.get_args(hints[field.name]))
    assert {name: column for name, column in stored.items() if name not in BOOKKEEPING.get(table, set())} == said
    assert BOOKKEEPING.get(table, set()) <= set(stored)


def test_views_and_columns_carry_the_texts_as_comments(
    reading: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    views = dict(
        reading.execute("select 'out.' || view_name, comment from duckdb_views() where schema_name = 'out'").fetchall()
    )
    columns = {
        (view, column): comment
        for view, column, comment in reading.execute(
            "select schema_name || '.' || table_name, column_name, comment from duckdb_columns()"
        ).fetchall()
    }
    for view in catalogue.views:
        assert views[view.name] == view.comment
        for column in view.columns:
            assert columns[view.name, column.name] == column.comment
    assert "code points" in columns["out.mention", "raw_start"]
    assert "strategic_dialogue" in columns["out.mechanism", "mechanism_kind"]


def sql_files(*parts: str) -> list[Path]:
    return sorted(path for part in parts for path in (SQL_FOLDER / part).rglob("*.sql"))


@pytest.mark.parametrize("path", sql_files("views", "schema"), ids=lambda path: path.stem)
def test_every_view_and_table_says_its_grain_first(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- " if path.parent.name in {"macros", "migrations"} else "-- grain: ")
    assert path.read_text(encoding="utf-8").endswith("\n")


def test_keys_are_checked_as_the_catalogue_gives_them(catalogue: Catalogue) -> None:
    lines = (SQL_FOLDER / "checks" / "keys_unique.sql").read_text(encoding="utf-8").splitlines()
    wanted = []
    for view in catalogue.views:
        if view.key:
            key = ", ".join(view.key)
            wanted.append(
                f"select '{view.name}' as view_name, concat_ws(' | ', {key}) as key, count(*) as times "
                f"from {view.name} group by {key} having count(*) > 1"
            )
    assert [line for line in lines if line.startswith("select")] == wanted


def test_vocabularies_are_checked_as_the_catalogue_gives_them(catalogue: Catalogue) -> None:
    lines = (SQL_FOLDER / "checks" / "vocabulary_known.sql").read_text(encoding="utf-8").splitlines()
    wanted = [
        f"    select '{view.name}' as view_name, '{column.name}' as column_name, {column.name} as value, "
        f"count(*) as times from {view.name} group by all"
        for view in catalogue.views
        for column in view.columns
        if column.values
    ]
    assert [line for line in lines if line.startswith("    select '")] == wanted
