"""The whole pipeline on the seeds, held against the gold: no figure falls, whoever changes what."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.score import score
from tests.golden.scorecard import BASELINE, CARD, card, drops

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def published(seeds: Path, folder: Path) -> Path:
    """A warehouse made from a seeds folder by the command, as a user would."""
    warehouse = folder / "scored.duckdb"
    command = [sys.executable, "-m", "flows.cli", "run", "--seeds", str(seeds), "--warehouse", str(warehouse)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return warehouse


def test_nothing_falls_on_our_own_articles(tmp_path: Path) -> None:
    report, misses = score(published(ROOT / "seeds", tmp_path), Path(__file__).parent)
    fallen = drops(report, json.loads(BASELINE.read_text(encoding="utf-8")))
    assert not fallen, "\n".join([*fallen, "", *misses])
    assert report["offsets exact [all]"]["rate"] == 1.0
    assert report["body kept [all]"]["rate"] == 1.0


def test_a_drop_and_a_lost_figure_are_seen() -> None:
    report = {"person [all]": {"f1": 0.95, "gold": 3}}
    assert drops(report, {"person [all]": 0.96}) == []
    assert drops(report, {"person [all]": 0.98}) == ["person [all]: 0.980 → 0.950"]
    assert drops(report, {"quote [ar]": 0.5}) == ["quote [ar]: not measured any more"]


def test_the_card_shows_every_line_of_the_baseline() -> None:
    page = CARD.read_text(encoding="utf-8")
    layers = {name.partition(" [")[0] for name in json.loads(BASELINE.read_text(encoding="utf-8"))}
    assert {row.split(" | ")[0].removeprefix("| ") for row in page.splitlines() if row.startswith("| ")} >= layers
    assert "| person | 1.000 (2) | – | 1.000 (2) | – |" in card(
        {"person [all]": {"f1": 1.0, "gold": 2}, "person [ar]": {"f1": 1.0, "gold": 2}}
    )


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not beside the project: real pages can't be scored")
def test_real_pages_are_read_as_well(tmp_path: Path) -> None:
    """The bars of the first issue, on pages whose text is not in the project."""
    report, misses = score(published(SHARED / "seeds", tmp_path), SHARED / "gold")
    told = "\n".join(misses)
    for layer in ("loaded", "language", "offsets exact", "body kept"):
        assert report[f"{layer} [all]"]["rate"] == 1.0, told
    assert report["noise removed [all]"]["rate"] >= 0.95, told
    for language in ("all", "fr", "ar"):
        for layer, least in (("person", 0.80), ("event", 0.60), ("quote", 0.80)):
            assert report[f"{layer} [{language}]"]["f1"] >= least, told
