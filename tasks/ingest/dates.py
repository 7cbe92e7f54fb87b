"""Dates as the manifest and pages give them: EDTF or nothing."""

import re
from calendar import monthrange
from datetime import date

from tasks.ingest.refusal import Refused

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*", re.ASCII)
_DAY = re.compile(r"([0-9X]{4})-([0-9]{2})-([0-9]{2})")
_LONGEST = 80


def read_edtf(text: str) -> str:
    """Return `text` as EDTF: `2019-07-04`, `2019-07`, `XXXX-06`, `2019-22`, intervals and the rest of the standard.

    A moment (`2019-07-04T10:00Z`) gives its day. Raises Refused when the text is no EDTF, or names a day that its
    month doesn't have (the library lets 29 February of any year through).
    """
    text = text.strip()
    if moment := _MOMENT.fullmatch(text):
        text = moment[1]
    if not (_is_plain(text) or _is_edtf(text)) or not all(_has_day(day) for day in _DAY.finditer(text)):
        raise Refused(f"{text!r} is no EDTF date: write 2019-07-04, 2019-07, XXXX-06 or leave it empty")
    return text


def edtf_or_none(text: str | None) -> str | None:
    """Return what `read_edtf` does, None for nothing and for what is no EDTF: for pages, which promise nothing."""
    try:
        return read_edtf(text) if text and text.strip() else None
    except Refused:
        return None


def read_day(text: str) -> date:
    """Return the day of an ISO date or moment; raises Refused."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Refused(f"{text!r} is no date: write it as 2019-07-04") from None


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None


def _is_edtf(text: str) -> bool:
    if not text or len(text) > _LONGEST or not text.isascii():
        return False
    from edtf import parse_edtf  # a quarter of a second to import, and rarely needed

    try:
        parse_edtf(text)
    except Exception:  # the library raises a family of its own and pyparsing's: each means the same here
        return False
    return True


def _has_day(found: re.Match[str]) -> bool:
    year, month, day = found[1], int(found[2]), int(found[3])
    if not 1 <= month <= 12:
        return True  # a season in the month's place: the library's to judge
    leap_or_known = int(year) if year.isdigit() and year != "0000" else 2000
    return 1 <= day <= monthrange(leap_or_known, month)[1]
