"""Read warehouse/schema.yml: what every view and table says, as data for comments, vocabulary and tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tasks.errors import HiwarError


class CatalogueError(HiwarError):
    """schema.yml does not have the form its readers rely on."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says. `unit` is None where there is none; `values` is empty where anything may stand."""

    name: str
    text: str
    unit: str | None
    values: tuple[str, ...]

    @property
    def comment(self) -> str:
        """The COMMENT of the column: text, unit and allowed values in one line."""
        unit = f" [{self.unit}]" if self.unit else ""
        values = f" One of: {', '.join(self.values)}." if self.values else ""
        return f"{self.text.rstrip('.')}{unit}.{values}"


@dataclass(frozen=True, slots=True)
class Relation:
    """A view or table: `key` names the columns that together occur once; empty when rows may repeat."""

    name: str  # with its schema
    grain: str
    key: tuple[str, ...]
    source: str
    columns: tuple[Column, ...]

    @property
    def comment(self) -> str:
        """The COMMENT of the view or table."""
        return f"{self.grain.rstrip('.')}. Source: {self.source}."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """schema.yml as a whole."""

    version: int
    views: tuple[Relation, ...]
    tables: tuple[Relation, ...]

    def vocabulary(self) -> Iterator[tuple[str, str, str]]:
        """Yield (view, column, value) for every value that a column of `out` may have."""
        for view in self.views:
            for column in view.columns:
                for value in column.values:
                    yield view.name, column.name, value


def read_catalogue(path: Path) -> Catalogue:
    """Return the catalogue in `path`. Raises CatalogueError when something that readers rely on is missing."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        views = tuple(_relation(f"out.{name}", entry) for name, entry in loaded["views"].items())
        tables = tuple(_relation(name, entry) for name, entry in loaded["tables"].items())
        return Catalogue(int(loaded["version"]), views, tables)
    except (KeyError, TypeError, AttributeError) as error:
        raise CatalogueError(f"{path.name}: {error!r} is missing or misshapen") from error


def _relation(name: str, entry: Mapping[str, Any]) -> Relation:
    columns = tuple(_column(column, said) for column, said in entry["columns"].items())
    return Relation(name, entry["grain"], tuple(entry.get("key", ())), entry["source"], columns)


def _column(name: str, said: str | Mapping[str, Any]) -> Column:
    if isinstance(said, str):
        return Column(name, said, None, ())
    return Column(name, said["text"], said.get("unit"), tuple(said.get("values", ())))
