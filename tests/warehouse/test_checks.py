"""The checks pass on a sound warehouse, and each of them finds what it is there to find."""

from pathlib import Path

import duckdb
import pytest

from tasks.load.checks import CheckError, read_checks, run_checks

# How a warehouse may be spoilt → the check that must see it.
SPOILT = {
    "update core.mention set raw_start = raw_start + 1": "offsets_exact",
    "update core.quote set text = text || '!'": "offsets_exact",
    "update core.block set raw_end = raw_end + 1 where ordinal = 0": "offsets_exact",
    "update core.figure set raw_end = 1000000": "offsets_exact",
    "update core.entity set parent_id = 'nowhere' where entity_id = 'plc-tipaza'": "references_resolve",
    "update core.quote set role_id = 'none' where role_id is not null": "references_resolve",
    "update core.event_report set date_mention_id = 'none' where date_mention_id is not null": "references_resolve",
    "update core.entity set parties = ['plc-mars'] where kind = 'mechanism'": "references_resolve",
    "update core.event set mechanism_id = 'plc-dz' where mechanism_id is not null": "references_resolve",
    "delete from core.referent_entity where referent_id = 'tipaza-fr/x0'": "no_fact_lost",
    "delete from core.entity where entity_id = 'per-1'": "no_fact_lost",
    "delete from core.article_event_link where article_event_id = 'tipaza-ar/e0'": "no_fact_lost",
    "update core.mention set sentence_id = 'tipaza-fr/s99' where mention_id = 'tipaza-fr/m0'": "no_fact_lost",
    "update core.block set kept = false, kind = 'other' where ordinal = 1": "no_fact_lost",
    "update core.quote set speaker_id = 'tipaza-fr/x99' where article_id = 'tipaza-fr'": "no_link_lost",
    "update core.topic set article_event_id = 'tipaza-fr/e99'": "no_link_lost",
    "update core.mention set sentence_id = 'tipaza-fr/s0' where mention_id = 'tipaza-fr/m5'": "facts_in_their_sentence",
    "update core.block set kept = true where kind = 'share'": "kept_by_kind",
    "update core.block set ordinal = ordinal + 1 where ordinal > 2": "blocks_in_order",
    "update core.event set end_on = start_on - 1": "dates_in_order",
    "update core.date_mention set start_on = null": "dates_in_order",
    "update core.event set date_edtf = 'mars 2021' where event_id = 'evt-2'": "dates_well_formed",
    "update core.mention set confidence = 1.5": "values_in_range",
    "update core.figure set value_max = 1": "values_in_range",
    "update core.event_report set session_number = 0": "values_in_range",
    "update core.page set sentence_count = 99": "counts_match",
    "update core.page set body_chars = body_chars + 1": "counts_match",
    "insert into core.mention select * from core.mention": "keys_unique",
    "insert into core.entity select * from core.entity where kind = 'person'": "keys_unique",
    "update core.block set kind = 'advert' where kind = 'share'": "vocabulary_known",
    "update core.event set event_type = 'party' where event_id = 'evt-1'": "vocabulary_known",
    "update core.participation set part = 'guest'": "vocabulary_known",
    "update core.event_report set status = 'maybe'": "vocabulary_known",
    "delete from core.page where article_id = 'tipaza-ar'": "articles_complete",
    "delete from core.family where article_id = 'tipaza-ar'": "articles_complete",
    "delete from core.article_version where article_id = 'tipaza-ar'": "articles_complete",
    "insert into core.article_version select * from core.article_version": "articles_complete",
    "delete from raw.page": "articles_complete",
    "update core.family set is_family_head = false where article_id = 'tipaza-ar'": "family_heads",
    "update core.family set family_id = 'one'": "family_heads",
    "update core.entity set parent_id = 'plc-tipaza' where entity_id = 'plc-dz'": "parents_end",
    "delete from core.event_report where event_report_id = 'tipaza-fr/r1'": "events_reported",
    "insert into core.entity by name select * replace ('new' as entity_id) from core.entity limit 1": (
        "entities_grounded"
    ),
    "update core.article set url = null": "sources_are_named",
}


CHECKS = {check.name: check for check in read_checks()}


def test_a_sound_warehouse_passes_every_check(reading: duckdb.DuckDBPyConnection) -> None:
    results = run_checks(reading)
    assert {result.name: result.sample for result in results if result.bad_rows} == {}
    assert [result.name for result in results] == list(CHECKS)


@pytest.mark.parametrize(("spoil", "check"), SPOILT.items(), ids=lambda value: str(value)[:60])
def test_a_spoilt_warehouse_fails_the_check(breaking: duckdb.DuckDBPyConnection, spoil: str, check: str) -> None:
    breaking.execute(spoil)
    (result,) = run_checks(breaking, [CHECKS[check]])
    assert not result.success


def test_every_check_was_seen_to_fail() -> None:
    assert set(CHECKS) == set(SPOILT.values())


def test_bad_rows_are_shown_with_their_columns(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.block set kept = true where kind = 'share'")
    (result,) = run_checks(breaking, [CHECKS["kept_by_kind"]])
    assert (result.bad_rows, result.severity) == (1, "critical")
    assert dict(zip(result.columns, result.sample[0], strict=True))["article_id"] == "tipaza-ar"


def test_the_sample_is_bounded_and_the_count_is_not(breaking: duckdb.DuckDBPyConnection) -> None:
    breaking.execute("update core.mention set raw_start = raw_start + 1")
    (result,) = run_checks(breaking, [CHECKS["offsets_exact"]], sample=2)
    assert len(result.sample) == 2
    assert result.bad_rows == 11


def test_a_check_that_cannot_run_is_an_error_not_a_pass(reading: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "odd.sql").write_text("-- Nothing is odd.\n-- severity: critical\nselect * from out.nothing\n")
    with pytest.raises(CheckError, match="odd cannot be run"):
        run_checks(reading, read_checks(tmp_path))


def test_no_checks_and_headless_checks_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="no checks"):
        read_checks(tmp_path)
    (tmp_path / "odd.sql").write_text("-- Nothing is odd.\n-- severity: sometimes\nselect 1\n")
    with pytest.raises(CheckError, match=r"odd\.sql must begin"):
        read_checks(tmp_path)
