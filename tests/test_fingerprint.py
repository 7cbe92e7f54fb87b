"""The fingerprints change with what they stand for, and with nothing else."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks import fingerprint
from tasks.fingerprint import of_facts, of_house, of_inputs


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    for path in (
        "tasks/clean/rules.py",
        "tasks/lexicon/fr/office.yml",
        "models/ar/ner/model",
        "warehouse/views/out/run.sql",
        "warehouse/schema.yml",
        "expectations/load.json",
        "flows/cli.py",
        "README.md",
    ):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path)
    yield tmp_path
    forget()


def forget() -> None:
    """The fingerprints are reckoned once a process: have them reckoned anew."""
    of_facts.cache_clear()
    of_house.cache_clear()


def both(root: Path) -> tuple[str, str]:
    forget()
    return of_facts(root), of_house(root)


@pytest.mark.parametrize("path", ["tasks/clean/rules.py", "tasks/lexicon/fr/office.yml", "models/ar/ner/model"])
def test_code_lexicon_and_models_change_the_facts_only(project: Path, path: str) -> None:
    facts, house = both(project)
    (project / path).write_text("another")
    assert both(project)[0] != facts
    assert both(project)[1] == house


@pytest.mark.parametrize("path", ["warehouse/views/out/run.sql", "warehouse/schema.yml", "expectations/load.json"])
def test_sql_and_expectations_change_the_house_only(project: Path, path: str) -> None:
    facts, house = both(project)
    (project / path).write_text("another")
    assert both(project) == (facts, both(project)[1])
    assert both(project)[1] != house


@pytest.mark.parametrize(
    "path", ["flows/cli.py", "README.md", "warehouse/hiwar.duckdb", "tasks/clean/__pycache__/rules.pyc"]
)
def test_anything_else_changes_nothing(project: Path, path: str) -> None:
    before = both(project)
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text("another")
    assert both(project) == before


def test_a_touched_file_is_the_same_and_a_renamed_one_is_not(project: Path) -> None:
    before = both(project)
    os.utime(project / "tasks/clean/rules.py", (1, 1))
    assert both(project) == before
    (project / "tasks/clean/rules.py").rename(project / "tasks/clean/verdicts.py")
    assert both(project)[0] != before[0]


def test_another_version_of_a_library_changes_the_facts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = both(project)
    monkeypatch.setattr(fingerprint, "_version", lambda name: "99")
    assert both(project)[0] != before[0]
    assert both(project)[1] == before[1]


def test_every_library_named_is_installed() -> None:
    assert [name for name in fingerprint.DISTRIBUTIONS if fingerprint._version(name) == "absent"] == []


def test_inputs_are_every_file_of_the_seeds(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "fr").mkdir(parents=True)
    (seeds / "INDEX.md").write_text("| file |")
    first = of_inputs(seeds)
    assert of_inputs(seeds) == first
    (seeds / "fr" / "a.txt").write_text("a")
    second = of_inputs(seeds)
    assert second != first
    (seeds / "fr" / "a.txt").write_text("b")
    assert of_inputs(seeds) not in {first, second}
    (seeds / "fr" / "a.txt").unlink()
    assert of_inputs(seeds) == first


def test_inputs_do_not_depend_on_where_the_seeds_lie(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "INDEX.md").write_text("| file |")
    assert of_inputs(tmp_path / "one") == of_inputs(tmp_path / "two")
