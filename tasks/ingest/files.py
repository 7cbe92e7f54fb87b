"""Find the files that manifest rows list, and read their bytes: never one outside the seeds folder."""

import fnmatch
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from tasks.ingest.manifest import MANIFEST, ManifestRow, is_glob
from tasks.ingest.refusal import Refused

FORMATS = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest sizes that are read, in bytes."""

    text_bytes: int = 5_000_000  # a page, or one record of a bulk file
    bulk_bytes: int = 2_000_000_000  # a bulk file, unpacked


class Missing(Exception):
    """Nothing is where the manifest says; `str()` is the reason."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that a row lists. Exactly one of `file` (safe to open) and `fault` is set."""

    row: ManifestRow
    path: str  # below the seeds folder, POSIX, NFC
    article_id: str | None  # the row's id, else the stem; of bulk files what their records' ids begin with
    file: Path | None
    format: str  # a value of FORMATS; empty when there is a fault
    fault: Refused | Missing | None = None


def list_files(seeds: Path, rows: Iterable[ManifestRow], claimed: Iterable[str] = ()) -> list[Listed]:
    """Return every file the rows list, in order of the rows; globs give theirs sorted.

    A file with a row of its own (or in `claimed`: rows that were rejected) is left out of globs, and one that two
    globs match belongs to the first. A path that leads outside the seeds folder through a link, isn't there, is no
    regular file or has no format that is read comes back with its fault.
    """
    folder = _Folder(seeds)
    plain: list[ManifestRow] = []
    globs: list[ManifestRow] = []
    for row in rows:
        (globs if folder.is_glob(row.file) else plain).append(row)
    found = [(row, folder.listed(row, row.file)) for row in plain]
    taken = {listed.path for _, listed in found} | {normalize("NFC", path) for path in claimed}
    for row in sorted(globs, key=lambda row: row.line):
        matching = folder.matching(row.file)
        if not matching:
            found.append((row, folder.unmatched(row)))
        for path in matching:
            if normalize("NFC", path) not in taken:
                found.append((row, folder.listed(row, path)))
                taken.add(normalize("NFC", path))
    return [listed for _, listed in sorted(found, key=lambda pair: pair[0].line)]


def stem_of(path: str) -> str:
    """Return the file's name without its suffix (`.jsonl.gz` is one), NFC."""
    name = normalize("NFC", path.rsplit("/", 1)[-1])
    suffix = next((s for s in sorted(FORMATS, key=len, reverse=True) if name.lower().endswith(s)), Path(name).suffix)
    return name[: len(name) - len(suffix)] or name


def read_bytes(file: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most `limit`; raises Refused."""
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise Refused(f"can't be read: {error.strerror or error}") from None
    if len(data) > limit:
        raise Refused(f"is larger than the limit of {limit:,} bytes")
    return data


class _Folder:
    def __init__(self, seeds: Path) -> None:
        self.root = seeds.resolve()
        self._names: list[str] | None = None

    def is_glob(self, path: str) -> bool:
        return is_glob(path) and not os.path.lexists(self.root / path)

    def listed(self, row: ManifestRow, path: str) -> Listed:
        shown = normalize("NFC", path)
        article_id = row.columns.id or stem_of(path)
        try:
            return Listed(row, shown, article_id, self._safe(path), _format_of(path))
        except (Refused, Missing) as fault:
            return Listed(row, shown, article_id, None, "", fault)

    def unmatched(self, row: ManifestRow) -> Listed:
        """What to say of a glob that gives no file: links are not followed, so it may be one that leads outside."""
        fault: Refused | Missing = Missing("no file matches")
        try:
            if not _resolved(self.root.joinpath(*_until_glob(row.file))).is_relative_to(self.root):
                fault = Refused("leads outside the seeds folder")
        except Refused as refused:
            fault = refused
        return Listed(row, row.file, row.columns.id, None, "", fault)

    def matching(self, pattern: str) -> list[str]:
        """Paths that a glob matches, sorted, as the disk spells them."""
        parts = normalize("NFC", pattern).split("/")
        return [path for path in self._all() if _matches(normalize("NFC", path).split("/"), parts)]

    def _all(self) -> list[str]:
        """Every file below the root, sorted; hidden ones and the manifest left out, links to folders not followed."""
        if self._names is None:
            self._names = []
            for folder, folders, files in os.walk(self.root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(self.root)
                names = [(below / name).as_posix() for name in files if not name.startswith(".")]
                self._names += [name for name in names if name != MANIFEST]
            self._names.sort()
        return self._names

    def _safe(self, path: str) -> Path:
        """Return the file to open; the test whether it is inside comes before any other that could tell of it."""
        forms = (path, normalize("NFC", path), normalize("NFD", path))
        candidate = next((form for form in forms if os.path.lexists(self.root / form)), path)
        target = _resolved(self.root / candidate)
        if not target.is_relative_to(self.root):
            raise Refused("leads outside the seeds folder")
        if target == self.root / MANIFEST:
            raise Refused("is the manifest itself")
        try:
            if not target.exists():
                raise Missing("the file isn't there")
            if target.is_dir():
                raise Refused("is a folder: list its files, or write a glob such as fr/*.txt")
            if not target.is_file():
                raise Refused("is no regular file")
        except OSError as error:
            raise Refused(f"can't be read: {error.strerror or error}") from None
        return target


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise Refused("can't be followed: a link that leads to itself, or a name too long") from None


def _format_of(path: str) -> str:
    name = path.lower()
    for suffix, kind in FORMATS.items():
        if name.endswith(suffix):
            return kind
    raise Refused(f"is of a format that isn't read: {', '.join(FORMATS)} are")


def _until_glob(pattern: str) -> list[str]:
    parts = pattern.split("/")
    return parts[: next((i for i, part in enumerate(parts) if is_glob(part)), len(parts))]


def _matches(path: list[str], pattern: list[str]) -> bool:
    """Match part by part; `**` stands for any number of folders, at the end for everything below."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        rest = pattern[1:]
        return not rest or any(_matches(path[start:], rest) for start in range(len(path)))
    return bool(path) and fnmatch.fnmatchcase(path[0], pattern[0]) and _matches(path[1:], pattern[1:])
