"""The columns of the manifest and of bulk records: what each may hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from unicodedata import normalize

from tasks.ingest.dates import read_day, read_edtf
from tasks.ingest.refusal import Refused
from tasks.settings import LANGUAGES

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_NOTHING = frozenset({"", "-", "–", "—"})
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """What a row or record says of its article. None where it says nothing."""

    id: str | None = None
    language: str | None = None  # primary subtag: fr, ar, en
    outlet: str | None = None
    title: str | None = None
    published: str | None = None  # EDTF
    url: str | None = None
    retrieved: date | None = None
    licence: str | None = None
    sha256: str | None = None  # lower-case hexadecimal, of the file's bytes

    def over(self, other: "Columns") -> "Columns":
        """Return these columns, with those of `other` where these say nothing."""
        return Columns(
            *(mine if (mine := getattr(self, f.name)) is not None else getattr(other, f.name) for f in FIELDS)
        )


FIELDS = fields(Columns)
COLUMNS = tuple(field.name for field in FIELDS)


def cleaned(text: str) -> str:
    """Return a cell without the blanks and invisible direction marks around it; a lone dash is an empty cell."""
    text = text.strip().strip(_INVISIBLE).strip()
    return "" if text in _NOTHING else text


def read_columns(values: Mapping[str, str]) -> Columns:
    """Return the columns found in `values` (column name → cell); other names are ignored here.

    Raises Refused with every fault found, not the first alone.
    """
    read: dict[str, str | date] = {}
    faults = []
    for name in COLUMNS:
        text = cleaned(values.get(name, ""))
        if text:
            try:
                read[name] = _READERS.get(name, str)(text)
            except Refused as refused:
                faults.append(f"{name}: {refused}")
    if faults:
        raise Refused("; ".join(faults))
    return Columns(**read)  # type: ignore[arg-type]


def read_id(text: str) -> str:
    """Return an article id, NFC; raises Refused when it is too long or holds control characters."""
    identity = normalize("NFC", cleaned(text))
    if not identity or len(identity) > _LONGEST_ID or _CONTROLS.search(identity):
        raise Refused(f"an id has 1 to {_LONGEST_ID} characters and no control characters among them")
    return identity


def language_of_tag(tag: str | None) -> str | None:
    """Return the primary subtag of a language tag (`fr-DZ`, `ar_MA` → fr, ar), None when it is none."""
    found = _TAG.fullmatch(tag.strip()) if tag else None
    return found[1].lower() if found else None


def _read_language(text: str) -> str:
    language = language_of_tag(text)
    if language not in LANGUAGES:
        raise Refused(f"{text!r} is no language that is read here: write one of {', '.join(LANGUAGES)}")
    return language


def _read_digest(text: str) -> str:
    digest = text.lower().removeprefix("sha256:")
    if not _DIGEST.fullmatch(digest):
        raise Refused("a SHA-256 checksum has 64 hexadecimal digits")
    return digest


def _read_url(text: str) -> str:
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https") and not text[scheme.end() :][:1].isdigit():
        raise Refused(f"{text!r} is no web address")
    return text


_READERS: dict[str, Callable[[str], str | date]] = {
    "id": read_id,
    "language": _read_language,
    "published": read_edtf,
    "url": _read_url,
    "retrieved": read_day,
    "sha256": _read_digest,
}
