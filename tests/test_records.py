"""The records in which the stages meet: plain, frozen, and each one a schema."""

import dataclasses
import typing

import pytest

from tasks import records
from tasks.tables import TABLES, schema_of

RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in (records.Fact, records.Extraction)
]


def test_every_record_has_a_table_and_every_table_a_record() -> None:
    assert {kind.__name__ for kind in RECORDS} == {kind.__name__ for kind in TABLES.values()}
    assert len(set(TABLES.values())) == len(TABLES)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_records_are_frozen_and_have_slots(kind: type) -> None:
    blank = object.__new__(kind)
    assert not hasattr(blank, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, dataclasses.fields(kind)[0].name, "other")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_can_be_written_as_parquet(kind: type) -> None:
    assert schema_of(kind).names == [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]


def test_facts_carry_their_provenance() -> None:
    provenance = {field.name for field in dataclasses.fields(records.Fact)}
    assert provenance == set("article_id sentence_id surface raw_start raw_end method rule confidence".split())
    facts = {kind.__name__ for kind in RECORDS if issubclass(kind, records.Fact)}
    assert facts == set("Mention Role DateMention Event Participation Quote Figure Relation Topic".split())


def test_an_extraction_holds_every_kind_of_fact() -> None:
    held = {typing.get_args(hint)[0] for hint in typing.get_type_hints(records.Extraction).values() if hint is not str}
    facts = {kind for kind in RECORDS if issubclass(kind, records.Fact)}
    assert held == facts | {records.Referent, records.Rejected}


def test_exactly_title_subtitle_heading_and_body_are_kept() -> None:
    assert {"title", "subtitle", "heading", "body"} == records.KEPT_KINDS
    assert set(records.BLOCK_KINDS) > records.KEPT_KINDS
    assert len(set(records.BLOCK_KINDS)) == len(records.BLOCK_KINDS) == 17
