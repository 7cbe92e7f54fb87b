"""Near-copies are a family: all that are alike, whichever is named first, under an id that stays."""

from tasks.clean.signature import signature
from tasks.resolve.families import find_families
from tests.resolve.rows import page

TEXT = " ".join(f"mot{n}" for n in range(120))
CUT = " ".join(TEXT.split()[:100])
OTHER = " ".join(f"autre{n}" for n in range(120))


def test_a_near_copy_is_in_the_family_and_the_earliest_heads_it() -> None:
    pages = [
        page("a", published="2021-01-02", minhash=signature(CUT)),
        page("b", published="2021-01-01", minhash=signature(TEXT)),
        page("c", published="2021-01-01", minhash=signature(OTHER)),
    ]
    rows = find_families(pages, {})
    assert [(r.article_id, r.is_family_head) for r in rows] == [("a", False), ("b", True), ("c", True)]
    assert rows[0].family_id == rows[1].family_id != rows[2].family_id


def test_an_earlier_copy_that_comes_later_takes_the_head_and_keeps_the_id() -> None:
    first = find_families([page("b", published="2021-01-02", minhash=signature(TEXT))], {})
    pages = [
        page("a", published="2021-01-01", minhash=signature(TEXT)),
        page("b", published="2021-01-02", minhash=signature(TEXT)),
    ]
    rows = find_families(pages, {}, first)
    assert [r.is_family_head for r in rows] == [True, False]
    assert {r.family_id for r in rows} == {first[0].family_id}


def test_pages_without_a_signature_are_families_of_their_own() -> None:
    assert len({r.family_id for r in find_families([page("a"), page("b")], {})}) == 2
