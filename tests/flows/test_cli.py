"""The command line: help, exit codes, one-line errors, and answers in four formats without access to anything else."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from flows.cli import app
from tasks.settings import ROOT
from tests.flows.world import Outcome, World, hiwar, main, new_world

COMMANDS = [str(command.callback.__name__) for command in app.registered_commands if command.callback]


def one_line(outcome: Outcome) -> bool:
    """Whether the error is one line that a person can read."""
    return re.fullmatch(r"hiwar: [^\n]+\n", outcome.err) is not None


# ── help ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = main([command, "--help"])
    assert told.code == 0
    assert re.search(rf"Examples?:\s+hiwar {command}", told.out)


def test_the_help_lists_every_command_and_the_exit_codes() -> None:
    told = main(["--help"])
    assert told.code == 0
    assert [command for command in COMMANDS if not re.search(rf"\b{command}\b", told.out)] == []
    assert "Exit codes: 0 done, 1 a gate stopped it, 2 wrong use, 3 something is wrong with the input." in " ".join(
        told.out.replace("│", " ").split()
    )


def test_the_commands_are_all_there() -> None:
    assert set(COMMANDS) >= {"run", "status", "sql", "check", "doctor", "rollback"}


def test_the_readme_names_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `hiwar (\w+)` \|", readme, re.MULTILINE)) == set(COMMANDS)


def test_version_and_exit_code_in_a_process_of_its_own() -> None:
    told = hiwar("--version")
    assert told.code == 0 and told.out.startswith("hiwar")
    wrong = hiwar("status", "--warehouse", "/nowhere/w.duckdb")
    assert (wrong.code, wrong.out) == (3, "")
    assert one_line(wrong)


# ── wrong use and bad input ──────────────────────────────────────────────────────────────────────────────────────────


def test_no_command_shows_the_help() -> None:
    told = main([])
    assert told.code == 2 and "Usage: hiwar" in told.out + told.err


@pytest.mark.parametrize("arguments", [["fly"], ["run", "--fast"], ["sql"], ["sql", "select 1", "--format", "xml"]])
def test_what_the_command_line_does_not_know_is_wrong_use(arguments: list[str]) -> None:
    told = main(arguments)
    assert told.code == 2
    assert "Traceback" not in told.err and "hiwar" in told.err


def refused(told: Outcome, code: int, says: str) -> None:
    assert (told.code, told.out) == (code, "")
    assert says in told.err
    assert one_line(told), told.err


def test_an_unknown_language_is_wrong_use(tmp_path: Path) -> None:
    refused(new_world(tmp_path).here("run", "--language", "de"), 2, "language de is not read: choose from fr, ar, en")
    refused(new_world(tmp_path).here("run", "--language", "fr,xx"), 2, "language xx")


def test_a_missing_manifest_is_bad_input(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.seeds.mkdir()
    refused(world.here("run"), 3, "INDEX.md")
    assert not world.warehouse.exists()


def test_seeds_that_are_no_folder_are_bad_input(tmp_path: Path) -> None:
    world = World(tmp_path)
    refused(world.here("run"), 3, "seeds")
    world.seeds.write_text("a file")
    refused(world.here("run"), 3, "seeds")


def test_a_manifest_without_a_table_is_bad_input(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write("INDEX.md", "# Nothing here\n")
    refused(world.here("run"), 3, "INDEX.md")


def test_a_warehouse_that_can_not_be_there_is_wrong_use(tmp_path: Path) -> None:
    seeds = ["--seeds", str(new_world(tmp_path).seeds)]
    refused(main(["run", *seeds, "--warehouse", str(tmp_path / "no" / "w.duckdb")]), 2, "there is no folder")
    refused(main(["run", *seeds, "--warehouse", str(tmp_path)]), 2, "is a folder: name a file in it")


def test_a_file_that_is_no_warehouse_is_bad_input(tmp_path: Path) -> None:
    world = new_world(tmp_path)
    world.warehouse.write_text("no database at all, only words" * 1000)
    for command in ("run", "status", "check"):
        refused(world.here(command), 3, "cannot be opened as a DuckDB file")
    refused(world.here("sql", "select 1"), 3, "can't be opened")


@pytest.mark.parametrize("command", ["status", "check", "rollback"])
def test_without_a_warehouse_commands_say_how_to_make_one(tmp_path: Path, command: str) -> None:
    refused(World(tmp_path).here(command), 3, "nothing to go back to" if command == "rollback" else "hiwar run")


@pytest.mark.parametrize("setting", ["HIWAR_BATCH", "HIWAR_WORKERS", "HIWAR_POOL_FROM", "HIWAR_EXPECTATIONS"])
def test_a_setting_that_cannot_be_is_wrong_use(small: World, setting: str) -> None:
    refused(small.here("check", env={setting: "plenty"}), 2, f"{setting}=plenty: give a")


def test_a_prefect_server_that_does_not_answer_is_wrong_use(tmp_path: Path) -> None:
    nobody = {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    refused(new_world(tmp_path).here("run", env=nobody), 2, "doesn't answer: start it, or unset PREFECT_API_URL")


# ── sql ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

QUERY = "select article_id, language, published_on from out.article order by 1"


def test_a_table_for_people(small: World) -> None:
    told = small.here("sql", QUERY)
    assert told.code == 0
    assert "tipaza-fr" in told.out and "2021-01-19" in told.out and "2 rows" in told.out


def test_csv_has_a_header_and_no_nulls_spelt_out(small: World) -> None:
    told = small.here(
        "sql", "--format", "csv", "select article_id, outlet, [1, 2] as several from out.article order by 1"
    )
    assert list(csv.reader(io.StringIO(told.out))) == [
        ["article_id", "outlet", "several"],
        ["tipaza-ar", "", "[1, 2]"],
        ["tipaza-fr", "Le Phare", "[1, 2]"],
    ]


def test_json_is_a_list_of_objects_in_every_script(small: World) -> None:
    told = small.here("sql", "--format", "json", "select name_ar, name from out.entity where entity_id = 'per-1'")
    assert json.loads(told.out) == [{"name_ar": "سمير بن الشيخ", "name": "Samir Bencheikh"}]
    assert "سمير" in told.out


def test_parquet_is_written_to_a_file(small: World, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    target = tmp_path / "rows.parquet"
    told = small.here("sql", "--format", "parquet", "--output", str(target), QUERY)
    assert (told.code, told.out) == (0, "")
    assert pq.read_table(target).column("article_id").to_pylist() == ["tipaza-ar", "tipaza-fr"]


def test_any_format_goes_to_a_file(small: World, tmp_path: Path) -> None:
    for form in ("table", "csv", "json"):
        target = tmp_path / f"rows.{form}"
        told = small.here("sql", "--format", form, "--output", str(target), QUERY)
        assert (told.code, told.out) == (0, "")
        assert "tipaza-fr" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_file_that_cannot_be_written_is_wrong_use(small: World, tmp_path: Path, form: str) -> None:
    told = small.here("sql", "--format", form, "--output", str(tmp_path / "no" / "rows"), QUERY)
    refused(told, 2, "can't be written (No such file or directory): give another --output")


def test_more_rows_than_fit_a_table_are_counted(small: World) -> None:
    told = small.here("sql", "select unnest(range(1000)) as n")
    assert "200 rows of 1000: --format csv gives all" in told.out
    told = small.here("sql", "--format", "csv", "select unnest(range(1000)) as n")
    assert len(told.out.splitlines()) == 1001


def test_a_query_may_come_from_standard_input(small: World) -> None:
    told = main(["sql", "-", "--format", "csv", "--warehouse", str(small.warehouse)], stdin="select 1 as one\n")
    assert told.out == "one\n1\n"


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_columns_of_one_name_are_told_apart(small: World, form: str) -> None:
    told = small.here("sql", "--format", form, "select 1 as n, 2 as n_1, 3 as n, 4 as m, 5 as n")
    assert told.code == 0
    assert [name for name in ("n", "n_1", "n_2", "m", "n_3") if not re.search(rf"\b{name}\b", told.out)] == []
    assert [value for value in "12345" if not re.search(rf"(?<!_)\b{value}\b(?! row)", told.out)] == []


@pytest.mark.parametrize("query", ["selec 1", "select * from out.nothing", "select nope from out.article", "  ", ""])
def test_bad_sql_is_one_line(small: World, query: str) -> None:
    told = small.here("sql", query)
    assert (told.code, told.out) == (2, "")
    assert one_line(told), told.err


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "from '/etc/passwd'",
        "copy (select 1) to 'TARGET'",
        "attach 'TARGET' as other",
        "install httpfs",
        "load httpfs",
        "select * from 'https://example.org/a.parquet'",
        "set enable_external_access = true",
        "create table core.more (a int)",
        "delete from core.article",
        "export database 'TARGET'",
        "pragma enable_profiling = 'json'",
        "select 1; copy (select 1) to 'TARGET'",
    ],
)
def test_a_query_reaches_nothing_but_the_warehouse(small: World, tmp_path: Path, query: str) -> None:
    before = small.published_as()
    told = small.here("sql", query.replace("TARGET", str(tmp_path / "written")))
    assert told.code == 2, told.out
    assert one_line(told), told.err
    assert "root:" not in told.out + told.err
    assert list(tmp_path.iterdir()) == []
    assert small.published_as() == before


def test_a_reader_that_goes_away_is_no_error(small: World) -> None:
    """`hiwar sql … | head`: the rest of the pipe is closed before everything is written."""
    import subprocess
    import sys

    from tests.flows.world import clean_environment

    query = "select unnest(range(300000)) as n"
    command = [sys.executable, "-m", "flows.cli", "sql", "--format", "csv", query, "--warehouse", str(small.warehouse)]
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asked:
        assert asked.stdout is not None and asked.stderr is not None
        assert asked.stdout.readline() == b"n\n"
        asked.stdout.close()
        assert asked.stderr.read() == b""
    assert asked.returncode == 0


# ── status, check, doctor, rollback ──────────────────────────────────────────────────────────────────────────────────


def test_status_tells_what_is_published(published: World) -> None:
    told = published.here("status")
    assert told.code == 0
    assert f"{published.warehouse}: 3 articles from {published.seeds.resolve()}" in told.out
    assert published.traces[-1].run.run_id in told.out
    assert "en/empty.txt" in told.out


def test_check_passes_what_was_published(published: World) -> None:
    before = published.published_as()
    told = published.here("check")
    assert (told.code, told.err) == (0, "")
    assert " 0 critical not met" in told.out
    assert published.published_as() == before


def test_check_finds_what_was_spoilt(published: World, tmp_path: Path) -> None:
    import duckdb

    spoilt = World(tmp_path)
    shutil.copyfile(published.warehouse, spoilt.warehouse)
    with duckdb.connect(str(spoilt.warehouse)) as db:
        db.execute("update core.mention set raw_start = raw_start + 1, raw_end = raw_end + 1")
    told = spoilt.here("check")
    assert told.code == 1
    assert "offsets_exact" in told.out
    assert one_line(told) and "would not be published" in told.err


def test_the_doctor_finds_nothing_amiss(published: World) -> None:
    told = published.here("doctor")
    assert (told.code, told.err) == (0, ""), told.out
    for what in ("Python", "spacy", "gate load", "seeds", "warehouse", "Prefect server"):
        assert what in told.out


def test_the_doctor_says_how_to_mend(tmp_path: Path) -> None:
    empty = tmp_path / "expectations"
    empty.mkdir()
    told = World(tmp_path).here("doctor", env={"HIWAR_EXPECTATIONS": str(empty)})
    assert told.code == 3
    assert "no manifest" in told.out
    assert "make it with `hiwar run`" in told.out
    assert "a gate without expectations lets everything through" in told.out


def test_the_doctor_sees_a_stale_log_and_a_silent_server(small: World, tmp_path: Path) -> None:
    world = World(tmp_path)
    shutil.copyfile(small.warehouse, world.warehouse)
    world.warehouse.with_name("w.duckdb.wal").touch()
    told = world.here("doctor", env={"PREFECT_API_URL": "http://127.0.0.1:9/api"})
    assert told.code == 3
    assert "w.duckdb.wal" in told.out
    assert "doesn't answer" in told.out


def test_rollback_without_an_earlier_file_is_bad_input(small: World, tmp_path: Path) -> None:
    world = World(tmp_path)
    shutil.copyfile(small.warehouse, world.warehouse)
    before = world.published_as()
    refused(world.here("rollback"), 3, "nothing to go back to")
    assert world.published_as() == before


def test_rows_too_wide_for_a_table_are_shown_record_by_record(small: World) -> None:
    columns = ", ".join(f"{n} as column_{n}" for n in range(60))
    told = small.here("sql", f"select {columns}")
    assert told.code == 0
    assert ["column_59", "59"] in [line.split() for line in told.out.splitlines()]
    assert "1 row" in told.out
