"""Score a warehouse made from `seeds/` and write the card: `python -m tests.golden.scorecard WAREHOUSE` (`make score`).

Writes docs/scores.md for people and docs/scores.json, from which `make test` allows no drop of more than two
points.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.golden.score import score

HERE = Path(__file__).parent
CARD = HERE.parents[1] / "docs" / "scores.md"
BASELINE = CARD.with_suffix(".json")
LANGUAGES = ("all", "fr", "ar", "en")
DROP = 0.02

HEAD = """# Scores

What the pipeline finds in the articles of `seeds/`, held against the gold in `tests/golden` (what a careful reader
finds; its README says how). `make score` writes this page; `make test` fails when a figure falls by more than two
points. F1, or the share that is right where nothing can be found too much. In brackets: how many there are.

These articles were written for the project and the rules were tuned on them: pages nobody has seen score lower.

| what | all | French | Arabic | English |
|---|---|---|---|---|
"""


def figure(found: dict[str, Any]) -> float:
    """Return the one number of a line: its F1, else its rate."""
    return float(found.get("f1", found.get("rate")))


def card(report: dict[str, dict[str, Any]]) -> str:
    """Return the report as a Markdown page; a language without such facts has a dash."""
    layers = list(dict.fromkeys(name.partition(" [")[0] for name in report))
    lines = []
    for layer in layers:
        cells = []
        for language in LANGUAGES:
            found = report.get(f"{layer} [{language}]")
            cells.append(f"{figure(found):.3f} ({found.get('gold', found.get('of'))})" if found else "–")
        lines.append(f"| {layer} | {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n"


def drops(report: dict[str, dict[str, Any]], baseline: dict[str, float]) -> list[str]:
    """Return what fell by more than DROP, or is no longer measured at all."""
    now = {name: figure(found) for name, found in report.items()}
    return [
        f"{name}: {was:.3f} → {now[name]:.3f}" if name in now else f"{name}: not measured any more"
        for name, was in baseline.items()
        if now.get(name, -1.0) < was - DROP
    ]


def main(warehouse: Path) -> None:
    """Write both files and print the card."""
    report, misses = score(warehouse, HERE)
    BASELINE.write_text(
        json.dumps({name: figure(found) for name, found in report.items()}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    CARD.write_text(card(report), encoding="utf-8")
    print(card(report), *misses, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
