"""INDEX.md as people write it, and as they get it wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.errors import InputError
from tasks.ingest.manifest import Manifest, read_manifest


def read(tmp_path: Path, text: str | bytes) -> Manifest:
    (tmp_path / "INDEX.md").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_manifest(tmp_path)


def table(*lines: str) -> str:
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def one(tmp_path: Path, header: str, row: str) -> Any:
    dashes = " | ".join("---" for _ in header.split("|"))
    manifest = read(tmp_path, table(header, dashes, row))
    assert not manifest.rejected, manifest.rejected
    (found,) = manifest.rows
    return found


def reason(tmp_path: Path, header: str, row: str) -> str:
    dashes = " | ".join("---" for _ in header.split("|"))
    manifest = read(tmp_path, table(header, dashes, row))
    assert not manifest.rows
    (rejected,) = manifest.rejected
    assert rejected.stage == "ingest"
    assert rejected.reason.startswith("INDEX.md line 3: ")
    return rejected.reason


def test_every_column_in_any_order_with_prose_around(tmp_path: Path) -> None:
    text = (
        "# Seeds\n\nA word before, with | a pipe.\n\n"
        "| Title | sha256 | licence | **FILE** | retrieved | url | published | outlet | language | id |\n"
        "|:--|---|---|:-:|---|---|---|---|---|--:|\n"
        f"| Rencontre à Niamey | {'AB' * 32} | CC BY | fr/a.txt | 2024-05-06 | https://x.example/a_b_c | 2024-05 | "
        "L'Écho | fr-NE | n1 |\n\nAnd a word after.\n"
    )
    manifest = read(tmp_path, text)
    assert manifest.warnings == () and manifest.rejected == () and manifest.complete
    (row,) = manifest.rows
    assert (row.line, row.file) == (7, "fr/a.txt")
    said = row.columns
    assert (said.id, said.language, said.outlet, said.title) == ("n1", "fr", "L'Écho", "Rencontre à Niamey")
    assert (said.published, said.url, said.retrieved) == ("2024-05", "https://x.example/a_b_c", date(2024, 5, 6))
    assert (said.licence, said.sha256) == ("CC BY", "ab" * 32)


def test_empty_cells_and_lone_dashes_say_nothing(tmp_path: Path) -> None:
    row = one(tmp_path, "file | id | language | published | url", "a.txt | – |  | - | —")
    assert row.columns == type(row.columns)()


def test_short_rows_are_filled_up(tmp_path: Path) -> None:
    assert one(tmp_path, "file | id | language", "a.txt").columns.id is None


@pytest.mark.parametrize("published", ["2019-07", "XXXX-06", "2019", "2024-22", "2019-07-04/2019-07-06", "2019-07-04?"])
def test_edtf_is_legal(tmp_path: Path, published: str) -> None:
    assert one(tmp_path, "file | published", f"a.txt | {published}").columns.published == published


def test_a_moment_is_its_day(tmp_path: Path) -> None:
    assert one(tmp_path, "file | published", "a.txt | 2019-07-04T10:15:00+01:00").columns.published == "2019-07-04"


@pytest.mark.parametrize(
    "published", ["04/07/2019", "4 juillet 2019", "2019-13", "2019-02-29", "XXXX-06-31", "2019-7-4", "٢٠١٩-٠٧"]
)
def test_a_date_that_is_no_edtf_sets_the_row_aside_and_says_what_to_write(tmp_path: Path, published: str) -> None:
    found = reason(tmp_path, "file | published", f"a.txt | {published}")
    assert f"published: {published!r} is no EDTF date" in found and "2019-07, XXXX-06" in found


def test_the_other_rows_go_on(tmp_path: Path) -> None:
    manifest = read(tmp_path, table("file | published", "--- | ---", "a.txt | 2019", "b.txt | soon", "c.txt |"))
    assert [row.file for row in manifest.rows] == ["a.txt", "c.txt"]
    assert [json.loads(r.row_json or "") for r in manifest.rejected] == [
        {"line": 4, "file": "b.txt", "published": "soon"}
    ]
    assert manifest.complete


def test_every_fault_of_a_row_is_named(tmp_path: Path) -> None:
    header = "file | language | published | retrieved | sha256 | url"
    found = reason(tmp_path, header, "../a.txt | Klingon | soon | today | abc | javascript:alert(1)")
    for fault in ("leaves the seeds folder", "'Klingon'", "'soon'", "'today'", "64 hexadecimal", "no web address"):
        assert fault in found


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("/etc/passwd", "absolute path"),
        ("C:/secret.txt", "absolute path"),
        ("../other/a.txt", "leaves the seeds folder"),
        ("fr/../../a.txt", "leaves the seeds folder"),
        ("fr/../a.txt", "leaves the seeds folder"),
        ("../*.txt", "leaves the seeds folder"),
        ("fr\\a.txt", "write / between folders"),
        ("https://x.example/a.html", "is a web address"),
        ("[page](/etc/passwd)", "absolute path"),
        ("[page](..%2Fa.txt)", "leaves the seeds folder"),
        ("fr/", "is a folder"),
        (".", "is a folder"),
    ],
)
def test_paths_whose_words_leave_the_folder_are_set_aside(tmp_path: Path, cell: str, fault: str) -> None:
    assert fault in reason(tmp_path, "file | id", f"{cell} | x")


def test_a_row_without_file_is_set_aside_and_an_empty_row_is_nothing(tmp_path: Path) -> None:
    manifest = read(tmp_path, table("file | title", "--- | ---", " | A title", " | ", "a.txt | "))
    assert ["file: is empty" in r.reason for r in manifest.rejected] == [True]
    assert [row.line for row in manifest.rows] == [5]
    assert not manifest.complete


def test_unknown_columns_are_reported_and_ignored(tmp_path: Path) -> None:
    manifest = read(tmp_path, table("file | mood | license", "--- | --- | ---", "a.txt | sad | CC0"))
    assert manifest.warnings == (
        "INDEX.md line 1: unknown column 'mood' ignored",
        "INDEX.md line 1: unknown column 'license' ignored (is it 'licence'?)",
    )
    assert manifest.rows[0].columns.licence is None


def test_escaped_pipes_and_code_and_emphasis_characters_are_text(tmp_path: Path) -> None:
    row = one(tmp_path, "file | title", r"`fr/_a_*b*_.txt` | Oui \| non, *vraiment* &amp; \_net\_")
    assert row.file == "fr/_a_*b*_.txt"
    assert row.columns.title == "Oui | non, *vraiment* & _net_"


def test_an_unescaped_pipe_sets_the_row_aside(tmp_path: Path) -> None:
    manifest = read(tmp_path, table("title | file", "--- | ---", "Oui | non | a.txt", "Bien | b.txt"))
    assert "1 cell(s) more than the header" in manifest.rejected[0].reason
    assert [row.file for row in manifest.rows] == ["b.txt"]
    assert not manifest.complete, "nobody can say which file that row lists"


def test_links_give_their_target_to_file_and_url_and_their_words_to_the_rest(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        "file | url | title | outlet",
        "[Le communiqué](fr/un%20communiqué.txt) | <https://x.example/é?a=1&b=2> | [Titre](https://x.example) "
        "| [a](b) c",
    )
    assert row.file == "fr/un communiqué.txt"
    assert row.columns.url == "https://x.example/é?a=1&b=2"
    assert (row.columns.title, row.columns.outlet) == ("Titre", "a c")
    assert one(tmp_path, "file", "[fr/a.txt](https://x.example/a)").file == "fr/a.txt"


def test_invisible_direction_marks_around_cells_dont_count(tmp_path: Path) -> None:
    row = one(tmp_path, "file | language | published", "\u200far/خبر.txt\u200e | \u200far | \u200e2019-07\u200f")
    assert (row.file, row.columns.language, row.columns.published) == ("ar/خبر.txt", "ar", "2019-07")


def test_all_tables_with_a_file_column_are_taken_and_no_others(tmp_path: Path) -> None:
    text = (
        table("colour | meaning", "--- | ---", "red | x.txt")
        + "\n## French\n\n"
        + table("file | id", "--- | ---", "fr/a.txt | f1")
        + "\n## Arabic\n\n> | id | file |\n> |---|---|\n> | a1 | ar/a.txt |\n"
        + "\n```\n| file |\n|---|\n| code.txt |\n```\n\n<!--\n| file |\n|---|\n| comment.txt |\n-->\n"
    )
    manifest = read(tmp_path, text)
    assert [(row.file, row.columns.id) for row in manifest.rows] == [("fr/a.txt", "f1"), ("ar/a.txt", "a1")]
    assert manifest.warnings == () and manifest.rejected == ()


def test_rows_after_a_blank_line_still_belong_to_the_table(tmp_path: Path) -> None:
    text = table("file | id", "--- | ---", "a.txt | 1") + "\n" + table("b.txt | 2", "c.txt | 3 | 4", "d.txt")
    manifest = read(tmp_path, text)
    assert [(row.line, row.file, row.columns.id) for row in manifest.rows] == [
        (3, "a.txt", "1"),
        (5, "b.txt", "2"),
        (7, "d.txt", None),
    ]
    assert manifest.warnings == (
        "INDEX.md lines 5–7: cut off from the table above by a blank line, and read as part of it",
    )
    assert len(manifest.rejected) == 1


def test_a_table_whose_dashes_dont_fit_is_set_aside_line_by_line(tmp_path: Path) -> None:
    text = table("file", "---", "a.txt") + "\nMore:\n\n" + table("file | id", "---", "b.txt | 2")
    manifest = read(tmp_path, text)
    assert [row.file for row in manifest.rows] == ["a.txt"]
    assert [json.loads(r.row_json or "")["line"] for r in manifest.rejected] == [7, 8, 9]
    assert not manifest.complete


def test_a_long_table_of_short_rows_loses_none(tmp_path: Path) -> None:
    header = "file | " + " | ".join(f"c{n}" for n in range(40))
    dashes = " | ".join(["---"] * 41)
    rows = [f"a{n}.txt" for n in range(1700)]  # the library stops a table at 65,536 cells that it has to add
    assert [row.file for row in read(tmp_path, table(header, dashes, *rows)).rows] == rows


def test_a_column_that_stands_twice_sets_the_rows_aside(tmp_path: Path) -> None:
    assert "column 'id' stands twice" in reason(tmp_path, "file | id | ID", "a.txt | 1 | 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_of_the_manifest(tmp_path: Path, encoding: str, newline: str) -> None:
    text = table("file | title", "--- | ---", "é.txt | Réunion à Bamako").replace("\n", newline)
    (row,) = read(tmp_path, text.encode(encoding)).rows
    assert (row.line, row.file, row.columns.title) == (3, "é.txt", "Réunion à Bamako")


def test_the_row_hash_tells_what_is_said_and_not_how(tmp_path: Path) -> None:
    first = one(tmp_path, "file | title | language", "a.txt | T | fr")
    moved = one(tmp_path, "language |  title  | file | mood", " fr  |  T | ./a.txt | glad")
    other = one(tmp_path, "file | title | language", "a.txt | U | fr")
    assert first.sha256("a.txt") == moved.sha256("a.txt") != other.sha256("a.txt")
    assert first.sha256("a.txt") != first.sha256("b/a.txt")


def test_a_manifest_without_rows_is_one(tmp_path: Path) -> None:
    manifest = read(tmp_path, table("file", "---"))
    assert manifest.rows == () and manifest.warnings == ("INDEX.md lists no file",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("No table here.\n", "no table with a `file` column"),
        ("", "no table with a `file` column"),
        (table("path", "---", "a.txt"), "no table with a `file` column"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "can't be read: is an image"),
        (bytes(range(256)) * 8, "can't be read: holds"),
    ],
)
def test_a_manifest_that_cant_be_read_stops_the_run(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, content)


def test_no_manifest_and_no_folder_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no INDEX\.md"):
        read_manifest(tmp_path)
    with pytest.raises(InputError, match="no seeds folder"):
        read_manifest(tmp_path / "nowhere")
    (tmp_path / "INDEX.md").mkdir()
    with pytest.raises(InputError, match="can't be read"):
        read_manifest(tmp_path)
