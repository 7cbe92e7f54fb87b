"""Where things lie and how much of them: the folders of a warehouse, and the few numbers a maintainer may turn."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import UsageError

ROOT = Path(__file__).resolve().parents[1]
EXPECTATIONS = ROOT / "expectations"
DEFAULT_SEEDS = Path("seeds")
DEFAULT_WAREHOUSE = Path("warehouse/hiwar.duckdb")
LANGUAGES = ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class Home:
    """A warehouse file and the state folder beside it. Nothing is created by asking for a path."""

    warehouse: Path

    @classmethod
    def of(cls, warehouse: Path | str) -> "Home":
        """Return the home of a warehouse file, made absolute so that workers and servers agree on it."""
        return cls(Path(os.path.abspath(warehouse)))

    @property
    def state(self) -> Path:
        return self.warehouse.with_name(self.warehouse.name + ".state")

    @property
    def overrides(self) -> Path:
        """Return where people's judgements on this warehouse are; the file need not be there."""
        return self.warehouse.with_name("overrides.csv")

    @property
    def journal(self) -> Path:
        return self.state / "journal"

    @property
    def history(self) -> Path:
        return self.state / "history"

    @property
    def data_docs(self) -> Path:
        return self.state / "data_docs"

    @property
    def prefect(self) -> Path:
        return self.state / "prefect"

    @property
    def lock(self) -> Path:
        return self.state / "lock"

    @property
    def stagings(self) -> Path:
        return self.state / "staging"

    def staging(self, run_id: str) -> Path:
        return self.stagings / run_id

    def shadow(self, run_id: str) -> Path:
        """Return where a run builds its copy of the warehouse; on the same file system as the warehouse, for rename."""
        return self.staging(run_id) / "shadow.duckdb"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is cut up and what it keeps. Times are seconds."""

    batch_articles: int = 20  # articles in one task: big enough to pay for the task, small enough to retry
    pool_from_articles: int = 60  # below this, loading spaCy in each worker costs more than it wins
    workers: int = 0  # 0: one a core
    batch_timeout: int = 900  # a batch takes seconds; one that hangs must not hang the run
    batch_retries: int = 2
    keep_published: int = 5
    keep_docs: int = 10  # runs whose Data Docs pages stay
    expectations: Path = EXPECTATIONS  # what the gates ask; another folder is for trying bounds out

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Return the settings, with HIWAR_BATCH, HIWAR_POOL_FROM, HIWAR_WORKERS and HIWAR_EXPECTATIONS taken from
        `environment`.

        Raises UsageError when a number is not a whole one, or less than it can be, or the folder is none.
        """
        default = cls()
        return cls(
            batch_articles=_number(environment, "HIWAR_BATCH", default.batch_articles, 1),
            pool_from_articles=_number(environment, "HIWAR_POOL_FROM", default.pool_from_articles, 1),
            workers=_number(environment, "HIWAR_WORKERS", default.workers, 0),
            expectations=_folder(environment, "HIWAR_EXPECTATIONS", default.expectations),
        )


def _number(environment: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or int(text) < least:
        raise UsageError(f"{name}={text}: give a whole number from {least} on, or unset it")
    return int(text)


def _folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not Path(text).is_dir():
        raise UsageError(f"{name}={text}: give a folder that is there, or unset it")
    return Path(os.path.abspath(text))
