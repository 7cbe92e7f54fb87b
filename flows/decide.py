"""Decide, before anything heavy is imported, whether a run has work to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import UsageError
from tasks.fingerprint import of_facts, of_house, of_inputs, of_overrides
from tasks.ingest.plan import KnownArticle
from tasks.load.known import known_articles, warehouse_meta
from tasks.publish.hold import hold_path, is_held
from tasks.settings import LANGUAGES, Home

WORK, UNCHANGED, WAITING = "work", "unchanged", "waiting"


@dataclass(frozen=True, slots=True)
class Request:
    """What a run was asked for. `languages` None: all of them."""

    seeds: Path
    warehouse: Path
    full: bool = False
    languages: tuple[str, ...] | None = None
    trigger: str = "command"


@dataclass(frozen=True, slots=True)
class Past:
    """What the published warehouse says. `known` gives articles made by other code, lexicon or models with hashes that
    match nothing, so that they come as changed. `waits`: these very inputs were rolled back."""

    meta: Mapping[str, str]
    known: Mapping[str, KnownArticle]
    waits: bool
    overrides: str  # digest of people's judgements as they are now

    @property
    def is_overruled(self) -> bool:
        """Whether people have judged since: who and what is the same must be asked anew."""
        return bool(self.known) and self.meta.get("overrides", "") != self.overrides


def check_request(request: Request) -> None:
    """Raise UsageError for a request that cannot mean anything."""
    unknown = sorted(set(request.languages or ()) - set(LANGUAGES))
    if unknown:
        raise UsageError(f"language {', '.join(unknown)} is not read: choose from {', '.join(LANGUAGES)}")


def look_back(home: Home, request: Request) -> Past:
    """Return what is published. Raises UsageError when the warehouse belongs to another seeds folder (but `full`)."""
    meta = warehouse_meta(home.warehouse)
    seeds = str(request.seeds.resolve())
    if meta.get("seeds", seeds) != seeds and not request.full:
        raise UsageError(
            f"{home.warehouse} was made from {meta['seeds']}, not from {seeds}: "
            "give another --warehouse, or --full to make it anew from these seeds"
        )
    fingerprint = of_facts()
    known = {
        article_id: KnownArticle(loaded.content_sha256, loaded.manifest_sha256, loaded.path)
        if loaded.fingerprint == fingerprint
        else KnownArticle("", "", loaded.path)
        for article_id, loaded in known_articles(home.warehouse).items()
    }
    waits = not request.full and _rolled_back(home, request)
    return Past(meta, known, waits, overrides=of_overrides(home.overrides))


def verdict(counts: Mapping[str, int], past: Past) -> str:
    """Return WORK, UNCHANGED, or WAITING: rolled back, and nothing among the inputs has changed since."""
    if past.waits:
        return WAITING
    changes = counts["new"] + counts["changed"] + counts["gone"]
    return WORK if changes or past.is_overruled or past.meta.get("house") != of_house() else UNCHANGED


def _rolled_back(home: Home, request: Request) -> bool:
    hold = hold_path(home.history)
    return hold.exists() and is_held(hold, of_inputs(request.seeds, home.overrides))
