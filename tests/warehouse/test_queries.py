"""Every recipe of the cookbook runs, says what it answers, and answers it on the small corpus."""

from pathlib import Path

import duckdb
import pytest

from tasks.load.schema import SQL_FOLDER

QUERIES = sorted((SQL_FOLDER / "queries").glob("*.sql"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_query_runs_and_says_what_it_asks(reading: duckdb.DuckDBPyConnection, path: Path) -> None:
    sql = path.read_text(encoding="utf-8")
    question, grain = sql.splitlines()[:2]
    assert question.startswith("-- ") and question.endswith("?")
    assert grain.startswith("-- One row per ")
    assert "core." not in sql and "ops." not in sql, "analysts read schema out"
    answered = reading.execute(sql)
    columns = [column[0] for column in answered.description or ()]
    assert len(set(columns)) == len(columns)
    rows = answered.fetchall()
    # the corpus has no event that is first announced, then held, none with two countries at the table, none in dispute
    assert bool(rows) == (
        path.stem not in {"announced_then_held", "disagreements", "same_words_elsewhere", "who_met_whom"}
    )


def answer(db: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    return db.execute((SQL_FOLDER / "queries" / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def test_an_event_announced_and_held_is_found(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.event_report set status = 'planned' where article_id = 'tipaza-ar'")
    assert answer(breaking, "announced_then_held") == [
        ("Rencontre à Tipaza", "held", "2021-01-18", ["tipaza-ar"], ["tipaza-fr"])
    ]


def test_countries_at_one_table_are_found(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.entity set country_code = 'SE' where entity_id = 'per-2'")
    ((country, other, events, last_on),) = answer(breaking, "who_met_whom")
    assert (country, other, events, str(last_on)) == ("DZ", "SE", 1, "2021-01-18")


def test_a_name_is_found_in_both_scripts(reading: duckdb.DuckDBPyConnection) -> None:
    written = {row[3] for row in answer(reading, "name_search")}
    assert {"Karin Lindqvist", "كارين ليندكفيست"} <= written
