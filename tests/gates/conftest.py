import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse import small_corpus as corpus

Entry = dict[str, Any]
WriteSuite = Callable[..., Path]


def entry(table: str, type_: str, *, severity: str = "critical", share: float | None = None, **kwargs: Any) -> Entry:
    """One expectation as an expectations file has it."""
    meta: Entry = {"table": table} if share is None else {"table": table, "max_share": share}
    return {"type": f"expect_{type_}", "kwargs": kwargs, "severity": severity, "meta": meta}


@pytest.fixture
def write_suite(tmp_path: Path) -> WriteSuite:
    """Write expectations/<gate>.json and return the folder."""

    def write(gate: str, *entries: Mapping[str, Any], due: tuple[str, ...] = ("article",)) -> Path:
        folder = tmp_path / "expectations"
        folder.mkdir(exist_ok=True)
        content = {"name": gate, "meta": {"due": due}, "expectations": entries}
        (folder / f"{gate}.json").write_text(json.dumps(content), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    """The small corpus as a run has staged it after extract, an article a batch; no stage has rejected an article."""
    parts = [corpus.french(), corpus.arabic(), corpus.english()]
    return corpus.stage(tmp_path / "staging", *({**part, "rejected": []} for part in parts))
