"""Labelled pairs of names held against the matcher; `python -m tests.resolve.name_pairs` writes the table.

tests/cases/names.csv has two names as two articles would give them, with the state served and the class of office
where the articles say so, and what a careful reader takes them for. Every person in it is invented.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks.resolve.persons import resolve_persons
from tests.resolve.rows import referent, role

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "names.csv"
CARD = ROOT / "docs" / "name_pairs.md"

HEAD = """# Name pairs

Labelled pairs of names in `tests/cases/names.csv`, held against the matcher of persons: how many were joined that are
one person (recall: of all that are), how many that are two. `make score` writes this page, `make test` fails when it is
not what the matcher does. The pairs were labelled by somebody who did not know the matcher; the matcher was mended on
them since, so names nobody has tried fare worse: when new, 150 of them had precision 0.811 and recall 0.800, the
last 100 0.867 and 0.780.

| kind | one person | joined | two people | joined |
|---|---|---|---|---|
"""

Pair = Mapping[str, str]


def pairs() -> list[Pair]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_joined(pair: Pair) -> bool:
    """Whether the matcher makes one person of the two, each named in an article of its own."""
    people = [
        referent(article, "person", pair[side], country_code=pair[f"{side}_country"] or None)
        for article, side in (("a", "left"), ("b", "right"))
    ]
    classes = (pair["left_class"], pair["right_class"])
    roles = [role(p.article_id, p, c) for p, c in zip(people, classes, strict=True) if c]
    clusters, _ = resolve_persons(people, roles)
    return len(clusters) == 1


def card(known: Sequence[Pair]) -> str:
    """Return the table as Markdown: a line a kind, then precision and recall over all."""
    counts = Counter((pair["kind"], pair["verdict"], is_joined(pair)) for pair in known)

    def line(kinds: Sequence[str]) -> list[int]:
        def count(verdict: str, joined: bool) -> int:
            return sum(counts[kind, verdict, joined] for kind in kinds)

        one, two = count("same", True), count("different", True)
        return [one + count("same", False), one, two + count("different", False), two]

    kinds = sorted({pair["kind"] for pair in known})
    rows = [f"| {kind} | {' | '.join(map(str, line([kind])))} |" for kind in kinds]
    same, joined, _, wrong = line(kinds)
    told = f"\nPrecision {joined / (joined + wrong):.3f}, recall {joined / same:.3f}, of {len(known)} pairs.\n"
    return HEAD + "\n".join([*rows, f"| all | {' | '.join(map(str, line(kinds)))} |"]) + "\n" + told


if __name__ == "__main__":
    CARD.write_text(card(pairs()), encoding="utf-8")
