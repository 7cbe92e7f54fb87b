"""Who is one person, who is not, and what is left unsure."""

from collections.abc import Sequence

from tasks.records import Referent
from tasks.resolve.persons import resolve_persons
from tests.resolve.rows import referent, role


def names(clusters: Sequence[Sequence[str]]) -> list[list[str]]:
    return sorted(sorted(r.partition(":")[2] for r in cluster) for cluster in clusters)


def minister(article: str, name: str, country: str | None) -> tuple[Referent, object]:
    person = referent(article, "person", name, country_code=country)
    return person, role(article, person, "minister")


def test_one_person_in_two_scripts_and_spellings() -> None:
    people = [
        referent("a", "person", "Salem El Tarhouni", country_code="LY"),
        referent("b", "person", "سالم الترهوني", country_code="LY"),
        referent("c", "person", "Salem al-Tarhuni"),
    ]
    clusters, decided = resolve_persons(people, [])
    assert len(clusters) == 1
    assert {p.verdict for p in decided} == {"same"}
    assert all("سالم" in p.evidence or "salem" in p.evidence for p in decided)


def test_two_of_one_family_name_stay_two() -> None:
    people = [referent("a", "person", "Issa Coulibaly"), referent("a", "person", "Célestin Coulibaly")]
    clusters, decided = resolve_persons(people, [])
    assert len(clusters) == 2
    assert [p.verdict for p in decided] == ["different"]


def test_one_full_name_that_serves_two_states_is_unsure() -> None:
    people = [
        referent("a", "person", "Rachid Bouafia", country_code="DZ"),
        referent("b", "person", "رشيد بوعافية", country_code="NE"),
    ]
    clusters, decided = resolve_persons(people, [])
    assert len(clusters) == 2
    assert [p.verdict for p in decided] == ["unsure"]


def test_a_name_without_a_state_does_not_join_two_states() -> None:
    people = [
        referent("a", "person", "Rachid Bouafia", country_code="DZ"),
        referent("b", "person", "Rachid Bouafia", country_code="NE"),
        referent("c", "person", "رشيد بوعافية"),
    ]
    assert len(resolve_persons(people, [])[0]) == 2


def test_given_names_only_need_an_office_in_common() -> None:
    people = [referent("a", "person", "Mohamed Ali"), referent("b", "person", "محمد علي")]
    assert len(resolve_persons(people, [])[0]) == 2
    (one, office), (other, same_office) = minister("a", "Mohamed Ali", "TN"), minister("b", "محمد علي", "TN")
    assert len(resolve_persons([one, other], [office, same_office])[0]) == 1  # type: ignore[list-item]


def test_a_lone_family_name_joins_its_only_bearer_of_that_state_and_office() -> None:
    (full, office), (lone, same_office) = minister("a", "Anouar Mansouri", "TN"), minister("b", "Mansouri", "TN")
    assert len(resolve_persons([full, lone], [office, same_office])[0]) == 1  # type: ignore[list-item]


def test_a_lone_family_name_joins_nobody_when_two_bear_it_or_the_state_differs() -> None:
    (full, office), (lone, same_office) = minister("a", "Anouar Mansouri", "TN"), minister("b", "Mansouri", "TN")
    (rival, third_office), (abroad, fourth) = minister("c", "Fethi Mansouri", "TN"), minister("d", "Mansouri", "LY")
    clusters, decided = resolve_persons(
        [full, lone, rival, abroad],
        [office, same_office, third_office, fourth],  # type: ignore[list-item]
    )
    assert len(clusters) == 4
    assert {p.verdict for p in decided} == {"unsure"}


def test_a_shared_token_is_never_enough() -> None:
    people = [
        referent("a", "person", "محمد المنصوري"),
        referent("b", "person", "محمد"),
        referent("c", "person", "Mohamed"),
    ]
    assert len(resolve_persons(people, [])[0]) == 3


def test_the_order_of_rows_makes_no_difference() -> None:
    people = [
        referent("a", "person", "Salem El Tarhouni", country_code="LY"),
        referent("b", "person", "سالم الترهوني"),
        referent("c", "person", "Salem al-Tarhuni", country_code="TN"),
        referent("d", "person", "Issa Coulibaly"),
    ]
    forward, backward = resolve_persons(people, []), resolve_persons(people[::-1], [])
    assert names(forward[0]) == names(backward[0])
    assert forward[1] == backward[1]


def test_two_of_one_common_name_whose_state_nobody_says_stay_two() -> None:
    people = [referent("a", "person", "Mohamed Ali"), referent("b", "person", "Mohamed Ali")]
    clusters, decided = resolve_persons(people, [])
    assert len(clusters) == 2
    assert [p.verdict for p in decided] == ["unsure"]
