"""Give every cluster an id that survives: the one it had, else one made of what it is."""

from collections import Counter
from collections.abc import Mapping, Sequence


def keep_ids(clusters: Mapping[str, Sequence[str]], known: Mapping[str, str]) -> dict[str, str]:
    """Return proposed id → id to use, for clusters given as proposed id → members.

    `known` says which id each member had. A cluster keeps the id most of its members had; an id that two clusters claim
    goes to the larger claim, then to the smaller proposed id, so that nothing depends on any order. Ids are
    `<kind>:<name>`, and one is kept within its kind only.
    """
    claims: list[tuple[int, str, str]] = []
    for proposed, members in clusters.items():
        votes = Counter(known[member] for member in members if member in known)
        claims += [(-count, proposed, old) for old, count in votes.items() if _kind(old) == _kind(proposed)]
    kept: dict[str, str] = {}
    taken: set[str] = set()
    for _, proposed, old in sorted(claims):
        if proposed not in kept and old not in taken:
            kept[proposed] = old
            taken.add(old)
    for proposed in sorted(clusters):
        if proposed not in kept:
            kept[proposed] = _free(proposed, taken)
            taken.add(kept[proposed])
    return kept


def _kind(identity: str) -> str:
    return identity.partition(":")[0]


def _free(proposed: str, taken: set[str]) -> str:
    """Return the id, numbered when another cluster has kept it: a person split in two had it made of the same page."""
    if proposed not in taken:
        return proposed
    return next(name for n in range(2, len(taken) + 3) if (name := f"{proposed}-{n}") not in taken)
