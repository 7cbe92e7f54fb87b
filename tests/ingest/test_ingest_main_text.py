"""Lines of trafilatura found again in our own text of the page."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.main_text import main_marks

ONE = "Première phrase de l'article, assez longue."
TWO = "Deuxième phrase de l'article, assez longue aussi."


def found(text: str, *kept: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in main_marks(text, kept)]


def test_blanks_signs_and_normal_forms_dont_matter() -> None:
    unbroken = ONE.replace(" ", "\xa0")
    assert found(f"Menu\n\n  {unbroken}  \nPied", "- " + ONE.replace(" ", "  ")) == [unbroken]
    assert found("re\u0301union a\u0300 Bamako hier", "réunion à Bamako hier") == ["re\u0301union a\u0300 Bamako hier"]
    assert found("قرأ الوزيرُ البيانَ أمام الصحافيين", "قرأ الوزير البيان أمام الصحافيين") == [
        "قرأ الوزيرُ البيانَ أمام الصحافيين"
    ]


def test_joined_and_split_lines() -> None:
    assert found(f"{ONE}\n{TWO}\nPied de page", f"{ONE} {TWO}") == [ONE, TWO]
    assert found(f"Menu\n{ONE} {TWO}", ONE, TWO) == [f"{ONE} {TWO}"]


def test_a_part_dropped_from_the_middle_does_no_harm() -> None:
    assert found(f"{ONE} (lire aussi) {TWO}\nPied", f"{ONE} {TWO}") == [f"{ONE} (lire aussi) {TWO}"]


def test_the_title_is_the_one_next_to_the_story() -> None:
    text = f"Titre\nTitre\n{ONE}\n{TWO}\nTitre"
    assert main_marks(text, ["Titre", ONE, TWO])[0].start == 6


def test_what_isnt_there_gives_nothing() -> None:
    assert found(f"Menu\n{ONE}", "Tout autre chose, qui n'est nulle part sur la page.") == []
    assert found("", ONE) == found(ONE) == found(ONE, "", "  ", "—") == []


LINES = st.lists(st.text(alphabet="abé بم\xa0.", max_size=30), max_size=12)


@given(LINES, st.sets(st.integers(0, 11)))
def test_lines_kept_as_they_are_are_always_found(lines: list[str], kept: set[int]) -> None:
    unique = [f"ligne numéro {number} du texte {line}" for number, line in enumerate(lines)]
    chosen = [line for number, line in enumerate(unique) if number in kept]
    assert found("\n".join(unique), *chosen) == [line.strip() for line in chosen]


@given(LINES, LINES)
def test_marks_never_leave_their_line(lines: list[str], kept: list[str]) -> None:
    text = "\n".join(lines)
    for mark in main_marks(text, kept):
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end] != ""
        assert "\n" not in text[mark.start : mark.end]
