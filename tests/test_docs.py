"""What the guides say is there: commands, options, make targets, files."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "expectations" / "README.md",
    ROOT / "models" / "ar" / "README.md",
]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def said(pattern: str) -> set[tuple[str, str]]:
    """Every match of the pattern's one group, with the page it stands on."""
    return {(page.name, match) for page in PAGES for match in re.findall(pattern, page.read_text(encoding="utf-8"))}


def test_every_command_is_in_the_readme_and_every_one_in_the_guides_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in COMMANDS if f"`hiwar {name}`" not in readme} == set()
    named = said(r"(?:`|^|&& |\n)hiwar ([a-z]+)")
    assert len(named) > 5
    assert {(page, name) for page, name in named if name not in COMMANDS} == set()


def test_every_option_in_the_guides_exists() -> None:
    known = {option for command in COMMANDS.values() for p in command.params for option in p.opts} | {"--version"}
    known |= {"--help"}
    named = said(r"hiwar[^\n`]*? (--[a-z-]+)")
    assert named
    assert {(page, option) for page, option in named if option not in known} == set()


def test_every_make_target_in_the_guides_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    named = said(r"(?:`|\n)make ([a-z-]+)")
    assert named
    assert {(page, target) for page, target in named if target not in targets} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
