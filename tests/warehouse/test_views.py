"""What the views show of the small corpus, and what they keep to themselves."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.load.connection import connect
from tests.warehouse.small_corpus import build, load_articles


def rows(db: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    return db.execute(sql).fetchall()


def test_every_view_can_be_read(reading: duckdb.DuckDBPyConnection) -> None:
    empty = {
        view
        for (view,) in rows(reading, "select view_name from duckdb_views() where schema_name = 'out'")
        if not rows(reading, f"select * from out.{view} limit 1")
    }
    assert empty == {"event_link", "conflict", "override", "redirect"}


def test_ids_are_entities_and_events(reading: duckdb.DuckDBPyConnection) -> None:
    assert rows(reading, "select distinct entity_id from out.mention where article_id = 'tipaza-ar' order by all") == [
        ("per-1",),
        ("per-2",),
        ("plc-tipaza",),
    ]
    assert rows(reading, "select event_id, speaker from out.quote order by article_id") == [
        ("evt-1", "Samir Bencheikh"),
        ("evt-1", "Samir Bencheikh"),
    ]
    assert rows(reading, "select subject, predicate, object from out.relation") == [
        ("Algérie", "member_of", "Union africaine")
    ]


def test_an_event_counts_its_reports(reading: duckdb.DuckDBPyConnection) -> None:
    counts = "report_count, independent_source_count, outlet_count, language_count"
    assert rows(reading, f"select {counts}, contexts from out.event where event_id = 'evt-1'") == [
        (2, 2, 2, 2, ["diplomatic"])
    ]
    assert rows(reading, f"select mechanism, session_number, {counts} from out.event where event_id = 'evt-2'") == [
        ("Dialogue algéro-suédois", 3, 1, 1, 1, 1)
    ]


def test_copies_are_one_source(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.family set family_id = 'one', is_family_head = (article_id = 'tipaza-fr')")
    sql = "select report_count, independent_source_count from out.event where event_id = 'evt-1'"
    assert rows(breaking, sql) == [(2, 1)]


def test_articles_that_tell_all_after_one_source_are_one_source(breaking: duckdb.DuckDBPyConnection) -> None:
    sql = "select report_count, independent_source_count from out.event where event_id = 'evt-1'"
    breaking.execute("update core.event_report set attributed_to_id = article_id || '/x0'")
    assert rows(breaking, sql) == [(2, 1)]
    breaking.execute("update core.event_report set attributed_to_id = null where article_id = 'tipaza-ar'")
    assert rows(breaking, sql) == [(2, 2)]


def test_participants_are_merged_over_reports(reading: duckdb.DuckDBPyConnection) -> None:
    columns = "entity_id, part, plover_part, name, kind, country_code, report_count"
    assert rows(reading, f"select {columns} from out.event_participant order by entity_id") == [
        ("per-1", "host", "actor", "Samir Bencheikh", "person", None, 2),
        ("per-2", "visitor", "recipient", "Karin Lindqvist", "person", None, 2),
        ("plc-dz", "party", None, "Algérie", "place", "DZ", 1),
    ]


def test_one_statement_of_two_merged_events_is_shown_once(breaking: duckdb.DuckDBPyConnection) -> None:
    before = rows(breaking, "select count(*) from out.participation")
    breaking.execute(
        "insert into core.participation by name "
        "select * replace ('tipaza-fr/e9' as article_event_id) from core.participation where article_id = 'tipaza-fr'"
    )
    breaking.execute("insert into core.article_event_link values ('tipaza-fr/e9', 'evt-1')")
    assert rows(breaking, "select count(*) from out.participation") == before


def test_an_office_is_no_name(reading: duckdb.DuckDBPyConnection) -> None:
    columns = "name, form, language, script, mention_count"
    assert rows(reading, f"select {columns} from out.entity_name where entity_id = 'per-1' order by name") == [
        ("Bencheikh", "short", "fr", "Latn", 1),
        ("Samir Bencheikh", "full", "fr", "Latn", 1),
        ("سمير بن الشيخ", "full", "ar", "Arab", 1),
    ]
    assert rows(reading, "select mention_count, article_count from out.entity where entity_id = 'per-1'") == [(4, 2)]


def test_a_mechanism_knows_its_sessions(breaking: duckdb.DuckDBPyConnection) -> None:
    sql = "select last_held_session_number, next_planned_session_number, session_count from out.mechanism"
    assert rows(breaking, sql) == [(None, 3, 1)]
    breaking.execute("update core.event set status = 'held' where event_id = 'evt-2'")
    assert rows(breaking, sql) == [(3, None, 1)]


def test_a_plan_that_was_overtaken_is_not_the_next_session(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute(
        "insert into core.event by name select * replace ('evt-3' as event_id, 'held' as status, 4 as session_number) "
        "from core.event where event_id = 'evt-2'"
    )
    breaking.execute(
        "insert into core.event_report by name select * replace ('r9' as event_report_id, 'e9' as article_event_id) "
        "from core.event_report where article_event_id = 'tipaza-fr/e1'"
    )
    breaking.execute("insert into core.article_event_link values ('e9', 'evt-3')")
    sql = "select last_held_session_number, next_planned_session_number, session_count from out.mechanism"
    assert rows(breaking, sql) == [(4, None, 2)]


def test_an_office_is_one_for_a_state_and_its_head_only(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute(
        "insert into core.role by name select * replace ('o9' as role_id, 'وزير الخارجية' as office) from core.role"
    )
    assert rows(breaking, "select count(distinct office_id) from out.role") == [(2,)]
    breaking.execute("update core.role set title_class = 'head_of_state'")
    assert rows(breaking, "select count(distinct office_id) from out.role") == [(1,)]
    assert rows(breaking, "select person, first_observed_on, article_count from out.office_holding") == [
        ("Samir Bencheikh", date(2021, 1, 18), 1)
    ]


def test_only_a_whole_date_becomes_a_day(breaking: duckdb.DuckDBPyConnection) -> None:
    for edtf, day in (("2021-01-19", date(2021, 1, 19)), ("2021-01", None), ("XXXX-06", None), ("2021-02-30", None)):
        breaking.execute(f"update core.page set published_edtf = '{edtf}'")
        assert rows(breaking, "select distinct published_on, published_edtf from out.article") == [(day, edtf)]


def test_facts_of_dropped_blocks_stay_behind(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute(
        "update core.block set kept = false, kind = 'other' where article_id = 'tipaza-fr' and ordinal = 2"
    )
    for view in ("mention", "role", "event_report", "quote", "figure", "date_mention", "relation"):
        assert rows(breaking, f"select * from out.{view} where article_id = 'tipaza-fr'") == [], view
    assert rows(breaking, "select text from out.sentence where article_id = 'tipaza-fr'") == [
        ("Un dialogue sur le Sahel s'ouvre à Tipaza",)
    ]
    assert rows(breaking, "select event_id from out.event") == [("evt-1",)]


def test_citations_can_be_pasted(reading: duckdb.DuckDBPyConnection) -> None:
    assert rows(reading, "select citation, sentence from out.citation where fact_id = 'tipaza-ar/q0'") == [
        (
            "“حوار حول الساحل في تيبازة”, 2021-01-19, https://example.org/tipaza-ar, retrieved 2021-01-19",
            "وقال: «نريد تفاهما دائما».",
        )
    ]


def test_an_untitled_article_is_cited_by_its_first_words(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.page set title = null")
    (citation,) = rows(breaking, "select distinct citation from out.citation where article_id = 'tipaza-ar'")[0]
    assert citation.startswith("“استقبل سمير بن الشيخ كارين ليندكفيست")


@pytest.fixture
def with_gone(tmp_path: Path) -> Path:
    shadow = build(tmp_path, ["tipaza-fr", "tipaza-ar", "lagos-en"])
    load_articles(shadow, tmp_path, [], ["tipaza-fr", "tipaza-ar"], gone=["lagos-en"], run_id="run-2")
    return shadow


def test_a_gone_article_leaves_out_and_stays_in_core(with_gone: Path) -> None:
    with connect(with_gone, read_only=True) as db:
        views = rows(
            db,
            "select table_name from duckdb_columns() where schema_name = 'out' and column_name = 'article_id' "
            "and table_name not in ('article_version', 'diff', 'ledger', 'quarantine')",
        )
        assert len(views) > 12
        for (view,) in views:
            assert rows(db, f"select * from out.{view} where article_id = 'lagos-en'") == [], view
        assert rows(db, "select status from out.article_version where article_id = 'lagos-en'") == [("gone",)]
        assert rows(db, "select count(*) from core.mention where article_id = 'lagos-en'") == [(2,)]
        assert rows(db, "select count(*) from out.entity where entity_id = 'plc-lagos'") == [(0,)]


def conflicts(db: duckdb.DuckDBPyConnection) -> list[Any]:
    return rows(db, "select aspect, value, article_id from out.conflict order by all")


def test_reports_that_differ_on_the_day_are_in_conflict_and_sharper_ones_are_not(
    breaking: duckdb.DuckDBPyConnection,
) -> None:
    sql = "update core.event_report set date_edtf = ?, date_mention_id = ? where article_id = 'tipaza-ar'"
    breaking.execute("delete from core.date_mention where article_id = 'tipaza-ar'")
    breaking.execute(
        "insert into core.date_mention by name select * replace ('tipaza-ar/d9' as date_mention_id, '2021-01' as "
        "date_edtf, date '2021-01-01' as start_on, date '2021-01-31' as end_on) from core.date_mention limit 1"
    )
    breaking.execute(sql, ["2021-01", "tipaza-ar/d9"])
    assert conflicts(breaking) == []
    breaking.execute(
        "update core.date_mention set start_on = date '2021-01-19', end_on = date '2021-01-19' "
        "where date_mention_id = 'tipaza-ar/d9'"
    )
    breaking.execute(sql, ["2021-01-19", "tipaza-ar/d9"])
    assert conflicts(breaking) == [("date", "2021-01-18", "tipaza-fr"), ("date", "2021-01-19", "tipaza-ar")]


def test_a_town_and_its_state_are_one_place_two_towns_are_not(breaking: duckdb.DuckDBPyConnection) -> None:
    places = "select place_id from core.event_report where article_id = 'tipaza-ar'"
    move = f"update core.referent_entity set entity_id = ? where referent_id in ({places})"
    breaking.execute("update core.entity set parent_id = 'plc-dz' where entity_id = 'plc-tipaza'")
    breaking.execute(move, ["plc-dz"])
    assert conflicts(breaking) == []
    breaking.execute("update core.entity set parent_id = null where entity_id = 'plc-tipaza'")
    assert [(aspect, article) for aspect, _, article in conflicts(breaking)] == [
        ("place", "tipaza-ar"),
        ("place", "tipaza-fr"),
    ]


def test_planned_then_held_is_no_conflict_cancelled_and_held_is(breaking: duckdb.DuckDBPyConnection) -> None:
    sql = "update core.event_report set status = ? where article_id = 'tipaza-ar'"
    breaking.execute(sql, ["planned"])
    assert conflicts(breaking) == []
    breaking.execute(sql, ["cancelled"])
    assert conflicts(breaking) == [("status", "cancelled", "tipaza-ar"), ("status", "held", "tipaza-fr")]


def test_names_differ_within_one_language_only(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.mention set surface = 'Samir Bensheikh' where mention_id = 'tipaza-ar/m0'")
    assert conflicts(breaking) == []
    breaking.execute("update core.page set language = 'fr' where article_id = 'tipaza-ar'")
    assert ("name", "Samir Bensheikh", "tipaza-ar") in conflicts(breaking)
    assert ("name", "Samir Bencheikh", "tipaza-fr") in conflicts(breaking)


def test_what_one_article_leaves_out(reading: duckdb.DuckDBPyConnection) -> None:
    sql = "select aspect, value, fact_kind, reported_by, omitted_by from out.omission order by all"
    assert rows(reading, sql) == [("participant", "Algérie", "entity", ["tipaza-fr"], ["tipaza-ar"])]


def test_a_series_shows_its_gaps(reading: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        reading, "select session_number, event_id, status, report_count, is_gap from out.series order by all"
    ) == [
        (1, None, None, 0, True),
        (2, None, None, 0, True),
        (3, "evt-2", "planned", 1, False),
    ]


def test_a_session_follows_the_one_before_it_and_no_gap(breaking: duckdb.DuckDBPyConnection) -> None:
    assert rows(breaking, "from out.event_link") == []
    breaking.execute("update core.event set mechanism_id = 'mec-1', session_number = 2 where event_id = 'evt-1'")
    assert rows(breaking, "from out.event_link") == [("evt-2", "evt-1", "follows")]
    breaking.execute("update core.event set session_number = 1 where event_id = 'evt-1'")
    assert rows(breaking, "from out.event_link") == []


def _link_of(db: duckdb.DuckDBPyConnection, link: str) -> list[Any]:
    return rows(db, f"select event_id, other_id from out.event_link where link = '{link}'")


def test_what_a_visitor_meets_for_in_one_sentence_is_during_the_visit(breaking: duckdb.DuckDBPyConnection) -> None:
    same = (
        "update core.event_report set sentence_id = (select min(sentence_id) from core.event_report), status = 'held'"
    )
    breaking.execute("update core.event set event_type = 'visit', mechanism_id = null where event_id = 'evt-2'")
    breaking.execute(f"{same} where article_id = 'tipaza-fr'")
    assert _link_of(breaking, "during") == []  # nobody visits yet
    breaking.execute(
        "insert into core.participation by name select * replace ('tipaza-fr/e1' as article_event_id) "
        "from core.participation where part = 'visitor' and article_id = 'tipaza-fr'"
    )
    assert _link_of(breaking, "during") == [("evt-1", "evt-2")]
    breaking.execute("update core.event set country_code = 'SE' where event_id = 'evt-2'")
    assert _link_of(breaking, "during") == []  # they met elsewhere


def test_who_tells_of_a_plan_in_a_statement_announced_it(breaking: duckdb.DuckDBPyConnection) -> None:
    same = "update core.event_report set sentence_id = (select min(sentence_id) from core.event_report)"
    breaking.execute(f"{same} where article_id = 'tipaza-fr'")
    breaking.execute("update core.event set event_type = 'statement' where event_id = 'evt-1'")
    breaking.execute("update core.participation set part = 'speaker' where part = 'host'")
    assert _link_of(breaking, "announced_by") == []  # the paper tells it itself
    breaking.execute("update core.event_report set attributed_to_id = article_id || '/x0' where status = 'planned'")
    assert _link_of(breaking, "announced_by") == [("evt-2", "evt-1")]


def test_figures_differ_between_languages_by_what_they_count(breaking: duckdb.DuckDBPyConnection) -> None:
    told = (
        "update core.figure set sentence_id = (select min(sentence_id) from core.event_report where article_id = {0})"
    )
    breaking.execute(told.format("'tipaza-fr'"))
    breaking.execute(
        "insert into core.figure by name select * replace ('other' as figure_id, 'tipaza-ar' as article_id, "
        "'خبيرا' as counted, 50.0 as value_min, 50.0 as value_max, (select min(sentence_id) from core.event_report "
        "where article_id = 'tipaza-ar') as sentence_id) from core.figure"
    )
    assert [(aspect, article) for aspect, _, article in conflicts(breaking)] == [
        ("figure", "tipaza-ar"),
        ("figure", "tipaza-fr"),
    ]
    breaking.execute("update core.figure set counted_class = 'soldier' where figure_id = 'other'")
    assert conflicts(breaking) == []  # they count other things
    breaking.execute("update core.figure set counted_class = 'expert', approximate = true where figure_id = 'other'")
    assert conflicts(breaking) == []  # about fifty is no forty denied


def test_whom_an_article_names_it_does_not_leave_out(breaking: duckdb.DuckDBPyConnection) -> None:
    left_out = "select value, omitted_by from out.omission where aspect = 'participant' order by all"
    assert ("Samir Bencheikh", ["tipaza-ar"]) not in rows(breaking, left_out)
    gone = "delete from core.participation where article_id = 'tipaza-ar' and part = 'host'"
    breaking.execute(gone)
    assert ("Samir Bencheikh", ["tipaza-ar"]) not in rows(breaking, left_out)  # it names him
    breaking.execute("delete from core.mention where referent_id = 'tipaza-ar/x0'")
    assert ("Samir Bencheikh", ["tipaza-ar"]) in rows(breaking, left_out)
