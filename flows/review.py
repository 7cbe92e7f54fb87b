"""`hiwar review`: show the pairs that the rules left unsure, with the sentences, and write down what a person says."""

import csv
import getpass
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tasks.errors import UsageError
from tasks.load.connection import connect
from tasks.load.schema import SQL_FOLDER
from tasks.resolve.overrides import COLUMNS, KINDS

ANSWERS = {"s": "merge", "d": "split"}


@dataclass(frozen=True, slots=True)
class UnsurePair:
    """Two things that may be one: what each is called where, the sentence, and what the rules saw."""

    kind: str
    score: float
    evidence: str
    article_id: str
    surface: str
    sentence: str
    other_article_id: str
    other_surface: str
    other_sentence: str


def unsure_pairs(warehouse: Path, kind: str | None = None) -> list[UnsurePair]:
    """Return the pairs nobody has judged, the likeliest first. Raises UsageError without a warehouse, and for a kind
    that there is not."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"kind {kind}: one of {', '.join(KINDS)}")
    if not warehouse.exists():
        raise UsageError(f"there is no {warehouse} yet: `hiwar run` makes it")
    with connect(warehouse, read_only=True) as db:
        rows = db.execute((SQL_FOLDER / "review" / "unsure_pairs.sql").read_text(encoding="utf-8")).fetchall()
    pairs = [UnsurePair(*row) for row in rows]
    return [pair for pair in pairs if kind is None or pair.kind == kind]


def show_pairs(console: Console, pairs: Iterable[UnsurePair]) -> None:
    """Print the pairs, two lines each with their evidence."""
    table = Table("kind", "one", "other", "what the rules saw", show_lines=True)
    for pair in pairs:
        one = f"{pair.surface}\n{pair.article_id}"
        other = f"{pair.other_surface}\n{pair.other_article_id}"
        table.add_row(pair.kind, escape(one), escape(other), escape(pair.evidence))
    console.print(table)


def ask(
    console: Console, pairs: Iterable[UnsurePair], read: Callable[[str], str]
) -> Iterator[tuple[UnsurePair, str, str]]:
    """Yield (pair, `merge` or `split`, why) for every pair that is answered; ends at `q` or the end of input."""
    for number, pair in enumerate(pairs, 1):
        console.rule(escape(f"{number}: {pair.kind}, {pair.evidence}"))
        console.print(
            f"[bold]{escape(pair.surface)}[/bold] ({pair.article_id})\n{escape(pair.sentence)}\n", highlight=False
        )
        console.print(
            f"[bold]{escape(pair.other_surface)}[/bold] ({pair.other_article_id})\n{escape(pair.other_sentence)}\n",
            highlight=False,
        )
        try:
            answer = read("the [s]ame, [d]ifferent, Enter: later, [q]uit? ").strip().lower()[:1]
            if answer == "q":
                return
            if answer in ANSWERS:
                yield pair, ANSWERS[answer], read("why? ").strip() or "read the sentences"
        except EOFError:
            return


def write_down(path: Path, pair: UnsurePair, action: str, why: str, who: str | None = None) -> None:
    """Append an answer to the overrides file, in the order of its own columns; the head is written when it has none."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    fresh, columns = not head, next(csv.reader([head])) if head else list(COLUMNS)
    ended = not lines or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        if not ended:
            file.write("\n")
        if fresh:
            writer.writeheader()
        writer.writerow(
            {
                "action": action,
                "kind": pair.kind,
                "article": pair.article_id,
                "surface": " ".join(pair.surface.split()),
                "other_article": pair.other_article_id,
                "other_surface": " ".join(pair.other_surface.split()),
                "value": "",
                "who": who or getpass.getuser(),
                "when": f"{datetime.now(UTC):%Y-%m-%d}",
                "why": " ".join(why.split()),
            }
        )
