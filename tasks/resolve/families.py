"""Near-duplicate families: one text that several outlets print is one source, however many pages carry it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.records import Family, Page
from tasks.resolve.clusters import Clusters, pairs_in, short_id
from tasks.resolve.identities import keep_ids

SAME_TEXT = 0.5  # share of equal MinHash positions: a syndicated copy with a new lead and one paragraph cut stays above
BANDS, ROWS = 32, 4  # of 128 positions: two pages at 0.5 meet in some band with probability 0.87, at 0.7 nearly always


def find_families(
    pages: Sequence[Page], content_sha256: Mapping[str, str], known: Sequence[Family] = ()
) -> list[Family]:
    """Return one row for every page: its family and whether it is the head, by article id.

    The head is the earliest by publication (unknown last), then by article id; of byte-identical copies only the first
    can be it. A family keeps the id that most of its pages had in `known`. Pages too short for a signature are families
    of their own, unless their bytes are the same.
    """
    clusters = Clusters(page.article_id for page in pages)
    signatures = {page.article_id: page.minhash for page in pages if page.minhash}
    for left, right in _candidates(signatures):
        if _alike(signatures[left], signatures[right]) >= SAME_TEXT:
            clusters.join(left, right)
    for copies in _copies(pages, content_sha256):
        for copy in copies[1:]:
            clusters.join(copies[0], copy)
    published = {page.article_id: page.published_edtf or "9999" for page in pages}
    heads = {min(members, key=lambda article: (published[article], article)): members for members in clusters.groups()}
    proposed = {short_id("family", head): members for head, members in heads.items()}
    ids = keep_ids(proposed, {family.article_id: family.family_id for family in known})
    rows = [
        Family(article, ids[short_id("family", head)], article == head)
        for head, members in heads.items()
        for article in members
    ]
    return sorted(rows, key=lambda row: row.article_id)


def _candidates(signatures: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """Pairs that agree in at least one band."""
    buckets: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for article, signature in sorted(signatures.items()):
        for band in range(BANDS):
            buckets[band, *signature[band * ROWS : (band + 1) * ROWS]].append(article)
    return sorted({pair for articles in buckets.values() for pair in pairs_in(articles)})


def _alike(a: Sequence[int], b: Sequence[int]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def _copies(pages: Sequence[Page], content_sha256: Mapping[str, str]) -> list[list[str]]:
    same: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if digest := content_sha256.get(page.article_id):
            same[digest].append(page.article_id)
    return [sorted(copies) for copies in same.values() if len(copies) > 1]
