"""Read `seeds/INDEX.md`, the table a person edits by hand. Nothing here opens a file but the manifest itself."""

import difflib
import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PureWindowsPath
from unicodedata import category
from urllib.parse import unquote

from tasks.errors import InputError
from tasks.ingest.columns import COLUMNS, Columns, cleaned, read_columns, read_id
from tasks.ingest.encodings import decode
from tasks.ingest.markdown_tables import Cell, Row, Stray, Table, find_tables
from tasks.ingest.refusal import Refused
from tasks.records import Rejected

MANIFEST = "INDEX.md"
_GLOB = frozenset("*?[")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A row that can be read. `file` is relative and stays below the seeds folder as far as its words go: links on
    the disk are `files.list_files`' to follow."""

    line: int  # in INDEX.md, from 1
    file: str  # POSIX path or glob
    columns: Columns

    def sha256(self, path: str) -> str:
        """Return the hash of what this row says of the file at `path`: no line number, order or spacing in it."""
        said = {"file": path, **asdict(self.columns)}
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows in order of the file; what was set aside (`row_json` has line and cells); what a person should know.

    `complete` is False when a rejected row leaves open which file it lists: then no article can be called gone.
    """

    rows: tuple[ManifestRow, ...]
    rejected: tuple[Rejected, ...]
    warnings: tuple[str, ...]
    complete: bool


def read_manifest(seeds: Path) -> Manifest:
    """Read `INDEX.md` in the seeds folder: every table with a `file` column, columns in any order.

    A bad row is set aside with its line and every fault it has; unknown columns are reported and ignored. No rows at
    all is a manifest (with a warning). Raises InputError when there is no manifest, it is no text, or it has no table
    with a `file` column.
    """
    text = _manifest_text(seeds)
    tables, strays = find_tables(text)
    listing = [table for table in tables if "file" in _names(table)]
    if not listing:
        raise InputError(
            f"{seeds / MANIFEST} has no table with a `file` column: add one, `| file | language |` and so on"
        )
    warnings = [warning for table in listing for warning in _table_warnings(table)]
    rows: list[ManifestRow] = []
    rejected = [_stray(stray) for stray in strays]
    complete = not strays
    for table in listing:
        for row in table.rows:
            read = _read_row(_names(table), row)
            if isinstance(read, ManifestRow):
                rows.append(read)
            elif read:
                rejected.append(read)
                complete = complete and not row.excess and not is_glob(read.path) and _tells_which(read)
    if not rows and not rejected:
        warnings.append(f"{MANIFEST} lists no file")
    for warning in warnings:
        logger.warning(warning)
    return Manifest(tuple(rows), tuple(rejected), tuple(warnings), complete)


def is_glob(path: str | None) -> bool:
    """Return whether a path of the manifest has a character that globs use (a file may have one in its name, too)."""
    return bool(path and _GLOB.intersection(path))


def _tells_which(rejected: Rejected) -> bool:
    return bool(rejected.path or rejected.article_id)


def _manifest_text(seeds: Path) -> str:
    path = seeds / MANIFEST
    if not seeds.is_dir():
        raise InputError(f"there is no seeds folder {seeds}: name another with --seeds")
    try:
        return decode(path.read_bytes()).text
    except FileNotFoundError:
        raise InputError(f"{seeds} has no {MANIFEST}: write one, a Markdown table with a `file` column") from None
    except (OSError, Refused) as error:
        raise InputError(f"{path} can't be read: {error}") from None


def _names(table: Table) -> list[str]:
    """The header's column names; bold and case don't count."""
    return [name.strip(" *_`").casefold() for name in table.header]


def _table_warnings(table: Table) -> Iterator[str]:
    known = ("file", *COLUMNS)
    for name in _names(table):
        if name and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" (is it {near[0]!r}?)" if near else ""
            yield f"{MANIFEST} line {table.line}: unknown column {name!r} ignored{hint}"
    apart = [row.line for row in table.rows if row.apart]
    if apart:
        lines = f"line {apart[0]}" if len(apart) == 1 else f"lines {apart[0]}–{apart[-1]}"
        yield f"{MANIFEST} {lines}: cut off from the table above by a blank line, and read as part of it"


def _read_row(names: Sequence[str], row: Row) -> ManifestRow | Rejected | None:
    """None for a row with nothing in it."""
    if not any(cleaned(cell.text) for cell in row.cells):
        return None
    faults = [f"column {name!r} stands twice" for name in ("file", *COLUMNS) if names.count(name) > 1]
    if row.excess:
        faults.append(f"has {row.excess} cell(s) more than the header: write \\| for a pipe inside a cell")
    cells = dict(zip(names, row.cells, strict=False))
    values = {name: _text_of(name, cell) for name, cell in cells.items() if name in COLUMNS}
    file, columns = _file_of(cells["file"]), Columns()
    try:
        file = read_path(file)
    except Refused as refused:
        faults.append(f"file: {refused}")
    try:
        columns = read_columns(values)
    except Refused as refused:
        faults.append(str(refused))
    if faults:
        return _rejected(row, file, values.get("id", ""), cells, "; ".join(faults))
    return ManifestRow(row.line, file, columns)


def _text_of(name: str, cell: Cell) -> str:
    return cell.link if name == "url" and cell.link else cell.text


def _file_of(cell: Cell) -> str:
    """A link in the file column names the file by its target, unless that leads to the web."""
    if cell.link and not PureWindowsPath(cell.link).drive and "://" not in cell.link:
        return cleaned(unquote(cell.link))
    return cleaned(cell.text)


def read_path(text: str) -> str:
    """Return a path or glob below the seeds folder, without `./`; raises Refused when its words lead out of it."""
    if not text:
        raise Refused("is empty")
    if any(category(c) in ("Cc", "Cs") or c == "\ufffd" for c in text):
        raise Refused("has control characters")
    if "://" in text:
        raise Refused(f"{text!r} is a web address: save the page below the seeds folder")
    if text.startswith("/") or PureWindowsPath(text).drive:
        raise Refused(f"{text!r} is an absolute path: only files below the seeds folder are read")
    if "\\" in text:
        raise Refused(f"{text!r}: write / between folders")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise Refused(f"{text!r} leaves the seeds folder")
    if not parts or text.endswith("/"):
        raise Refused(f"{text!r} is a folder: list its files, or write a glob such as fr/*.txt")
    return "/".join(parts)


def _rejected(row: Row, file: str, identity: str, cells: dict[str, Cell], reason: str) -> Rejected:
    try:
        article_id = read_id(identity) if identity else None
    except Refused:
        article_id = None
    shown = {"line": row.line, **{name: cell.text for name, cell in cells.items()}}
    return Rejected(
        stage="ingest",
        path=file or None,
        article_id=article_id,
        table_name=None,
        row_json=json.dumps(shown, ensure_ascii=False),
        expectation=None,
        reason=f"{MANIFEST} line {row.line}: {reason}",
    )


def _stray(stray: Stray) -> Rejected:
    shown = json.dumps({"line": stray.line, "text": stray.text}, ensure_ascii=False)
    reason = f"{MANIFEST} line {stray.line}: a row outside any table: header and dashes need the same number of cells"
    return Rejected("ingest", None, None, None, shown, None, reason)
