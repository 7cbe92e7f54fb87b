"""People's judgements: what overrides.csv says is one, is two, is called otherwise, is nothing, or is an entry.

A line names what it is about by a surface form in an article, never by a generated id, so that it outlives every
rebuild. `parse` reads the file, `settle` finds what each line means in the corpus; what a line no longer finds, or what
two lines say against each other, is reported and left undone.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.lexicon import entries
from tasks.records import Event, Mention, Override, Referent
from tasks.resolve.clusters import DIFFERENT, SAME, Clusters, Proposal
from tasks.text import fold

COLUMNS = tuple("action kind article surface other_article other_surface value who when why".split())
NEEDED = COLUMNS[:4]
ACTIONS = ("merge", "split", "rename", "reject", "pin")
KINDS = ("person", "organisation", "place", "mechanism", "event")
APPLIED, INVALID, UNMATCHED, AMBIGUOUS, CONTRADICTORY = "applied", "invalid", "unmatched", "ambiguous", "contradictory"
_WHEN = re.compile(r"\d{4}(-\d\d){0,2}")
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
    rejected: frozenset[str] = frozenset()
    pinned: Mapping[str, str] = field(default_factory=dict)  # referent → lexicon id
    told: Mapping[frozenset[str], tuple[str, str]] = field(default_factory=dict)  # merged or parted pair → (who, why)
    rows: tuple[Override, ...] = ()


NOTHING = Settled()


def parse(text: str) -> list[Override]:
    """Return the lines of an overrides file, those that say nothing sensible as `invalid` with the reason.

    Empty lines and lines that begin with `#` are no lines; columns may stand in any order, unknown ones are ignored.
    One judgement is one line: a quotation mark that a line leaves open spoils that line only.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return []
    head = [name.strip() for name in _fields(lines[0][1])]
    if missing := [name for name in NEEDED if name not in head]:
        reason = f"the first line names no column {', '.join(missing)}: it must be {','.join(COLUMNS)}"
        return [_line(n, {}, reason) for n, _ in lines]
    return [_read(n, head, line) for n, line in lines[1:]]


def _read(number: int, head: Sequence[str], line: str) -> Override:
    fields = _fields(line)
    row = {name: " ".join(field.split()) for name, field in zip(head, fields, strict=False)}
    if "\ufffd" in line:
        return _line(number, row, "not UTF-8: save the file as UTF-8")
    if not fields or len(fields) > len(head):
        return _line(number, row, "not a line of CSV" if not fields else "more fields than columns: quote the commas")
    return _line(number, row)


def _fields(line: str) -> list[str]:
    """The fields of a line, none when it is no line of CSV."""
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return []


def _line(number: int, row: Mapping[str, str], reason: str | None = None) -> Override:
    said = {name: row.get(name, "") for name in COLUMNS}
    reason = reason or _fault(said)
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
    if not _WHEN.fullmatch(said["when"]):
        return f"when {said['when']}: a date like 2024-05-01"
    if said["action"] == "pin" and _entry(said["kind"], said["value"]) is None:
        return f"the lexicon has no {said['kind']} {said['value']}"
    return None


def _entry(kind: str, key: str) -> str | None:
    """The lexicon id of an entry by its key, with or without its category (`nato`, `organisation:nato`)."""
    named, _, bare = key.rpartition(":")
    categories = [category for category in _ENTRIES.get(kind, ()) if named in {"", category}]
    return next((f"{category}:{bare}" for category in categories if bare in entries(category)), None)


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
    told = {frozenset((str(r.left_id), str(r.right_id))): (r.who, r.why) for r in done if r.action in pairs}
    return Settled(
        merged=tuple(sorted(pairs["merge"])),
        parted=tuple(sorted(pairs["split"])),
        rejected=frozenset(str(r.left_id) for r in done if r.action == "reject"),
        pinned={str(r.left_id): str(_entry(r.kind, str(r.value))) for r in done if r.action == "pin"},
        told=told,
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
            found[kinds[mention.referent_id], mention.article_id, _written(mention.surface)].add(mention.referent_id)
    for referent in referents:
        found[referent.kind, referent.article_id, _written(referent.name)].add(referent.referent_id)
    for event in events:
        found["event", event.article_id, _written(event.title)].add(event.article_event_id)
    return found


def _written(surface: str) -> str:
    """How a surface form is looked up: folded, white space single."""
    return " ".join(fold(surface).split())


def _found(line: Override, found: Mapping[tuple[str, str, str], set[str]]) -> Override:
    """The line with the ids it means, or with why it means none."""
    ids: list[str] = []
    sides = [(line.article_id, line.surface)]
    if line.action in {"merge", "split"}:
        sides.append((str(line.other_article_id), str(line.other_surface)))
    for article, surface in sides:
        bearers = found.get((line.kind, article, _written(surface)), set())
        if len(bearers) != 1:
            status = AMBIGUOUS if bearers else UNMATCHED
            told = "several are" if bearers else "nothing is"
            return replace(line, status=status, reason=f"{told} called {surface} in {article}")
        ids += bearers
    if len(ids) == 2 and ids[0] == ids[1]:
        return replace(line, status=AMBIGUOUS, reason="both sides are one thing of one article")
    return replace(line, left_id=ids[0], right_id=ids[1] if len(ids) > 1 else None)


def _without_contradictions(rows: Sequence[Override]) -> list[Override]:
    """Take out lines that say that two are one and that they are not, or that one thing is two entries."""
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
    bad |= _rivals([row for row in done if row.action == "pin"], lambda row: group[row.line])
    return [_undone(row, bad) for row in rows]


def without_rival_names(
    settled: Settled, entity_of: Mapping[str, str], language_of: Mapping[str, str]
) -> tuple[Mapping[str, Mapping[str, str]], tuple[Override, ...]]:
    """Return (entity → language → name, the lines) when it is known which referents are one: two names in one language
    for one thing are both left undone. `language_of` is by article."""
    lines = [row for row in settled.rows if row.status == APPLIED and row.action == "rename"]
    lines = [row for row in lines if str(row.left_id) in entity_of]
    bad = _rivals(lines, lambda row: f"{entity_of[str(row.left_id)]} {language_of[row.article_id]}")
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in lines:
        if row.line not in bad:
            names[entity_of[str(row.left_id)]][language_of[row.article_id]] = str(row.value)
    return names, tuple(_undone(row, bad) for row in settled.rows)


def _rivals(rows: Sequence[Override], about: Callable[[Override], str]) -> dict[int, str]:
    """The lines that say different things `about` one thing, with the reason."""
    values: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        values[about(row)].add(str(row.value))
    return {r.line: f"another line has another {r.action}" for r in rows if len(values[about(r)]) > 1}


def _undone(row: Override, bad: Mapping[int, str]) -> Override:
    return replace(row, status=CONTRADICTORY, reason=bad[row.line]) if row.line in bad else row


def _is_parted_within(row: Override, merged: Clusters) -> bool:
    return row.action == "split" and merged.members(str(row.left_id)) is merged.members(str(row.right_id))


def proposals(settled: Settled, key_of: Mapping[str, str]) -> list[Proposal]:
    """Return what people said of things that have a key, as proposals that no rule outweighs. A pair that meets under
    one key is one already."""
    said = [(pair, SAME) for pair in settled.merged] + [(pair, DIFFERENT) for pair in settled.parted]
    found = []
    for (a, b), verdict in said:
        if a in key_of and b in key_of and key_of[a] != key_of[b]:
            who, why = settled.told[frozenset((a, b))]
            found.append(Proposal(key_of[a], key_of[b], verdict, 1.0, f"overrides.csv: {why}", author=who))
    return found


def _others(rows: Iterable[Override], split: Override) -> str:
    """The lines that join what `split` parts, as people count them."""
    ids = {split.left_id, split.right_id}
    return ", ".join(str(r.line) for r in rows if r.action == "merge" and {r.left_id, r.right_id} & ids) or "of others"
