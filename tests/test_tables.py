"""Records to Parquet and back, without anything lost on the way."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.records import Family, LedgerEntry, Page
from tasks.tables import arrow_type, batch_path, read_records, schema_of, to_table, write_records


@dataclass(frozen=True, slots=True)
class Everything:
    """One field of every kind that records may have."""

    text: str
    number: int
    share: float
    yes: bool
    day: date
    moment: datetime
    names: tuple[str, ...]
    numbers: tuple[int, ...]
    maybe: str | None
    maybe_day: date | None


FULL = Everything(
    text="« حوار » d'Annaba\u00a0: a\nb",
    number=2**62,
    share=0.1,
    yes=True,
    day=date(2021, 1, 18),
    moment=datetime(2021, 1, 18, 9, 30, 0, 123456, tzinfo=UTC),
    names=("un", "اثنان"),
    numbers=(1, 2),
    maybe="perhaps",
    maybe_day=date(1, 1, 1),
)
EMPTY = replace(FULL, text="", names=(), numbers=(), maybe=None, maybe_day=None)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = write_records(Everything, [FULL, EMPTY], tmp_path / "deep" / "rows.parquet")
    assert read_records(Everything, path) == [FULL, EMPTY]
    assert [file.name for file in path.parent.iterdir()] == ["rows.parquet"]


def test_no_records_are_a_file_with_every_column(tmp_path: Path) -> None:
    path = write_records(Everything, [], tmp_path / "rows.parquet")
    assert read_records(Everything, path) == []
    assert pq.read_schema(path).names == list(Everything.__slots__)


def test_several_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    paths = [
        write_records(Family, [Family(name, name, True)], tmp_path / f"{name}.parquet") for name in ("b", "a", "c")
    ]
    assert [row.article_id for row in read_records(Family, paths)] == ["b", "a", "c"]
    assert read_records(Family, []) == []


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (write_records(Everything, [FULL, EMPTY], tmp_path / name) for name in ("1.parquet", "2.parquet"))
    assert one.read_bytes() == two.read_bytes()


def test_a_write_that_fails_leaves_the_file_of_before(tmp_path: Path) -> None:
    path = write_records(Family, [Family("a", "a", True)], tmp_path / "rows.parquet")
    with pytest.raises(pa.ArrowInvalid):
        write_records(Family, [Family("a", "a", "perhaps")], path)  # type: ignore[arg-type]
    assert read_records(Family, path) == [Family("a", "a", True)]


def test_types_are_those_of_the_annotations() -> None:
    schema = schema_of(Everything)
    assert schema.field("number").type == pa.int64()
    assert schema.field("moment").type == pa.timestamp("us", tz="UTC")
    assert schema.field("names").type == pa.list_(pa.string())
    assert schema.field("maybe_day").type == pa.date32()
    assert schema_of(Page).field("minhash").type == pa.list_(pa.int64())
    assert to_table(Everything, [FULL]).schema == schema


@pytest.mark.parametrize("annotation", [dict, list[str], bytes, object])
def test_records_may_not_hold_what_parquet_cannot(annotation: object) -> None:
    with pytest.raises(TypeError, match="may not hold"):
        arrow_type(annotation)


def test_a_batch_lies_under_its_table(tmp_path: Path) -> None:
    assert batch_path(tmp_path, "ledger", 7) == tmp_path / "ledger" / "batch-00007.parquet"
    with pytest.raises(KeyError):
        batch_path(tmp_path, LedgerEntry.__name__, 0)


def test_batches_sort_by_number(tmp_path: Path) -> None:
    names = [batch_path(tmp_path, "ledger", number).name for number in (0, 9, 10, 99_999, 300_000)]
    assert sorted(names[:4]) == names[:4]
