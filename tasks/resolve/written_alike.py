"""Bodies and frameworks that are one though they are written otherwise: by an acronym that some article spells out, or
by words that differ in a letter. Only within one kind, and within one state where the pages say which.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from tasks.extract.complements import closed_class
from tasks.lexicon.loader import LANGUAGES
from tasks.records import Mention, Referent
from tasks.resolve.clusters import SAME, Clusters, Proposal, pairs_in
from tasks.text import fold

KINDS = frozenset({"organisation", "mechanism"})
SHORTEST = 3  # letters of an acronym; two are many things
LONG_WORD = 5  # letters from which a word may differ in one
FEWEST_WORDS = 3  # a name of two words that differ in a letter may be two


Worded = tuple[Referent, list[str]]


def learned(
    referents: Sequence[Referent], mentions: Iterable[Mention], keys: Mapping[str, str]
) -> tuple[dict[str, str], list[Proposal]]:
    """Return the identity keys (by referent_id) with those of one thing made one, and what was decided and why.

    An acronym that stands for two things in the corpus, or in states that differ, is nobody's.
    """
    told = [*_by_acronym(referents, mentions, keys), *_by_letters(referents, keys)]
    alike = Clusters(set(keys.values()))
    for proposal in told:
        alike.join(keys[proposal.left], keys[proposal.right])
    chosen = {key: min(group, key=lambda k: ("|" in k, k)) for group in alike.groups() for key in group}
    return {referent: chosen[key] for referent, key in keys.items()}, told


def _by_acronym(
    referents: Sequence[Referent], mentions: Iterable[Mention], keys: Mapping[str, str]
) -> Iterator[Proposal]:
    """A body that its article only calls by an acronym is the one that other articles spell out beside it."""
    by_id = {r.referent_id: r for r in referents if r.kind in KINDS}
    spelt: dict[tuple[str, str], dict[str, Referent]] = defaultdict(dict)
    for mention in sorted((m for m in mentions if m.form == "acronym"), key=lambda m: m.mention_id):
        referent = by_id.get(mention.referent_id)
        if referent and fold(referent.name) != fold(mention.surface):
            spelt[referent.kind, fold(mention.surface)].setdefault(keys[referent.referent_id], referent)
    for referent in by_id.values():
        known = spelt.get((referent.kind, fold(referent.name)), {})
        if referent.lexicon_id or not referent.name.isupper() or len(referent.name) < SHORTEST or len(known) != 1:
            continue
        full = next(iter(known.values()))
        if _may_be_one(referent, full) and keys[referent.referent_id] != keys[full.referent_id]:
            told = f"{referent.name} = {full.name}; spelt out in {full.article_id}"
            yield Proposal(full.referent_id, referent.referent_id, SAME, 0.85, told)


def _by_letters(referents: Sequence[Referent], keys: Mapping[str, str]) -> Iterator[Proposal]:
    """Two names of one kind and state whose words are the same but for a letter (`sûreté`, `sureté`)."""
    first: dict[str, Referent] = {}
    for referent in referents:
        if referent.kind == "organisation" and not referent.lexicon_id and referent.country_code:
            first.setdefault(keys[referent.referent_id], referent)
    blocks: dict[tuple[str | None, ...], list[Worded]] = defaultdict(list)
    for referent in first.values():
        words = _words(referent.name)
        if len(words) >= FEWEST_WORDS:
            met_by = (referent.subkind, referent.country_code, str(len(words)), words[0][:3])
            blocks[met_by].append((referent, words))
    for block in blocks.values():
        for (a, mine), (b, theirs) in pairs_in(block):
            if all(_is_one_word(x, y) for x, y in zip(mine, theirs, strict=True)):
                told = f"{a.name} = {b.name}; the same but for a letter"
                yield Proposal(a.referent_id, b.referent_id, SAME, 0.85, told)


def _may_be_one(a: Referent, b: Referent) -> bool:
    return not (a.country_code and b.country_code and a.country_code != b.country_code)


def _words(name: str) -> list[str]:
    """The words of a name in order, without articles and prepositions."""
    return [word for word in fold(name).split() if word not in _small() and any(c.isalpha() for c in word)]


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset().union(*(closed_class(c, x) for c in ("links", "determiners") for x in LANGUAGES))


def _is_one_word(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= LONG_WORD and a[0] == b[0] and Levenshtein.distance(a, b) <= 1
