"""What an EDTF date permits, and whether two of them can be one: the little that several stages need of it.

Only the levels that Hiwar writes: `2019`, `2019-07`, `2019-07-04`, `2019-22` (seasons 21–24), intervals `a/b`, and an
open year (`XXXX-06`, `XXXX-06-12`).
"""

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
_PRECISIONS = ("year", "month", "day")


def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day an EDTF permits; (None, None) when its year is open or it is None."""
    if not edtf:
        return None, None
    if "/" in edtf:
        first, last = edtf.split("/")
        return bounds(first)[0], bounds(last)[1]
    point = _POINT.fullmatch(edtf)
    if not point or not point[1].isdigit():
        return None, None
    year, month = int(point[1]), int(point[2] or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if month > 12:
        return _season(year, month)
    if point[3]:
        day = date(year, month, int(point[3]))
        return day, day
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def precision(edtf: str | None) -> str | None:
    """Return day, month, season, year, interval, or open (year not known); None for None."""
    if not edtf:
        return None
    if "/" in edtf:
        return "interval"
    point = _POINT.fullmatch(edtf)
    if not point or not point[1].isdigit():
        return "open"
    if point[2] and int(point[2]) > 12:
        return "season"
    return _PRECISIONS[sum(part is not None for part in point.groups()) - 1]


def compatible(a: str | None, b: str | None) -> bool:
    """Whether one day can satisfy both; an absent date is compatible with every other.

    `XXXX-06` fits every June, and everything that says no month.
    """
    if not a or not b or a == b:
        return True
    (first_a, last_a), (first_b, last_b) = bounds(a), bounds(b)
    if first_a and last_a and first_b and last_b:
        return first_a <= last_b and first_b <= last_a
    return _fits_open(a, b) if precision(a) == "open" else _fits_open(b, a)


def sharpness(edtf: str | None) -> int:
    """Return how much a date says, to choose the best of compatible ones: a known year first, then the shorter span."""
    first, last = bounds(edtf)
    if first and last:
        return 100_000 - (last - first).days
    return len(edtf.replace("X", "")) if edtf else 0


def _fits_open(open_year: str, other: str) -> bool:
    """Whether `XXXX-06[-12]` names a month and day that `other` may have; True where nothing can be told."""
    mine, theirs = _POINT.fullmatch(open_year), _POINT.fullmatch(other.split("/")[0])
    if not mine or not theirs:
        return True
    if not mine[2] or not theirs[2]:
        return True
    if int(theirs[2]) > 12 or int(mine[2]) > 12:
        return True
    return mine[2] == theirs[2] and (not mine[3] or not theirs[3] or mine[3] == theirs[3])


def _season(year: int, season: int) -> tuple[date | None, date | None]:
    if season not in _SEASON_STARTS:
        return None, None
    month = _SEASON_STARTS[season]
    last_year, last_month = (year + 1, 2) if season == 24 else (year, month + 2)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
