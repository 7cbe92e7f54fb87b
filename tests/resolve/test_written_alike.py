"""Bodies that are one though they are written otherwise, and those that only look so."""

from typing import Any

import pytest

from tasks.records import Mention, Referent
from tasks.resolve.things import resolve_things
from tests.resolve.rows import mention, referent

FULL = "Conseil supérieur des frontières"


def body(article: str, name: str, **more: Any) -> Referent:
    return referent(article, "organisation", name, **more)


def clusters(*referents: Referent, mentions: tuple[Mention, ...] = ()) -> int:
    return len(resolve_things(referents, mentions=mentions)[0])


def test_an_acronym_is_what_another_article_spells_out() -> None:
    full, short = body("a", FULL, country_code="DZ"), body("b", "CSFX")
    spelt = (mention(full, FULL, "full"), mention(full, "CSFX", "acronym"))
    assert clusters(full, short) == 2  # nobody says so
    assert clusters(full, short, mentions=spelt) == 1
    _, decided = resolve_things((full, short), mentions=spelt)
    assert [p.evidence for p in decided] == [f"CSFX = {FULL}; spelt out in a"]


def test_an_acronym_of_two_bodies_or_of_another_state_is_nobodys() -> None:
    full, other = body("a", FULL, country_code="DZ"), body("c", "Centre sahélien de formation", country_code="ML")
    short = body("b", "CSFX")
    spelt = (mention(full, "CSFX", "acronym"), mention(other, "CSFX", "acronym"))
    assert clusters(full, other, short, mentions=spelt) == 3
    abroad = body("b", "CSFX", country_code="NE")
    assert clusters(full, abroad, mentions=spelt[:1]) == 2


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        ("Direction générale de la sûreté nationale", "Direction générale de la sureté nationales", 1),
        ("Agence nationale des routes du sud", "Agence nationale des routes du nord", 2),
        ("Commission nationale des hommes", "Commission nationale des femmes", 2),
        ("Institut royal", "Instituts royal", 2),  # too short to tell
    ],
)
def test_names_that_differ_in_a_letter_are_one_in_one_state(left: str, right: str, count: int) -> None:
    assert clusters(body("a", left, country_code="DZ"), body("b", right, country_code="DZ")) == count
    assert clusters(body("a", left, country_code="DZ"), body("b", right, country_code="MA")) == 2
