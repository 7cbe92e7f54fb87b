"""Put things that are one into one cluster, best evidence first, and never across what must stay apart."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tasks.records import Judgement

Item = TypeVar("Item")
CROWD = 200  # under one key; in a larger crowd the key says little
NEIGHBOURS = 20
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a matcher says of two things: `score` 0–1, `evidence` a line for people; `author`: the person who says it,
    whom no rule outweighs."""

    left: str
    right: str
    verdict: str
    score: float
    evidence: str
    author: str | None = None


def pairs_in(block: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Yield the pairs to compare of what meets under one key, in order: all of them, or in a crowd each with its
    neighbours, so that one more never undoes what many have joined."""
    reach = len(block) if len(block) <= CROWD else NEIGHBOURS
    for n, item in enumerate(block):
        for other in block[n + 1 : n + 1 + reach]:
            yield item, other


class Clusters:
    """Disjoint sets of ids. Groups come out in the order of their smallest member, whatever the order of joining."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._of = {name: [name] for name in ids}

    def members(self, name: str) -> list[str]:
        """Return the set that `name` is in, itself included; not to be changed by the caller."""
        return self._of[name]

    def join(self, left: str, right: str) -> None:
        """Make one set of the two that these are in."""
        mine, theirs = self._of[left], self._of[right]
        if mine is theirs:
            return
        if len(mine) < len(theirs):
            mine, theirs = theirs, mine
        mine += theirs
        for name in theirs:
            self._of[name] = mine

    def groups(self) -> list[list[str]]:
        """Return the sets, each sorted, by their smallest member."""
        unique = {id(members): members for members in self._of.values()}
        return sorted(sorted(members) for members in unique.values())


def cluster(
    ids: Iterable[str],
    proposals: Sequence[Proposal],
    apart: Callable[[Sequence[str], Sequence[str]], bool],
) -> tuple[list[list[str]], list[Proposal]]:
    """Return the clusters, and the proposals as they were decided.

    People's proposals come first. `same` proposals are taken by score, the best first; one that would join two clusters
    in which some pair is `different`, or which `apart` keeps apart, is decided `unsure` instead. The result doesn't
    depend on any order.
    """
    clusters = Clusters(ids)
    enemies = {frozenset((p.left, p.right)) for p in proposals if p.verdict == DIFFERENT}
    decided = []
    for proposal in sorted(proposals, key=lambda p: (p.author is None, -p.score, p.left, p.right)):
        if proposal.verdict == SAME:
            mine, theirs = clusters.members(proposal.left), clusters.members(proposal.right)
            ruled = proposal.author is None and mine is not theirs
            if ruled and (_hostile(mine, theirs, enemies) or apart(mine, theirs)):
                told = f"{proposal.evidence}; kept apart by what else is known of them"
                proposal = Proposal(proposal.left, proposal.right, UNSURE, proposal.score, told)
            else:
                clusters.join(proposal.left, proposal.right)
        decided.append(proposal)
    return clusters.groups(), decided


def judgements(kind: str, author: str, decided: Iterable[Proposal]) -> list[Judgement]:
    """Return the proposals as rows of the judgement table, by id; of a pair that people judged, theirs alone."""
    decided = list(decided)
    said = {frozenset((p.left, p.right)) for p in decided if p.author}
    rows = {
        short_id("judgement", kind, p.left, p.right): Judgement(
            judgement_id=short_id("judgement", kind, p.left, p.right),
            kind=kind,
            left_id=p.left,
            right_id=p.right,
            verdict=p.verdict,
            score=round(p.score, 3),
            evidence=p.evidence,
            author=p.author or author,
        )
        for p in decided
        if p.author or frozenset((p.left, p.right)) not in said
    }
    return [rows[judgement_id] for judgement_id in sorted(rows)]


def short_id(kind: str, *key: str) -> str:
    """Return `<kind>:<12 hex digits>` of a key: the same key, the same id, in every run."""
    digest = hashlib.sha256("\0".join((kind, *key)).encode()).hexdigest()
    return f"{kind}:{digest[:12]}"


def _hostile(mine: Sequence[str], theirs: Sequence[str], enemies: set[frozenset[str]]) -> bool:
    return bool(enemies) and any(frozenset((a, b)) in enemies for a in mine for b in theirs)
