"""Which organisations, mechanisms and places of the articles are one.

What the lexicon knows is one by its key, in every language. The rest is one by what it is: a ministry by state and
portfolio, a framework by kind, parties and subject, anything else by its name in one language, or by what
`written_alike.py` finds. A body whose state the page doesn't say (`le ministère de l'Intérieur`) is nobody else's: it
stays with its article.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tasks.lexicon import forms
from tasks.lexicon.loader import LANGUAGES
from tasks.records import Mention, Referent
from tasks.resolve.clusters import SAME, Clusters, Proposal
from tasks.resolve.overrides import NOTHING, Settled
from tasks.resolve.overrides import proposals as said_by_people
from tasks.resolve.written_alike import learned
from tasks.text import fold

AUTHOR = "rules:thing/1"
# What a framework of this kind is about anyway: one report says so, the next doesn't.
_OWN_SUBJECT = {"strategic_dialogue": frozenset({"security"})}


def resolve_things(
    referents: Sequence[Referent], settled: Settled = NOTHING, mentions: Iterable[Mention] = ()
) -> tuple[dict[str, list[str]], list[Proposal]]:
    """Return the clusters of referent ids by identity key (a lexicon id, or `<kind>|…` made of what the thing is).

    A composed key merges across names; each such merge is a proposal decided `same`. What people merge has the key of
    the lexicon's entry among them, else the smallest; what they part from others has a key of its own.
    """
    clusters: dict[str, list[Referent]] = defaultdict(list)
    ordered = sorted(referents, key=lambda r: r.referent_id)
    keys, alike = learned(ordered, mentions, {r.referent_id: identity_key(r) for r in ordered})
    keys = _as_people_say(keys, settled)
    for referent in ordered:
        clusters[keys[referent.referent_id]].append(referent)
    proposals = [p for key, members in clusters.items() if "|" in key for p in _spellings(key, members)]
    known = {frozenset((p.left, p.right)) for p in alike}
    proposals = [*alike, *(p for p in proposals if frozenset((p.left, p.right)) not in known)]
    proposals += said_by_people(settled, {name: name for name in keys})
    return {key: [r.referent_id for r in members] for key, members in sorted(clusters.items())}, proposals


def identity_key(referent: Referent) -> str:
    """Return what makes the referent the one it is: equal keys are one thing, in every article and language."""
    if referent.lexicon_id:
        return referent.lexicon_id
    name, country = fold(referent.name), referent.country_code or ""
    if referent.subkind == "ministry":
        portfolios = _portfolios(name)
        if country and portfolios:
            return "|".join(("ministry", country, *portfolios))
    if referent.kind == "mechanism" and len(referent.parties) >= 2:
        subject = set(_portfolios(name)) - _OWN_SUBJECT.get(referent.subkind or "", frozenset())
        return "|".join((referent.subkind or "", *sorted(referent.parties), *sorted(subject)))
    if referent.kind == "organisation" and not country and _is_generic(name):
        return "|".join((referent.kind, referent.article_id, name))
    return "|".join((referent.kind, country, name))


def _as_people_say(keys: dict[str, str], settled: Settled) -> dict[str, str]:
    """Return the identity keys as merges and then splits change them. What people merged with the right side of a split
    leaves with it."""
    merged = Clusters(keys)
    for left, right in settled.merged:
        if left in keys and right in keys:
            merged.join(left, right)
            mine, theirs = sorted((keys[left], keys[right]), key=lambda key: ("|" in key, key))
            keys = {referent: mine if key == theirs else key for referent, key in keys.items()}
    for left, right in settled.parted:
        if left in keys and keys[left] == keys.get(right):
            key = f"{keys[right]}|apart|{min(merged.members(right))}"
            keys |= dict.fromkeys(merged.members(right), key)
    return keys


def _spellings(key: str, members: Sequence[Referent]) -> list[Proposal]:
    """One proposal for every further way of writing a thing, against the first."""
    first: dict[str, Referent] = {}
    for referent in members:
        first.setdefault(fold(referent.name), referent)
    head, *others = first.values()
    told = f"one by what they are: {key.replace('|', ', ')}"
    return [
        Proposal(head.referent_id, other.referent_id, SAME, 0.9, f"{head.name} = {other.name}; {told}")
        for other in others
    ]


def _portfolios(name: str) -> tuple[str, ...]:
    """What a body minds, by portfolio.yml of any language; () when the name says none."""
    padded = f" {name} "
    return tuple(sorted({topic for form, topic in _portfolio_forms() if f" {form} " in padded}))


@lru_cache(maxsize=1)
def _portfolio_forms() -> tuple[tuple[str, str], ...]:
    return tuple((form, topic) for language in LANGUAGES for form, topic in forms("portfolio", language).items())


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return tuple(form for language in LANGUAGES for form in forms("organisation_head", language))


def _is_generic(name: str) -> bool:
    """Whether a name begins as any state's body does (`ministère …`, `وزارة …`): alone it names none of them."""
    return any(name == head or name.startswith(f"{head} ") for head in _heads())
