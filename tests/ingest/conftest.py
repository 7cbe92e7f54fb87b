"""A seeds folder to fill, shared by the tests of ingest."""

from collections.abc import Sequence
from pathlib import Path

import hypothesis
import pytest

from tasks.ingest.plan import KnownArticle, Plan

# How fast a machine is, is no property of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


class Seeds:
    """A seeds folder in the making."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)

    def file(self, path: str, content: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def index(self, rows: Sequence[str], header: str = "file") -> None:
        """Write INDEX.md with one table; rows and header are written as `a | b | c`."""
        dashes = " | ".join("---" for _ in header.split("|"))
        lines = [header, dashes, *rows]
        self.file("INDEX.md", "# Articles\n\nSome prose.\n\n" + "".join(f"| {line} |\n" for line in lines))


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    return Seeds(tmp_path / "seeds")


def remember(plan: Plan) -> dict[str, KnownArticle]:
    """What a warehouse would know after loading a plan."""
    return {a.article_id: KnownArticle(a.content_sha256, a.manifest_sha256, a.path) for a in plan.articles}


@pytest.fixture(name="remember")
def _remember() -> object:
    return remember
