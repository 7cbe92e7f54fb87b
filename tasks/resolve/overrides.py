"""People's judgements: what overrides.csv says is one, is two, is called otherwise, is nothing, or is an entry.

A line names what it is about by a surface form in an article, never by a generated id, so that it outlives every
rebuild. `parse` reads the file, `settle` finds what each line means in the corpus; what a line no longer finds, or what
two lines say against each other, is reported and left undone.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.lexicon import entries
from tasks.records import Event, Mention, Override, Referent
from tasks.resolve.clusters import DIFFERENT, SAME, Clusters, Proposal
from tasks.text import fold

COLUMNS = tuple("action kind article surface other_article other_surface value who when why".split())
ACTIONS = ("merge", "split", "rename", "reject", "pin")
KINDS = ("person", "organisation", "place", "mechanism", "event")
APPLIED, INVALID, UNMATCHED, AMBIGUOUS, CONTRADICTORY = "applied", "invalid", "unmatched", "ambiguous", "contradictory"
_NEEDS = {
    "merge": ("other_article", "other_surface"),
    "split": ("other_article", "other_surface"),
    "rename": ("value",),
    "pin": ("value",),
    "reject": (),
}
_ENTRIES = {
    "organisation": ("organisation",),
    "mechanism": ("mechanism",),
    "place": ("city", "country", "region"),
}  # of the lexicon, by kind


@dataclass(frozen=True, slots=True)
class Settled:
    """What the lines mean. Ids are referents', for events article events'. `rows` say of every line how it fared."""

    merged: tuple[tuple[str, str], ...] = ()
    parted: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    pinned: Mapping[str, str] = field(default_factory=dict)  # referent → lexicon id
    authors: Mapping[frozenset[str], str] = field(default_factory=dict)  # of merged and parted pairs
    rows: tuple[Override, ...] = ()


NOTHING = Settled()


def parse(text: str) -> list[Override]:
    """Return the lines of an overrides file, those that say nothing sensible as `invalid` with the reason.

    Empty lines and lines that begin with `#` are no lines; columns may stand in any order, unknown ones are ignored.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return []
    reader = csv.DictReader(io.StringIO("\n".join(line for _, line in lines)))
    numbers = [n for n, _ in lines[1:]]
    return [
        _line(n, {k: (v or "").strip() for k, v in row.items() if k}) for n, row in zip(numbers, reader, strict=False)
    ]


def _line(number: int, row: Mapping[str, str]) -> Override:
    said = {name: row.get(name, "") for name in COLUMNS}
    reason = _fault(said)
    return Override(
        line=number,
        action=said["action"],
        kind=said["kind"],
        article_id=said["article"],
        surface=said["surface"],
        other_article_id=said["other_article"] or None,
        other_surface=said["other_surface"] or None,
        value=said["value"] or None,
        who=said["who"],
        decided_when=said["when"],
        why=said["why"],
        status=INVALID if reason else APPLIED,
        reason=reason,
        left_id=None,
        right_id=None,
    )


def _fault(said: Mapping[str, str]) -> str | None:
    """What is wrong with a line; None when nothing is."""
    if said["action"] not in ACTIONS:
        return f"action {said['action'] or '(empty)'}: one of {', '.join(ACTIONS)}"
    if said["kind"] not in KINDS:
        return f"kind {said['kind'] or '(empty)'}: one of {', '.join(KINDS)}"
    if said["kind"] == "event" and said["action"] not in {"merge", "split"}:
        return f"an event can be merged and split, not {said['action']}"
    missing = [name for name in ("article", "surface", *_NEEDS[said["action"]], "who", "when", "why") if not said[name]]
    if missing:
        return f"{', '.join(missing)} missing"
    if said["action"] == "pin" and _entry(said["kind"], said["value"]) is None:
        return f"the lexicon has no {said['kind']} {said['value']}"
    return None


def _entry(kind: str, key: str) -> str | None:
    """The lexicon id of an entry by its key, with or without its category (`nato`, `organisation:nato`)."""
    bare = key.partition(":")[2] or key
    return next((f"{category}:{bare}" for category in _ENTRIES.get(kind, ()) if bare in entries(category)), None)


def settle(
    lines: Sequence[Override], referents: Sequence[Referent], mentions: Sequence[Mention], events: Sequence[Event]
) -> Settled:
    """Return what the lines mean in this corpus. A surface that no mention of its article has is `unmatched`, one that
    several things of the article bear is `ambiguous`; neither is applied, nor lines that contradict each other."""
    found = _by_surface(referents, mentions, events)
    rows = [_found(line, found) if line.status == APPLIED else line for line in lines]
    rows = _without_contradictions(rows)
    done = [row for row in rows if row.status == APPLIED]
    pairs = {a: [(str(r.left_id), str(r.right_id)) for r in done if r.action == a] for a in ("merge", "split")}
    authors = {frozenset((str(r.left_id), str(r.right_id))): r.who for r in done if r.action in pairs}
    return Settled(
        merged=tuple(sorted(pairs["merge"])),
        parted=tuple(sorted(pairs["split"])),
        names={str(r.left_id): str(r.value) for r in done if r.action == "rename"},
        rejected=frozenset(str(r.left_id) for r in done if r.action == "reject"),
        pinned={str(r.left_id): str(_entry(r.kind, str(r.value))) for r in done if r.action == "pin"},
        authors=authors,
        rows=tuple(rows),
    )


def _by_surface(
    referents: Sequence[Referent], mentions: Sequence[Mention], events: Sequence[Event]
) -> dict[tuple[str, str, str], set[str]]:
    """(kind, article, folded surface) → what bears it there: a referent by its names, an event by title or words."""
    kinds = {r.referent_id: r.kind for r in referents}
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.referent_id in kinds and mention.form != "office":
            found[kinds[mention.referent_id], mention.article_id, fold(mention.surface)].add(mention.referent_id)
    for referent in referents:
        found[referent.kind, referent.article_id, fold(referent.name)].add(referent.referent_id)
    for event in events:
        found["event", event.article_id, fold(event.title)].add(event.article_event_id)
    return found


def _found(line: Override, found: Mapping[tuple[str, str, str], set[str]]) -> Override:
    """The line with the ids it means, or with why it means none."""
    ids: list[str] = []
    sides = [(line.article_id, line.surface)]
    if line.action in {"merge", "split"}:
        sides.append((str(line.other_article_id), str(line.other_surface)))
    for article, surface in sides:
        bearers = found.get((line.kind, article, fold(surface)), set())
        if len(bearers) != 1:
            status = AMBIGUOUS if bearers else UNMATCHED
            told = "several are" if bearers else "nothing is"
            return replace(line, status=status, reason=f"{told} called {surface} in {article}")
        ids += bearers
    if len(ids) == 2 and ids[0] == ids[1]:
        return replace(line, status=AMBIGUOUS, reason="both sides are one thing of one article")
    return replace(line, left_id=ids[0], right_id=ids[1] if len(ids) > 1 else None)


def _without_contradictions(rows: Sequence[Override]) -> list[Override]:
    """Take out lines that say that two are one and that they are not, or that give one thing two names or entries."""
    done = [row for row in rows if row.status == APPLIED]
    merged = Clusters({i for row in done for i in (row.left_id, row.right_id) if i})
    for row in done:
        if row.action == "merge":
            merged.join(str(row.left_id), str(row.right_id))
    group = {row.line: merged.members(str(row.left_id))[0] for row in done}
    bad = {r.line: f"line {_others(done, r)} says they are one" for r in done if _is_parted_within(r, merged)}
    for row in done:
        if row.action == "merge" and any(
            s.line in bad and merged.members(str(s.left_id)) is merged.members(str(row.left_id)) for s in done
        ):
            bad[row.line] = "another line says they are not one"
    for action in ("rename", "pin"):
        values: dict[str, set[str]] = defaultdict(set)
        for row in done:
            if row.action == action:
                values[group[row.line]].add(str(row.value))
        bad |= {
            r.line: f"another line has another {action}"
            for r in done
            if r.action == action and len(values[group[r.line]]) > 1
        }
    return [replace(row, status=CONTRADICTORY, reason=bad[row.line]) if row.line in bad else row for row in rows]


def _is_parted_within(row: Override, merged: Clusters) -> bool:
    return row.action == "split" and merged.members(str(row.left_id)) is merged.members(str(row.right_id))


def proposals(settled: Settled, key_of: Mapping[str, str]) -> list[Proposal]:
    """Return what people said of things that have a key, as proposals that no rule outweighs. A pair that meets under
    one key is one already."""
    said = [(pair, SAME) for pair in settled.merged] + [(pair, DIFFERENT) for pair in settled.parted]
    return [
        Proposal(key_of[a], key_of[b], verdict, 1.0, "overrides.csv", author=settled.authors[frozenset((a, b))])
        for (a, b), verdict in said
        if a in key_of and b in key_of and key_of[a] != key_of[b]
    ]


def _others(rows: Iterable[Override], split: Override) -> str:
    """The lines that join what `split` parts, as people count them."""
    ids = {split.left_id, split.right_id}
    return ", ".join(str(r.line) for r in rows if r.action == "merge" and {r.left_id, r.right_id} & ids) or "of others"
