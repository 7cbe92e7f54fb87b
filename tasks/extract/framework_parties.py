"""Whose framework it is, when its name does not say: the two states that the article says hold its sessions.

`la quatrième session de la commission, entre le Mali et le Niger`: with its parties the framework is the same in every
article and language (tasks/resolve/things.py).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tasks.records import Event, Participation, Referent

OF_TWO = frozenset({"joint_commission", "strategic_dialogue"})  # a working group is its framework's, whosever that is
STATED = 0.7  # confidence of a party that the sentence names; one that only the article's context gives has less


def with_parties(
    referents: Sequence[Referent], events: Sequence[Event], participations: Sequence[Participation]
) -> list[Referent]:
    """Return the referents, frameworks of two states without parties with those of their sessions: only where all of
    them that name states name the same two."""
    codes = {r.referent_id: r.country_code for r in referents if r.subkind == "country" and r.country_code}
    framework = {e.article_event_id: e.mechanism_id for e in events if e.event_type == "session" and e.mechanism_id}
    stated: dict[str, set[str]] = defaultdict(set)
    for part in participations:
        code = codes.get(part.referent_id)
        if part.part == "party" and code and part.confidence >= STATED:
            stated[part.article_event_id].add(code)
    held: dict[str, set[frozenset[str]]] = defaultdict(set)
    for event_id, states in stated.items():
        if event_id in framework:
            held[framework[event_id]].add(frozenset(states))
    return [_with(r, held.get(r.referent_id, set())) for r in referents]


def _with(referent: Referent, held: set[frozenset[str]]) -> Referent:
    own = referent.parties or referent.lexicon_id or referent.subkind not in OF_TWO
    pair = next(iter(held)) if len(held) == 1 else frozenset[str]()
    return referent if own or len(pair) != 2 else replace(referent, parties=tuple(sorted(pair)))
