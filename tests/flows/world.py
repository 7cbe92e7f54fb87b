"""A seeds folder of three articles in three languages, the warehouse beside it, and ways to run the command on them.

The persons and the meeting are invented. `run` and `here` work in this process, so that language models and Prefect
are loaded once for all tests; `hiwar` starts a process of its own.
"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flows.decide import Request
from flows.report import Report
from tasks.load.connection import connect, literal
from tasks.load.journal import Trace, read_journal
from tasks.settings import ROOT, Home
from tests.load.rows import ask

FRENCH = """\
Sécurité : Alger et Niamey ouvrent un dialogue à Tamanrasset
Par la rédaction
Le ministre algérien des Affaires étrangères, Sofiane Bencherif, a reçu lundi 18 janvier 2021 à Tamanrasset son \
homologue nigérien, Idrissa Maïnassara.
Les deux ministres ont signé un accord de coopération sécuritaire portant sur la surveillance des frontières.
« Nous voulons une entente durable entre nos deux pays », a déclaré M. Bencherif à l'issue de la rencontre.
Quelque 120 officiers des deux armées prendront part à la prochaine session de la commission mixte, prévue en mars.
L'Algérie est membre de l'Union africaine.
Lire aussi : la météo du jour
Partager sur Facebook
"""
ARABIC = """\
حوار أمني بين الجزائر والنيجر في تمنراست
استقبل وزير الشؤون الخارجية الجزائري، سفيان بن شريف، يوم الاثنين 18 جانفي 2021 بتمنراست نظيره النيجري، إدريسا مايناسارا.
ووقع الوزيران اتفاقا للتعاون الأمني يخص مراقبة الحدود.
وقال بن شريف: «نريد تفاهما دائما بين بلدينا».
شارك على فيسبوك
"""
ENGLISH = """\
Algeria and Niger open security talks in Tamanrasset
Algeria's Foreign Minister, Sofiane Bencherif, met his Nigerien counterpart, Idrissa Mainassara, in Tamanrasset on \
18 January 2021.
The two ministers signed a security cooperation agreement on border surveillance.
"We want a lasting understanding between our two countries," Bencherif said after the meeting.
Share this article on Facebook
"""
PAGES = {"fr/dialogue.txt": FRENCH, "ar/hiwar.txt": ARABIC, "en/talks.txt": ENGLISH, "en/empty.txt": "  \n"}
ROWS = {
    "fr/dialogue.txt": "fr | Le Phare d'Annaba | 2021-01-19",
    "ar/hiwar.txt": "ar | منارة الساحل | 2021-01-19",
    "en/talks.txt": "en | Harbour Ledger | 2021-01-20",
    "en/empty.txt": "en | | ",
}


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class World:
    """Everything of one test: `folder` holds the seeds, the warehouse and its state."""

    folder: Path
    server: str | None = None  # the Prefect API that runs in this process report to
    expectations: Path | None = None  # what their gates ask; None: the project's own

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def warehouse(self) -> Path:
        return self.folder / "w.duckdb"

    @property
    def gates(self) -> dict[str, str]:
        """Return what tells a run which expectations its gates read."""
        return {} if self.expectations is None else {"HIWAR_EXPECTATIONS": str(self.expectations)}

    @property
    def home(self) -> Home:
        return Home.of(self.warehouse)

    @property
    def traces(self) -> list[Trace]:
        return read_journal(self.home.journal)

    def copy(self, folder: Path, server: str | None = None, expectations: Path | None = None) -> "World":
        """Return the same world elsewhere: its warehouse believes to have been made from the seeds there."""
        left = shutil.ignore_patterns("prefect", "data_docs")
        copied = World(Path(shutil.copytree(self.folder, folder / "world", ignore=left)), server, expectations)
        copied.warehouse.chmod(0o644)
        with connect(copied.warehouse) as db:
            db.execute(f"update ops.meta set value = {literal(str(copied.seeds.resolve()))} where key = 'seeds'")
        copied.warehouse.chmod(0o444)
        return copied

    def write(self, path: str, text: str) -> None:
        target = self.seeds / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def edit(self, path: str = "fr/dialogue.txt") -> None:
        """Change an article by a sentence."""
        self.write(path, PAGES[path].replace("18 ja", "19 ja", 1) if "18 ja" in PAGES[path] else PAGES[path] + "\nNew.")

    def index(self, *paths: str) -> None:
        """Write the manifest with the rows of these files."""
        lines = ["# Articles", "", "| file | language | outlet | published |", "| --- | --- | --- | --- |"]
        self.write("INDEX.md", "\n".join([*lines, *(f"| {path} | {ROWS[path]} |" for path in paths), ""]))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return ask(self.warehouse, sql)

    def articles(self) -> list[str]:
        return [row[0] for row in self.ask("select article_id from out.article order by all")]

    def published_as(self) -> tuple[int, int]:
        """Return what changes when something is published: the file's inode and time."""
        there = self.warehouse.stat()
        return there.st_ino, there.st_mtime_ns

    def run(self, **more: Any) -> Report:
        """Run in this process and report to the test's own server."""
        from flows.run import run

        with self._reporting():
            return run(Request(**{"seeds": self.seeds, "warehouse": self.warehouse, **more}))

    def here(self, command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Outcome:
        """Give the command in this process, as from a shell; --warehouse and, where it has them, --seeds are added."""
        with self._reporting(), patch.dict(os.environ, {**(env or {}), "COLUMNS": "500"}):
            return main([command, *arguments, *self._places(command)])

    def hiwar(self, command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Outcome:
        """Give the command in a process of its own, without any Prefect server configured unless `env` names one."""
        return hiwar(command, *arguments, *self._places(command), env=env)

    def _places(self, command: str) -> list[str]:
        seeds = ["--seeds", str(self.seeds)] if command in {"run", "doctor", "verify"} else []
        return [*seeds, "--warehouse", str(self.warehouse)]

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        if self.server is None:
            with patch.dict(os.environ, {**clean_environment(), **self.gates}, clear=True):
                yield
            return
        from prefect.settings import PREFECT_API_URL, temporary_settings

        address = {PREFECT_API_URL: self.server}
        with patch.dict(os.environ, {"PREFECT_API_URL": self.server, **self.gates}), temporary_settings(address):
            yield


def new_world(folder: Path) -> World:
    """Return a world with seeds and nothing else."""
    world = World(folder)
    for path, text in PAGES.items():
        world.write(path, text)
    world.index(*PAGES)
    return world


def write_slim_expectations(folder: Path) -> Path:
    """Write one expectation a gate: most of a small run's time is the gates', and few tests are about them."""
    for gate, table in (
        ("ingest", "article"),
        ("clean", "page"),
        ("extract", "mention"),
        ("resolve", "entity"),
        ("load", "out.article"),
    ):
        suite = {
            "name": gate,
            "meta": {"due": [table]},
            "expectations": [
                {
                    "type": "expect_column_values_to_not_be_null",
                    "kwargs": {"column": "entity_id" if gate == "resolve" else "article_id"},
                    "severity": "critical",
                    "meta": {"table": table},
                }
            ],
        }
        (folder / f"{gate}.json").write_text(json.dumps(suite), encoding="utf-8")
    return folder


def clean_environment() -> dict[str, str]:
    """Return the environment without settings of Prefect or Hiwar, and without a profile that names a server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "HIWAR_"))}
    return {**kept, "PREFECT_PROFILES_PATH": os.devnull, "COLUMNS": "250"}


def hiwar(*arguments: str, env: Mapping[str, str] | None = None, stdin: str = "") -> Outcome:
    """Give a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=ROOT,
        env={**clean_environment(), **(env or {})},
        input=stdin.encode(),
        capture_output=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def main(arguments: list[str], stdin: str = "") -> Outcome:
    """Give a command in this process."""
    from flows import cli

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code = 0
    with (
        patch.object(sys, "argv", ["hiwar", *arguments]),
        patch.object(sys, "stdin", io.StringIO(stdin)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    told = [stream.buffer.getvalue().decode(errors="replace") for stream in (out, err)]  # type: ignore[attr-defined]
    return Outcome(code, *told)
