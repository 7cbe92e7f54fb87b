"""The shadow: a copy with today's schema, views made anew, tables never changed behind anybody's back."""

import shutil
import stat
from pathlib import Path

import pytest

from tasks.errors import InputError, UsageError
from tasks.load.catalogue import CatalogueError, read_catalogue
from tasks.load.connection import connect, literal, transaction
from tasks.load.schema import SQL_FOLDER, SchemaError, apply_schema
from tasks.load.shadow import build_shadow, in_todays_schema, remove_shadow
from tests.load.rows import ask, contents


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    """A copy of warehouse/ for a test to change."""
    return Path(shutil.copytree(SQL_FOLDER, tmp_path / "warehouse", ignore=shutil.ignore_patterns("*.duckdb*")))


def test_a_shadow_of_nothing_is_an_empty_warehouse(tmp_path: Path) -> None:
    shadow = build_shadow(tmp_path / "none.duckdb", tmp_path / "deep" / "shadow.duckdb")
    assert all(rows == [] for rows in contents(shadow).values())
    assert ask(shadow, "select count(*) from out.article") == [(0,)]


def test_a_shadow_is_a_writable_copy_and_the_published_file_is_untouched(loaded_once: Path, tmp_path: Path) -> None:
    published = Path(shutil.copyfile(loaded_once, tmp_path / "w.duckdb"))
    published.chmod(0o444)
    before = published.stat()
    shadow = build_shadow(published, tmp_path / "shadow.duckdb")
    assert contents(shadow) == contents(published)
    assert stat.S_IMODE(shadow.stat().st_mode) & stat.S_IWUSR
    with connect(shadow) as db:
        db.execute("delete from core.mention")
    assert (published.stat().st_ino, published.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert ask(published, "select count(*) > 0 from core.mention") == [(True,)]


def test_what_a_killed_run_left_is_removed_first(tmp_path: Path) -> None:
    shadow = tmp_path / "shadow.duckdb"
    shadow.write_text("half a shadow")
    shadow.with_name("shadow.duckdb.wal").write_text("half a log")
    build_shadow(None, shadow)
    assert ask(shadow, "select count(*) from core.article") == [(0,)]
    assert not shadow.with_name("shadow.duckdb.wal").exists()
    remove_shadow(shadow)
    remove_shadow(shadow)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_published_file_is_an_input_error(tmp_path: Path) -> None:
    published = tmp_path / "w.duckdb"
    published.write_text("no database" * 1000)
    with pytest.raises(InputError, match="cannot be opened"):
        build_shadow(published, tmp_path / "shadow.duckdb")


def test_the_schema_applied_twice_is_the_same(shadow: Path) -> None:
    every = "'raw', 'core', 'ops'"
    before = contents(shadow, every)
    with connect(shadow) as db:
        apply_schema(db, "again")
    assert contents(shadow, every) == before


def test_a_changed_view_reaches_the_next_shadow(shadow: Path, sql: Path, tmp_path: Path) -> None:
    view = sql / "views" / "out" / "topic.sql"
    view.write_text(view.read_text(encoding="utf-8") + "limit 0\n", encoding="utf-8")
    again = build_shadow(shadow, tmp_path / "again.duckdb", sql)
    assert len(ask(shadow, "select topic from out.topic")) == 1
    assert ask(again, "select topic from out.topic") == []
    house = "select value from ops.meta where key = 'house'"
    assert ask(again, house) != ask(shadow, house)


def test_a_view_that_is_no_more_is_dropped(shadow: Path, tmp_path: Path) -> None:
    with connect(shadow) as db:
        db.execute("create view out.old as select 1 as one")
    build_shadow(shadow, tmp_path / "again.duckdb")
    assert ask(tmp_path / "again.duckdb", "select 1 from duckdb_views() where view_name = 'old'") == []


def test_views_may_read_each_other_in_any_order(shadow: Path, sql: Path, tmp_path: Path) -> None:
    (sql / "views" / "core" / "aaa.sql").write_text("select * from core.zzz")
    (sql / "views" / "core" / "zzz.sql").write_text("select 7 as n")
    assert ask(build_shadow(shadow, tmp_path / "again.duckdb", sql), "select n from core.aaa") == [(7,)]


def test_a_view_of_nothing_is_named_and_nothing_is_changed(shadow: Path, sql: Path) -> None:
    (sql / "views" / "out" / "odd.sql").write_text("select * from core.nothing")
    before = contents(shadow, "'raw', 'core', 'ops'")
    with connect(shadow) as db, pytest.raises(SchemaError, match=r"view out\.odd reads something"):
        apply_schema(db, "w", sql)
    assert contents(shadow, "'raw', 'core', 'ops'") == before
    assert ask(shadow, "select count(*) from out.article") == [(2,)]


def test_a_changed_table_without_migration_is_refused(shadow: Path, sql: Path) -> None:
    table = sql / "schema" / "core" / "family.sql"
    table.write_text(table.read_text(encoding="utf-8").replace("family_id varchar", "family_id bigint"))
    with connect(shadow) as db, pytest.raises(SchemaError, match=r"core\.family not as warehouse/schema declares"):
        apply_schema(db, "w", sql)


def raised(sql: Path) -> None:
    """Make schema.yml one version newer."""
    path = sql / "schema.yml"
    version = read_catalogue(path).version
    path.write_text(
        path.read_text(encoding="utf-8").replace(f"version: {version}", f"version: {version + 1}", 1), encoding="utf-8"
    )


def test_a_migration_changes_the_table_once(shadow: Path, sql: Path, tmp_path: Path) -> None:
    raised(sql)
    version = read_catalogue(sql / "schema.yml").version
    (sql / "schema" / "migrations").mkdir(exist_ok=True)
    (sql / "schema" / "migrations" / f"{version:04d}_more.sql").write_text(
        "alter table core.family add column note varchar; update core.family set note = 'old'"
    )
    table = sql / "schema" / "core" / "family.sql"
    declared = table.read_text(encoding="utf-8")
    table.write_text(declared.replace("\n)", ",\n    note varchar\n)", 1), encoding="utf-8")
    again = build_shadow(shadow, tmp_path / "again.duckdb", sql)
    assert ask(again, "select distinct note from core.family") == [("old",)]
    assert ask(again, "select value from ops.meta where key = 'schema_version'") == [(str(version),)]
    with connect(again) as db:
        db.execute("update core.family set note = 'new'")
        apply_schema(db, "w", sql)
    assert ask(again, "select distinct note from core.family") == [("new",)]


def test_a_version_without_migration_is_refused(shadow: Path, sql: Path) -> None:
    raised(sql)
    with connect(shadow) as db, pytest.raises(SchemaError, match="must be one file, found 0"):
        apply_schema(db, "w", sql)


def test_a_newer_warehouse_is_refused(shadow: Path) -> None:
    with connect(shadow) as db:
        db.execute("update ops.meta set value = '999' where key = 'schema_version'")
        with pytest.raises(UsageError, match="w has schema version 999"):
            apply_schema(db, "w")


@pytest.mark.parametrize(
    "content", ["views: {}", "version: 1\nviews: {}", "version: 1\ntables: {}\nviews: {a: {grain: g}}"]
)
def test_a_misshapen_catalogue_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "schema.yml").write_text(content)
    with pytest.raises(CatalogueError, match="missing or misshapen"):
        read_catalogue(tmp_path / "schema.yml")


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"), connect(tmp_path / "no.duckdb", read_only=True):
        pass
    assert list(tmp_path.iterdir()) == []


def test_times_are_utc_and_python_names_are_no_tables(shadow: Path) -> None:
    with connect(shadow, read_only=True) as db:
        assert db.execute("select current_setting('TimeZone')").fetchall() == [("UTC",)]
        mention = [1]
        with pytest.raises(Exception, match="does not exist"):
            db.execute("select * from mention")
        assert mention == [1]


def test_a_transaction_is_all_or_nothing(shadow: Path) -> None:
    with connect(shadow) as db:
        with pytest.raises(KeyboardInterrupt), transaction(db):
            db.execute("delete from core.article")
            raise KeyboardInterrupt
        assert db.execute("select count(*) from core.article").fetchall() == [(2,)]


@pytest.mark.parametrize("text", ["plain", "l'État", "'; drop table x; --", "", "سطر\nآخر"])
def test_a_literal_is_read_back_as_it_is(shadow: Path, text: str) -> None:
    with connect(shadow, read_only=True) as db:
        assert db.execute(f"select {literal(text)}").fetchall() == [(text,)]


def test_a_warehouse_of_the_first_schema_is_read_through_a_migrated_copy(loaded_once: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.duckdb"
    shutil.copyfile(loaded_once, old)
    with connect(old) as db:
        views = "select schema_name || '.' || view_name from duckdb_views() where not internal"
        for view in db.execute(views).fetchall():
            db.execute(f"drop view if exists {view[0]} cascade")
        db.execute("alter table core.role drop column office")
        db.execute("alter table core.figure drop column counted_class")
        db.execute("alter table core.quote drop column described_speaker")
        db.execute("update ops.meta set value = '1' where key = 'schema_version'")
    copy = in_todays_schema(old, tmp_path / "copy.duckdb")
    assert copy != old
    assert ask(copy, "select distinct office = title from core.role") == [(True,)]
    assert ask(old, "select value from ops.meta where key = 'schema_version'") == [("1",)]
    assert in_todays_schema(loaded_once, tmp_path / "other.duckdb") == loaded_once
