"""Given names: a spelling is of one name only, and every name is met in each script that it is written in."""

from collections import defaultdict

from tasks.lexicon import entries
from tasks.resolve.names import compare, name_parts


def test_a_spelling_stands_in_one_entry() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for entry, spellings in entries("given_names").items():
        for spelling in spellings:
            (part,) = name_parts(f"{spelling}")[:1]
            found[part.text].add(entry)
    assert {text: names for text, names in found.items() if len(names) > 1} == {}


def test_every_spelling_is_its_entry_wherever_it_stands_in_a_name() -> None:
    for entry, spellings in entries("given_names").items():
        for spelling in spellings:
            parts = name_parts(f"{spelling} Zzyzx")
            assert parts[0].name == entry, spelling


def test_two_spellings_of_one_entry_are_one_name_and_of_two_are_two() -> None:
    assert compare("Hocine Zerdaoui", "Hussein Zerdaoui").left == ()
    assert compare("Hocine Zerdaoui", "حسن زرداوي").left != ()
