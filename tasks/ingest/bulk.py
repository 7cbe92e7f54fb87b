"""Read bulk files: one JSON object a line, plain or gzipped, streamed. A bad line is set aside alone."""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from tasks.ingest.columns import COLUMNS, Columns, read_columns, read_id
from tasks.ingest.encodings import decode
from tasks.ingest.files import Limits
from tasks.ingest.html import read_html
from tasks.ingest.pages import RawPage, with_text
from tasks.ingest.refusal import Refused

_BODY_KEYS = ("text", "html")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """A line that is a record. `content_sha256` is of its canonical JSON; the page is read on demand."""

    line: int  # from 1, blank lines counted
    own_id: str | None
    columns: Columns
    content_sha256: str
    values: dict[str, Any]

    def page(self) -> RawPage:
        """Return the page: `text` as it is (then `html` is ignored), else what is visible of `html`. Raises Refused."""
        text = self.values.get("text")
        page = RawPage(text, "utf-8") if text else read_html(self.values["html"], "utf-8")
        if "\x00" in page.text:
            raise Refused("holds NUL characters: binary data, not text")
        return with_text(page)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no record, why, and its beginning."""

    line: int
    own_id: str | None
    reason: str
    excerpt: str


def sha256_of(file: Path, limit: int) -> str:
    """Return the SHA-256 of a file's bytes as they lie on the disk; raises Refused beyond `limit` bytes."""
    digest = hashlib.sha256()
    read = 0
    with file.open("rb") as stream:
        while chunk := stream.read(_MIB):
            read += len(chunk)
            if read > limit:
                raise Refused(f"is larger than the limit of {limit:,} bytes")
            digest.update(chunk)
    return digest.hexdigest()


def read_records(file: Path, limits: Limits) -> Iterator[Record | BadLine]:
    """Yield every record and every bad line of a bulk file, in order; blank lines are passed over.

    Memory holds one line at a time. Raises Refused, possibly after records were given, when the file can't be
    unpacked, is in UTF-16, or unpacks to more than `limits.bulk_bytes`.
    """
    try:
        with _open(file) as stream:
            for number, line in _lines(stream, limits):
                if line is None:
                    yield BadLine(number, None, f"is larger than the limit of {limits.text_bytes:,} bytes", "")
                elif line.strip():
                    yield _record(number, line)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"can't be unpacked or read: {error}") from None


def _open(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file)) if file.name.lower().endswith(".gz") else file.open("rb")


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line, None for one over the limit. Never more than a line is in memory."""
    number = total = 0
    while piece := stream.readline(limits.text_bytes + 1):
        number += 1
        total += len(piece)
        if number == 1 and piece.startswith(_UTF16_MARKS):
            raise Refused("is in UTF-16: save bulk files as UTF-8")
        whole = len(piece) <= limits.text_bytes
        rest = piece
        while not rest.endswith(b"\n") and (rest := stream.readline(_MIB)):
            whole = False
            total += len(rest)
            _check_total(total, limits)
        _check_total(total, limits)
        yield number, piece if whole else None


def _check_total(total: int, limits: Limits) -> None:
    if total > limits.bulk_bytes:
        raise Refused(f"unpacks to more than the limit of {limits.bulk_bytes:,} bytes")


def _record(number: int, line: bytes) -> Record | BadLine:
    excerpt = line[:500].decode("utf-8", errors="replace").strip()
    own_id = None
    try:
        values = _values(line)
        own_id = _own_id(values)
        columns = read_columns({name: _cell(name, values.get(name)) for name in COLUMNS if name != "id"})
        _check_body(values, columns)
    except Refused as refused:
        return BadLine(number, own_id, str(refused), excerpt)
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Record(number, own_id, columns, hashlib.sha256(canonical.encode()).hexdigest(), values)


def _values(line: bytes) -> dict[str, Any]:
    text = decode(line).text
    try:
        values = json.loads(text, parse_constant=_no_constant)
        if _ESCAPED_SURROGATE.search(text):
            # Half a pair (a shortened emoji) can't be stored: U+FFFD, one for one. Whole pairs are letters by now.
            values = json.loads(_SURROGATE.sub("\ufffd", json.dumps(values, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise Refused(f"is no JSON: {error}") from None
    if not isinstance(values, dict):
        raise Refused("is no JSON object")
    return values


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _own_id(values: dict[str, Any]) -> str | None:
    own = values.get("id")
    if own is None or own == "":
        return None
    if isinstance(own, bool) or not isinstance(own, str | int):
        raise Refused("id: is neither text nor a whole number")
    return read_id(str(own))


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(f"{name}: is no text")
    return str(value)


def _check_body(values: dict[str, Any], columns: Columns) -> None:
    for key in _BODY_KEYS:
        if not isinstance(values.get(key, ""), str | None):
            raise Refused(f"{key}: is no text")
    body = next((values[key] for key in _BODY_KEYS if values.get(key)), None)
    if body is None:
        raise Refused("has neither text nor html")
    if columns.sha256 and hashlib.sha256(body.encode()).hexdigest() != columns.sha256:
        raise Refused("sha256: the checksum isn't that of its text")
