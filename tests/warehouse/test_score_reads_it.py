"""The scorer that judges the warehouse can read it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.load.schema import SQL_FOLDER

SCORE = SQL_FOLDER.parents[1] / "shared" / "score" / "score.py"

GOLD = {
    "id": "small",
    "file": "tipaza-fr.txt",
    "language": "fr",
    "title": "Un dialogue sur le Sahel s'ouvre à Tipaza",
    "noise_lines": ["Par la rédaction", "Lire aussi : la météo du jour"],
    "body_line_range_0based": [2, 2],
    "persons": [{"name": "Samir Bencheikh", "role": "ministre des Affaires étrangères"}, {"name": "Karin Lindqvist"}],
    "organisations": ["Union africaine"],
    "places": ["Tipaza", "Algérie"],
    "events": [
        {
            "type": "meeting",
            "title": "Rencontre à Tipaza",
            "date": "2021-01-18",
            "place": "Tipaza",
            "parties": ["Algérie"],
            "participants": ["Samir Bencheikh", "Karin Lindqvist"],
        },
        {"type": "session", "title": "Dialogue algéro-suédois", "ordinal": 3, "status": "planned", "date": "XXXX-03"},
    ],
    "quotes": [{"text": "Nous voulons une entente durable", "speaker": "Samir Bencheikh"}],
    "figures": [{"value": "40", "min": 40, "what": "experts"}],
    "relations": [{"subject": "Algérie", "predicates": ["member_of"], "object": "Union africaine"}],
}


@pytest.mark.skipif(not SCORE.exists(), reason="../shared/score is not on this machine")
def test_the_scorer_finds_all_of_the_small_corpus(small_warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "small.json").write_text(json.dumps(GOLD), encoding="utf-8")
    command = [sys.executable, str(SCORE), str(small_warehouse), str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    short = {k: v for k, v in report.items() if "[all]" in k and v.get("f1", v.get("rate")) != 1.0}
    assert short == {}
    assert report["offsets exact [fr]"]["of"] > 20
