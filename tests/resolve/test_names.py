"""Names across scripts: pairs that are one name, and pairs that share a part and are not."""

import pytest

from tasks.resolve.names import PART_ALIKE, blocking_keys, compare, name_parts, part_similarity

ONE = [
    ("Abdelkader Mansouri", "عبد القادر منصوري"),
    ("Abd El Kader Mansouri", "Abdelkader Mansouri"),
    ("Alina Kowalski", "ألينا كوفالسكي"),
    ("Saïd Chengrani", "السعيد شنقراني"),
    ("Salah-Eddine Haddad", "صلاح الدين حداد"),
    ("Sidi Ould Chbih", "سيدي ولد اشبيه"),
    ("Julián Ortega", "خوليان أورتيغا"),
    ("Nacer Bentahar", "ناصر بن طاهر"),
    ("Brahim Tazi", "إبراهيم التازي"),
    ("Salem El Tarhouni", "Salem al-Tarhuni"),
    ("Andrew M. Roeller", "Andrew Roller"),
    ("Lalla Nouzha Alaoui", "نزهة العلوي"),
    ("Mohamed Lemine Ould Abeid", "محمد الأمين ولد اعبيد"),
    ("Karin Lindqvist", "كارين ليندكفيست"),
]
TWO = [
    ("Issa Coulibaly", "Célestin Coulibaly"),
    ("محمد بن علي", "عبد الله بن علي"),
    ("Ali Hamdi", "Ali Houmad"),
    ("أنور الزين", "نوري الترهوني"),
    ("Mohamed Mansouri", "محمد حداد"),
    ("Fethi Ben Hamida", "أنور بن حميدة"),
]


@pytest.mark.parametrize(("left", "right"), ONE)
def test_one_name_leaves_nothing_over_on_the_shorter_side(left: str, right: str) -> None:
    names = compare(left, right)
    assert len(names.matched) >= 2
    assert not (names.left and names.right)
    assert blocking_keys(left) & blocking_keys(right), "they would never meet"


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_names_that_share_a_part_leave_something_over_on_both_sides(left: str, right: str) -> None:
    names = compare(left, right)
    assert len(names.matched) < 2
    assert names.left and names.right


@pytest.mark.parametrize(("left", "right"), ONE + TWO)
def test_the_order_of_comparing_makes_no_difference(left: str, right: str) -> None:
    there, back = compare(left, right), compare(right, left)
    assert sorted((a.text, b.text) for a, b in there.matched) == sorted((b.text, a.text) for a, b in back.matched)


def test_particles_join_the_part_behind_them_and_initials_are_none() -> None:
    assert [p.text for p in name_parts("Andrew M. Ben Salem")] == ["andrew", "ben salem"]
    assert [p.text for p in name_parts("عبد الرحمن ولد اعل")] == ["عبد الرحمن", "ولد اعل"]
    assert name_parts("…") == ()


def test_a_shared_sound_of_two_consonants_is_not_enough_within_a_script() -> None:
    anouar, nouri = name_parts("أنور")[0], name_parts("نوري")[0]
    assert part_similarity(anouar, nouri) < PART_ALIKE
