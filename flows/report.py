"""Count what a run read, kept, dropped and found, from its staging folder."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tasks.load.journal import Trace

# What is counted, in the order people read it: name → (staged table, column that must have this value or None).
KINDS: dict[str, tuple[str, tuple[str, str] | None]] = {
    "persons": ("referent", ("kind", "person")),
    "organisations": ("referent", ("kind", "organisation")),
    "places": ("referent", ("kind", "place")),
    "mechanisms": ("referent", ("kind", "mechanism")),
    "mentions": ("mention", None),
    "roles": ("role", None),
    "dates": ("date_mention", None),
    "event reports": ("event_report", None),
    "quotes": ("quote", None),
    "figures": ("figure", None),
    "relations": ("relation", None),
    "topics": ("topic", None),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run made, article by article. Keys of the counters: (what, language)."""

    pages: Counter[tuple[str, str]] = field(default_factory=Counter)  # articles, sentences, blocks kept, blocks dropped
    found: Counter[tuple[str, str]] = field(default_factory=Counter)  # names of KINDS

    @property
    def languages(self) -> list[str]:
        return sorted({language for _, language in self.pages})


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended. `published` None: nothing was."""

    trace: Trace
    tally: Tally = field(default_factory=Tally)
    published: Path | None = None
    warnings: tuple[str, ...] = ()


def headline(trace: Trace) -> str:
    """Return the run in a line, which is also the flow run's name: `12 articles: 2 new, 1 changed`."""
    run = trace.run
    total = run.articles_new + run.articles_changed + run.articles_unchanged
    parts = [
        f"{count} {what}"
        for count, what in (
            (run.articles_new, "new"),
            (run.articles_changed, "changed"),
            (run.articles_gone, "gone"),
            (run.articles_quarantined, "quarantined"),
        )
        if count
    ]
    return f"{total} article{'' if total == 1 else 's'}: {', '.join(parts) or 'nothing new'}"


def tally(staging: Path) -> Tally:
    """Count what lies in a run's staging. Articles without a page (set aside) count nowhere."""
    counted = Tally()
    language: dict[str, str] = {}
    for row in _rows(staging, "page", ["article_id", "language", "sentence_count"]):
        language[row["article_id"]] = row["language"]
        counted.pages["articles", row["language"]] += 1
        counted.pages["sentences", row["language"]] += row["sentence_count"]
    for row in _rows(staging, "block", ["article_id", "kept"]):
        counted.pages["blocks kept" if row["kept"] else "blocks dropped", language[row["article_id"]]] += 1
    for name, (table, condition) in KINDS.items():
        columns = ["article_id", *([condition[0]] if condition else [])]
        for row in _rows(staging, table, columns):
            if condition is None or row[condition[0]] == condition[1]:
                counted.found[name, language[row["article_id"]]] += 1
    return counted


def _rows(staging: Path, table: str, columns: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted((staging / table).glob("batch-*.parquet")):
        rows += pq.read_table(path, columns=columns).to_pylist()
    return rows
