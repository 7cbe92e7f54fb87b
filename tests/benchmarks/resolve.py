"""How the cost of resolve grows with the warehouse: `python -m tests.benchmarks.resolve`, or `make bench`.

Prints, for warehouses of made-up articles of several sizes, the seconds that one new article takes, and each as a
multiple of the smallest: a ratio within one run, for machines are noisy.
"""

import random
import time
from collections.abc import Sequence

from tasks import records as r
from tasks.resolve.corpus import Corpus, KnownIdentities, resolve
from tests.resolve.rows import event, page, part, place, referent, role

SIZES = (100, 1000, 10_000)
GIVEN = "Salma Yacine Oumar Idriss Hawa Peter Nadia Tahar Moussa Amadou Leila Karim Fatou Andrew Helene Sofiane".split()
SOUNDS = "ba da ka lo mi nu ra sa ti vo za ben dar kel lam mor".split()
TOWNS = ("city:tunis", "TN"), ("city:rabat", "MA"), ("city:dakar", "SN"), ("city:tipaza", "DZ")
CLASSES = ("minister", "ambassador", "military_officer", "other")


def articles(count: int, seed: int = 1) -> Corpus:
    """Return a corpus of `count` articles: in each four people of some 2 × `count`, a town, a body and two events."""
    rng = random.Random(seed)
    people = [_name(rng) for _ in range(2 * count)]
    pages: list[r.Page] = []
    referents: list[r.Referent] = []
    roles: list[r.Role] = []
    events: list[r.Event] = []
    parts: list[r.Participation] = []
    for number in range(count):
        article = f"a{number:05}"
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        signature = tuple(rng.randrange(2**31) for _ in range(128))
        pages.append(page(article, ("fr", "ar", "en")[number % 3], day, minhash=signature))
        town, country = TOWNS[number % len(TOWNS)]
        here = place(article, town, country)
        who = [referent(article, "person", name, country_code=country) for name in rng.sample(people, 4)]
        body = referent(article, "organisation", f"Agence {_name(rng)}", country_code=country)
        referents += [here, body, *who]
        roles += [role(article, person, rng.choice(CLASSES)) for person in who]
        talks = event(article, "talks", "meeting", place_id=here.referent_id, country_code=country, date_edtf=day)
        visit = event(article, "visit", "visit", place_id=here.referent_id, country_code=country, date_edtf=day)
        events += [talks, visit]
        parts += [part(talks, who[0]), part(talks, who[1]), part(talks, body), part(visit, who[2])]
    return Corpus(
        pages=pages,
        referents=referents,
        roles=roles,
        events=events,
        participations=parts,
        content_sha256={p.article_id: p.article_id for p in pages},
    )


def _name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {''.join(rng.choices(SOUNDS, k=3)).title()}"


def seconds_for_one_more(count: int) -> float:
    """Return how long resolve takes when one article comes to a warehouse of `count`."""
    corpus = articles(count + 1)
    last = corpus.pages[-1].article_id
    before = _without(corpus, last)
    done = resolve(before, KnownIdentities())
    known = KnownIdentities(**{name: getattr(done, name) for name in KnownIdentities.__slots__})
    start = time.perf_counter()
    resolve(corpus, known)
    return time.perf_counter() - start


def _without(corpus: Corpus, article: str) -> Corpus:
    def rest(rows: Sequence[object]) -> list[object]:
        return [row for row in rows if getattr(row, "article_id", None) != article]

    return Corpus(
        pages=rest(corpus.pages),  # type: ignore[arg-type]
        referents=rest(corpus.referents),  # type: ignore[arg-type]
        roles=rest(corpus.roles),  # type: ignore[arg-type]
        events=rest(corpus.events),  # type: ignore[arg-type]
        participations=rest(corpus.participations),  # type: ignore[arg-type]
        content_sha256={a: sha for a, sha in corpus.content_sha256.items() if a != article},
    )


def main() -> None:
    base = None
    for count in SIZES:
        seconds = seconds_for_one_more(count)
        base = base or seconds
        print(f"{count:>6} articles: {seconds:8.3f} s, {seconds / base:6.1f} times the smallest")


if __name__ == "__main__":
    main()
