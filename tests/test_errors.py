"""Every error of ours is a HiwarError with an exit code that the documentation knows."""

import ast
from pathlib import Path

import pytest

import tasks.ingest.refusal
from tasks import errors
from tasks.errors import GateError, HiwarError, InputError, LockedError, UsageError
from tasks.settings import ROOT


@pytest.mark.parametrize(
    ("error", "code"), [(HiwarError, 1), (GateError, 1), (UsageError, 2), (LockedError, 2), (InputError, 3)]
)
def test_exit_codes(error: type[HiwarError], code: int) -> None:
    assert issubclass(error, HiwarError)
    assert error("said").exit_code == code
    assert str(error("said")) == "said"


def test_the_exit_codes_are_those_of_the_readme_and_the_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = "0 done, 1 a gate stopped it, 2 wrong use, 3 something is wrong with the input"
    assert told in readme
    assert told in (ROOT / "flows" / "cli.py").read_text(encoding="utf-8")


def test_no_assert_is_a_gate() -> None:
    """`python -O` would let everything through."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("flows", "tasks/gates", "tasks/ingest", "tasks/load", "tasks/publish")
        for path in sorted(Path(ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert found == []


def test_a_refused_file_is_no_error_of_the_run() -> None:
    assert not issubclass(tasks.ingest.refusal.Refused, HiwarError)
    assert {error for error in vars(errors).values() if isinstance(error, type)} >= {UsageError, InputError, GateError}
