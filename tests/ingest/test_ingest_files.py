"""Which files a manifest reaches: globs, and nothing outside the seeds folder."""

import os
from pathlib import Path

import pytest

from tasks.ingest.columns import Columns
from tasks.ingest.files import FORMATS, Listed, Missing, list_files, read_bytes, stem_of
from tasks.ingest.manifest import ManifestRow
from tasks.ingest.refusal import Refused


def rows(*files: str) -> list[ManifestRow]:
    return [ManifestRow(line, file, Columns()) for line, file in enumerate(files, start=1)]


def listing(seeds, *files: str) -> list[tuple[str, str | None]]:
    return [(found.path, str(found.fault) if found.fault else None) for found in list_files(seeds.root, rows(*files))]


def fault(seeds, file: str) -> Listed:
    (found,) = list_files(seeds.root, rows(file))
    assert found.file is None
    return found


def test_globs(seeds) -> None:
    for path in ("fr/b.txt", "fr/a.txt", "fr/deep/c.txt", "ar/a.html", "top.md", "fr/.hidden.txt", ".git/x.txt"):
        seeds.file(path, "x")
    seeds.index([])
    assert listing(seeds, "fr/*.txt") == [("fr/a.txt", None), ("fr/b.txt", None)]
    assert listing(seeds, "fr/**/*.txt") == [("fr/a.txt", None), ("fr/b.txt", None), ("fr/deep/c.txt", None)]
    assert [path for path, _ in listing(seeds, "**")] == [
        "ar/a.html",
        "fr/a.txt",
        "fr/b.txt",
        "fr/deep/c.txt",
        "top.md",
    ]
    assert listing(seeds, "*/[ab].*") == [("ar/a.html", None), ("fr/a.txt", None), ("fr/b.txt", None)]
    assert listing(seeds, "*.md") == [("top.md", None)], "the manifest is no article"


def test_a_row_of_its_own_comes_before_a_glob_and_the_first_glob_before_the_second(seeds) -> None:
    for name in "abcd":
        seeds.file(f"fr/{name}.txt", "x")
    found = list_files(seeds.root, rows("fr/[ab].txt", "fr/*.txt", "fr/b.txt"), claimed=["fr/d.txt"])
    assert [(f.row.line, f.path) for f in found] == [(1, "fr/a.txt"), (2, "fr/c.txt"), (3, "fr/b.txt")]


def test_a_glob_whose_files_all_have_rows_is_no_fault(seeds) -> None:
    seeds.file("fr/a.txt", "x")
    assert listing(seeds, "fr/a.txt", "fr/*.txt") == [("fr/a.txt", None)]


def test_glob_characters_in_a_real_name(seeds) -> None:
    seeds.file("fr/what[1]?.txt", "x")
    assert listing(seeds, "fr/what[1]?.txt") == [("fr/what[1]?.txt", None)]


def test_missing(seeds) -> None:
    os.symlink("nowhere.txt", seeds.root / "broken.txt")
    for file, reason in {
        "a.txt": "isn't there",
        "broken.txt": "isn't there",
        "fr/*.txt": "no file matches",
        "x" * 300 + ".txt": "",
    }.items():
        found = fault(seeds, file)
        assert isinstance(found.fault, Missing | Refused) and reason in str(found.fault)


def test_links_that_lead_outside_are_refused_by_every_way(seeds, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    os.symlink(outside / "secret.txt", seeds.root / "file.txt")
    os.symlink(outside, seeds.root / "folder")
    os.symlink("file.txt", seeds.root / "chain.txt")
    os.symlink("../outside/secret.txt", seeds.root / "relative.txt")
    os.symlink(outside / "none.txt", seeds.root / "dangling.txt")
    for file in ("file.txt", "folder/secret.txt", "folder/none.txt", "chain.txt", "relative.txt", "dangling.txt"):
        assert "leads outside the seeds folder" in str(fault(seeds, file).fault), file
    assert "leads outside" in str(fault(seeds, "folder/*.txt").fault)
    globbed = dict(listing(seeds, "*.txt"))
    assert len(globbed) == 4 and all("leads outside" in str(reason) for reason in globbed.values())
    assert not any("secret" in path for path, _ in listing(seeds, "**")), "a glob never tells names from outside"


def test_links_inside_and_a_linked_seeds_folder_are_fine(seeds, tmp_path: Path) -> None:
    seeds.file("fr/a.txt", "x")
    os.symlink("fr/a.txt", seeds.root / "b.txt")
    os.symlink(seeds.root, tmp_path / "link")
    (found,) = list_files(tmp_path / "link", rows("b.txt"))
    assert found.path == "b.txt" and found.file == seeds.root.resolve() / "fr/a.txt"


def test_a_link_in_a_circle_is_refused(seeds) -> None:
    os.symlink("loop.txt", seeds.root / "loop.txt")
    assert fault(seeds, "loop.txt").fault is not None


def test_what_is_no_regular_file_is_refused(seeds) -> None:
    os.mkfifo(seeds.root / "pipe.txt")
    (seeds.root / "fr.txt").mkdir()
    seeds.index([])
    assert "no regular file" in str(fault(seeds, "pipe.txt").fault)
    assert "is a folder" in str(fault(seeds, "fr.txt").fault)
    assert "the manifest itself" in str(fault(seeds, "INDEX.md").fault)


def test_formats(seeds) -> None:
    for name in ("a.txt", "b.HTML", "c.htm", "d.md", "e.jsonl", "f.jsonl.gz", "g.pdf", "h"):
        seeds.file(name, "x")
    found = list_files(seeds.root, rows("*"))
    assert [f.format for f in found] == ["txt", "html", "html", "md", "jsonl", "jsonl", "", ""]
    assert all("format that isn't read" in str(f.fault) for f in found[-2:])


def test_composed_and_decomposed_names_are_one(seeds) -> None:
    seeds.file("fr/re\u0301union.txt", "x")
    assert listing(seeds, "fr/r\u00e9union.txt") == [("fr/r\u00e9union.txt", None)]
    assert listing(seeds, "fr/r\u00e9*.txt") == [("fr/r\u00e9union.txt", None)]


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("fr/a.txt", "a"),
        ("a.b.HTML", "a.b"),
        ("x.jsonl.gz", "x"),
        ("x.jsonl", "x"),
        ("notes.pdf", "notes"),
        (".txt", ".txt"),
    ],
)
def test_stems(path: str, stem: str) -> None:
    assert stem_of(path) == stem


def test_read_bytes_keeps_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"12345")
    assert read_bytes(file, 5) == b"12345"
    with pytest.raises(Refused, match="limit of 4 bytes"):
        read_bytes(file, 4)
    assert set(FORMATS.values()) == {"txt", "html", "md", "jsonl"}
