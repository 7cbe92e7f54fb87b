"""What an EDTF date permits."""

from datetime import date

import pytest

from tasks.edtf import bounds, compatible, precision, sharpness


@pytest.mark.parametrize(
    ("edtf", "first", "last", "said"),
    [
        ("2019", (2019, 1, 1), (2019, 12, 31), "year"),
        ("2020-02", (2020, 2, 1), (2020, 2, 29), "month"),
        ("2019-07-04", (2019, 7, 4), (2019, 7, 4), "day"),
        ("2024-22", (2024, 6, 1), (2024, 8, 31), "season"),
        ("2023-24", (2023, 12, 1), (2024, 2, 29), "season"),
        ("2023-09-11/2023-09-17", (2023, 9, 11), (2023, 9, 17), "interval"),
    ],
)
def test_bounds(edtf: str, first: tuple[int, int, int], last: tuple[int, int, int], said: str) -> None:
    assert bounds(edtf) == (date(*first), date(*last))
    assert precision(edtf) == said


@pytest.mark.parametrize("edtf", ["XXXX-06", "XXXX-06-12"])
def test_an_open_year_has_no_bounds(edtf: str) -> None:
    assert bounds(edtf) == (None, None)
    assert precision(edtf) == "open"


def test_nothing_has_neither_bounds_nor_precision() -> None:
    assert (bounds(None), precision(None)) == ((None, None), None)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("2019-07-04", "2019-07", True),
        ("2019-07-04", "2019-08", False),
        ("XXXX-06", "2019-06-12", True),
        ("XXXX-06", "2019-07", False),
        ("XXXX-06-12", "2019-06-13", False),
        ("XXXX-06", "XXXX-06-12", True),
        ("XXXX-06", "2019", True),
        ("2024-22", "2024-07-10", True),
        ("2024-22", "2024-05", False),
        ("2019-07-01/2019-07-03", "2019-07-02", True),
        (None, "2019", True),
    ],
)
def test_compatible(a: str | None, b: str | None, one: bool) -> None:
    assert compatible(a, b) is one
    assert compatible(b, a) is one


def test_the_sharper_date_says_more() -> None:
    ranked = [None, "XXXX-06", "XXXX-06-12", "2019", "2019-22", "2019-07", "2019-07-04"]
    assert sorted(ranked, key=sharpness) == ranked
