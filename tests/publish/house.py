"""Files to publish: DuckDB files of one number, so that a test sees in a moment which of them is in place."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.publish.publish import publish


@dataclass(frozen=True)
class House:
    """A warehouse path with its history, both in a folder of the test's own."""

    folder: Path

    @property
    def warehouse(self) -> Path:
        return self.folder / "w.duckdb"

    @property
    def history(self) -> Path:
        return self.folder / "w.duckdb.state" / "history"

    @property
    def hold(self) -> Path:
        return self.history.parent / "hold.json"

    def shadow(self, number: int) -> Path:
        """Make a shadow that holds this number, made from inputs of the same number."""
        path = self.folder / "shadow.duckdb"
        with duckdb.connect(str(path)) as db:
            db.execute("create schema ops; create table ops.meta (key varchar, value varchar)")
            db.execute(f"insert into ops.meta values ('input_signature', 'inputs-{number}')")
            db.execute(f"create table number as select {number} as n")
        return path

    def publish(self, number: int, keep: int = 5) -> Path | None:
        return publish(self.shadow(number), self.warehouse, self.history, keep)

    def kept(self) -> list[int]:
        """Return the numbers of the kept files, the one published last first."""
        return [number_in(path) for path in sorted(self.history.glob("2*.duckdb"), reverse=True)]


def number_in(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as db:
        ((number,),) = db.execute("select n from number").fetchall()
    return int(number)
