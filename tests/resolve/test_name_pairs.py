"""The labelled pairs of names: enough of them, of both kinds, and the table of docs is what the matcher does."""

from tests.resolve.name_pairs import CARD, card, is_joined, pairs

PLAIN = {"left_country": "DZ", "right_country": "DZ", "left_class": "minister", "right_class": "minister"}


def test_there_are_pairs_of_both_kinds_in_three_languages() -> None:
    known = pairs()
    assert len(known) >= 300
    assert {pair["verdict"] for pair in known} == {"same", "different"}
    for side in ("left", "right"):
        scripts = {any("\u0600" <= letter <= "\u06ff" for letter in pair[side]) for pair in known}
        assert scripts == {True, False}


def test_the_table_is_what_the_matcher_does() -> None:
    assert card(pairs()) == CARD.read_text(encoding="utf-8"), "run `make score`"


def test_a_pair_is_told_apart_by_one_letter_only_where_it_makes_another_name() -> None:
    assert is_joined({"left": "Rachid Belmokh", "right": "رشيد بلموخ", **PLAIN})
    assert not is_joined({"left": "Rachid Belmokh", "right": "رشيدة بلموخ", **PLAIN})
    assert not is_joined({"left": "حسن بلموخ", "right": "حسين بلموخ", **PLAIN})
    assert not is_joined({"left": "Abderrahim Belmokh", "right": "Abderrahman Belmokh", **PLAIN})
    assert not is_joined({"left": "K. Belmokh", "right": "Rachid Belmokh", **PLAIN})
    assert is_joined({"left": "R. Belmokh", "right": "Rachid Belmokh", **PLAIN})


def test_a_lineage_turned_round_is_somebody_else() -> None:
    assert is_joined({"left": "Ahmed Ould Bouna", "right": "أحمد ولد بونه", **PLAIN})
    assert not is_joined({"left": "Ahmed Ould Bouna", "right": "بونه ولد أحمد", **PLAIN})
    assert is_joined({"left": "Rachid Belmokh", "right": "Belmokh Rachid", **PLAIN})
