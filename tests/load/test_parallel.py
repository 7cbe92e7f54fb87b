"""Which quotations are the same words: letter by letter in one language, by what they name between two."""

from pathlib import Path

import duckdb
import pytest

from tasks.load.connection import connect
from tasks.settings import ROOT

PARALLEL = (ROOT / "warehouse" / "load" / "resolved" / "parallel.sql").read_text(encoding="utf-8")


def groups(db: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    db.execute(PARALLEL)
    return db.execute("select quote_id, parallel_id from core.quote_parallel order by all").fetchall()


def anchor(db: duckdb.DuckDBPyConnection, *topics: str) -> None:
    """Put topics inside both quotations."""
    for topic in topics:
        db.execute(
            "insert into core.topic by name select ? || quote_id as topic_id, ? as topic, article_id, sentence_id, "
            "surface, raw_start, raw_end, method, rule, confidence from core.quote",
            [topic, topic],
        )


def test_two_languages_are_one_by_what_their_words_name(shadow: Path) -> None:
    with connect(shadow) as db:
        assert groups(db) == []  # they name nothing
        anchor(db, "terrorism")
        assert groups(db) == []  # one thing in common is too little
        anchor(db, "border_security")
        assert groups(db) == [("tipaza-ar/q0", "tipaza-ar/q0"), ("tipaza-fr/q0", "tipaza-ar/q0")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nous voulons une entente durable", True),
        ("« Nous voulons, une entente durable. »", True),
        ("Nous voulions une entente durable", True),
        ("Nous voulons une entente durable, et vite", True),
        ("Personne ne veut de cette affaire ici", False),
    ],
)
def test_one_language_is_one_by_its_letters(shadow: Path, words: str, found: bool) -> None:
    with connect(shadow) as db:
        db.execute("update core.page set language = 'fr'")
        db.execute("update core.quote set text = ? where article_id = 'tipaza-ar'", [words])
        assert bool(groups(db)) == found


def test_words_of_two_speakers_are_two_unless_they_are_the_very_same(shadow: Path) -> None:
    with connect(shadow) as db:
        db.execute("update core.page set language = 'fr'")
        db.execute("update core.quote set speaker_id = article_id || '/x1' where article_id = 'tipaza-ar'")
        db.execute("update core.quote set text = 'Nous voulions une entente durable' where article_id = 'tipaza-ar'")
        assert groups(db) == []
        db.execute("update core.quote set text = 'Nous voulons une entente durable'")
        assert len(groups(db)) == 2


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Nous avons perdu 12 soldats hier soir", "Nous avons perdu 250 soldats hier soir"),
        (
            "la lutte contre le terrorisme",
            "Personne ne doute que la lutte contre le terrorisme exige des moyens et du temps",
        ),
        ("...", "؟!"),
        ("Non, pas du tout", "Non, pas du tout"),
    ],
)
def test_other_numbers_short_phrases_and_no_letters_are_not_the_same_words(
    shadow: Path, mine: str, theirs: str
) -> None:
    with connect(shadow) as db:
        db.execute("update core.page set language = 'fr'")
        db.execute("update core.quote set text = ? where article_id = 'tipaza-fr'", [mine])
        db.execute("update core.quote set text = ? where article_id = 'tipaza-ar'", [theirs])
        assert groups(db) == []
