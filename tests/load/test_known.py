"""What a run learns of the published warehouse before it starts."""

import shutil
from pathlib import Path

import pytest

from tasks.errors import InputError, UsageError
from tasks.load.connection import connect
from tasks.load.known import (
    LoadedArticle,
    StoredCorpus,
    StoredIdentities,
    known_articles,
    stored_corpus,
    stored_identities,
    warehouse_meta,
)
from tests.warehouse.small_corpus import arabic, french, load_articles, resolved

BOTH = ("tipaza-fr", "tipaza-ar")


@pytest.mark.parametrize("missing", [None, Path("nowhere.duckdb")])
def test_without_a_warehouse_everything_is_empty(missing: Path | None) -> None:
    assert warehouse_meta(missing) == {}
    assert known_articles(missing) == {}
    assert stored_corpus(missing) == StoredCorpus()
    assert stored_identities(missing) == StoredIdentities()


def test_articles_are_known_by_what_they_were_made_from_and_where_they_lay(loaded_once: Path) -> None:
    ((article,),) = [[row for row in french()["article"]]]
    known = known_articles(loaded_once)
    assert sorted(known) == ["tipaza-ar", "tipaza-fr"]
    assert known["tipaza-fr"] == LoadedArticle(
        content_sha256=article.content_sha256,
        manifest_sha256=article.manifest_sha256,
        fingerprint="f1",
        path="fr/tipaza-fr.txt",
    )


def test_gone_articles_are_not_known(shadow: Path, tmp_path: Path) -> None:
    load_articles(shadow, tmp_path, [], ["tipaza-fr"], gone=["tipaza-ar"], run_id="run-2")
    assert list(known_articles(shadow)) == ["tipaza-fr"]
    assert [page.article_id for page in stored_corpus(shadow).pages] == ["tipaza-fr"]


def test_the_stored_corpus_is_what_was_staged(loaded_once: Path) -> None:
    corpus = stored_corpus(loaded_once)
    said = [french(), arabic()]
    for table, rows in (
        ("page", corpus.pages),
        ("referent", corpus.referents),
        ("mention", corpus.mentions),
        ("role", corpus.roles),
        ("event_report", corpus.events),
        ("participation", corpus.participations),
    ):
        assert list(rows) == [row for tables in said for row in tables.get(table, [])], table
    assert sorted(corpus.content_sha256) == ["tipaza-ar", "tipaza-fr"]


def test_articles_that_come_anew_are_left_out(loaded_once: Path) -> None:
    corpus = stored_corpus(loaded_once, without={"tipaza-fr"})
    assert {page.article_id for page in corpus.pages} == {"tipaza-ar"}
    assert {row.article_id for row in corpus.mentions} == {"tipaza-ar"}
    assert list(corpus.content_sha256) == ["tipaza-ar"]


def test_identities_are_those_of_the_whole_corpus(loaded_once: Path) -> None:
    identities, said = stored_identities(loaded_once), resolved(BOTH)
    assert list(identities.entities) == said["entity"]
    assert list(identities.referent_entities) == said["referent_entity"]
    assert list(identities.events) == said["event"]
    assert list(identities.article_event_links) == said["article_event_link"]
    assert sorted(identities.families, key=str) == sorted(said["family"], key=str)
    assert list(identities.judgements) == said["judgement"]


def test_a_newer_warehouse_is_refused(shadow: Path) -> None:
    with connect(shadow) as db:
        db.execute("update ops.meta set value = '999' where key = 'schema_version'")
    for ask in (warehouse_meta, known_articles, stored_corpus, stored_identities):
        with pytest.raises(UsageError, match="update Hiwar"):
            ask(shadow)


def test_a_file_that_is_no_warehouse(tmp_path: Path) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("not a database, but long enough to be looked at as one" * 100)
    with pytest.raises(InputError, match="cannot be opened as a DuckDB file"):
        known_articles(text)
    empty = tmp_path / "empty.duckdb"
    with connect(empty) as db:
        db.execute("create table other (a integer)")
    assert known_articles(empty) == {}
    assert stored_corpus(empty) == StoredCorpus()


def test_asking_needs_no_right_to_write(loaded_once: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(loaded_once, tmp_path / "w.duckdb"))
    copy.chmod(0o444)
    before = copy.stat().st_mtime_ns
    assert known_articles(copy)
    assert copy.stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb"]
