"""What a run has to do: from the manifest and what the warehouse knows to articles, ledger and quarantine."""

import gzip
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tasks.errors import InputError
from tasks.ingest.plan import KnownArticle, Limits, Plan, plan
from tasks.records import Article, Hint, LedgerEntry, Rejected
from tasks.tables import read_records, write_records

ROOT = Path(__file__).resolve().parents[2]


def statuses(found: Plan) -> dict[str | None, str]:
    return {entry.article_id: entry.status for entry in found.ledger}


def reasons(found: Plan) -> dict[str | None, str]:
    return {rejected.article_id: rejected.reason for rejected in found.rejected}


def three(seeds) -> None:
    seeds.file("fr/b.txt", "La deuxième dépêche.")
    seeds.file("fr/a.txt", "La première dépêche.")
    seeds.file("ar/c.txt", "الخبر الثالث")
    seeds.index(["fr/b.txt | fr", "fr/a.txt | fr", "ar/c.txt | ar"], "file | language")


def test_everything_is_new_at_first_and_sorted_by_id(seeds) -> None:
    three(seeds)
    found = plan(seeds.root, {})
    assert [article.article_id for article in found.articles] == ["a", "b", "c"]
    assert [(e.path, e.status, e.change, e.stage, e.reason) for e in found.ledger] == [
        ("fr/a.txt", "loaded", "new", "ingest", None),
        ("fr/b.txt", "loaded", "new", "ingest", None),
        ("ar/c.txt", "loaded", "new", "ingest", None),
    ]
    assert found.counts == {
        "new": 3, "changed": 0, "unchanged": 0, "gone": 0, "duplicate": 0, "missing": 0, "quarantined": 0, "skipped": 0
    }  # fmt: skip


def test_an_article_carries_what_manifest_and_page_say(seeds) -> None:
    head = "<html lang=en><head><title>A title</title><meta name=author content='Ada Other'></head>"
    data = (head + "<body><h1>A title</h1><p>The text of it.</p></body></html>").encode()
    seeds.file("en/x.html", data)
    header = "file | id | language | outlet | title | published | url | retrieved | licence | sha256"
    digest = hashlib.sha256(data).hexdigest()
    row = f"en/x.html | E1 | en | The Echo | T | XXXX-06 | https://x.example | 2024-05-06 | CC0 | {digest}"
    seeds.index([row], header)
    found = plan(seeds.root, {})
    (article,) = found.articles
    assert (article.article_id, article.path, article.format, article.encoding) == ("E1", "en/x.html", "html", "utf-8")
    assert (article.language_manifest, article.outlet_manifest, article.title_manifest) == ("en", "The Echo", "T")
    assert (article.published_manifest, article.url, article.licence) == ("XXXX-06", "https://x.example", "CC0")
    assert (article.retrieved_on, article.content_sha256) == (date(2024, 5, 6), digest)
    assert (article.page_language, article.page_title, article.page_byline) == ("en", "A title", "Ada Other")
    assert article.raw_text == "A title\n\nThe text of it."
    assert {hint.tag for hint in found.hints} >= {"h1", "p"} and {hint.article_id for hint in found.hints} == {"E1"}


def test_the_raw_text_is_the_file_as_it_came(seeds) -> None:
    text = "Un texte\r\n\r\navec  deux blancs,\xa0et une fin \n"
    seeds.file("a.txt", b"\xef\xbb\xbf" + text.encode())
    seeds.index(["a.txt"])
    assert plan(seeds.root, {}).articles[0].raw_text == text


def test_nothing_changed_is_hashed_and_not_decoded(seeds, remember, monkeypatch: pytest.MonkeyPatch) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    monkeypatch.setattr("tasks.ingest.finding.read_page", lambda *_: pytest.fail("decoded"))
    found = plan(seeds.root, known)
    assert found.articles == [] and found.hints == [] and set(statuses(found).values()) == {"unchanged"}
    assert found.counts["unchanged"] == 3


def test_a_run_with_nothing_changed_imports_nothing_heavy(seeds, remember, tmp_path: Path) -> None:
    seeds.file("a.html", "<p>Un texte.</p>")
    seeds.file("b.txt", "Déjà dit.".encode("cp1252"))
    seeds.file("c.jsonl", '{"html": "<p>Un autre.</p>"}')
    seeds.index(["a.html | 2019-07", "b.txt | 2019", "c.jsonl |"], "file | published")
    known = {i: [k.content_sha256, k.manifest_sha256] for i, k in remember(plan(seeds.root, {})).items()}
    code = (
        "import json, sys\nfrom pathlib import Path\nfrom tasks.ingest.plan import KnownArticle, plan\n"
        f"known = {{i: KnownArticle(*k) for i, k in json.loads({json.dumps(known)!r}).items()}}\n"
        f"assert plan(Path({str(seeds.root)!r}), known).counts['unchanged'] == 3\n"
        "heavy = ('trafilatura', 'lxml', 'charset_normalizer', 'edtf', 'lingua', 'yaml')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_bytes_rows_and_full_make_changes(seeds, remember) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    seeds.file("fr/a.txt", "La première dépêche, corrigée.")
    assert [(e.article_id, e.change) for e in plan(seeds.root, known).ledger] == [
        ("a", "changed"),
        ("b", None),
        ("c", None),
    ]
    seeds.index(["ar/c.txt | ar | x", "fr/a.txt | fr |", "fr/b.txt | fr | L'Écho"], "file | language | outlet")
    assert [e.change for e in plan(seeds.root, known).ledger] == ["changed", "changed", "changed"]
    three(seeds)
    found = plan(seeds.root, {**known, "b": KnownArticle("0", "0")}, full=True)
    assert [e.change for e in found.ledger] == ["changed"] * 3 and len(found.articles) == 3
    assert plan(seeds.root, {}, full=True).counts["new"] == 3


def test_order_and_spacing_of_the_manifest_change_nothing(seeds, remember) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    seeds.index(["ar |  ar/c.txt", "fr | fr/a.txt", "fr | ./fr/b.txt"], "language | file")
    assert plan(seeds.root, known).counts["unchanged"] == 3


def test_a_row_that_leaves_is_gone_and_may_come_back(seeds, remember) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    seeds.index(["fr/b.txt | fr", "ar/c.txt | ar"], "file | language")
    found = plan(seeds.root, known)
    assert found.ledger[0] == LedgerEntry("fr/a.txt", "a", "gone", "ingest", "no longer listed in INDEX.md", None)
    assert found.counts["gone"] == 1
    three(seeds)
    del known["a"]
    assert statuses(plan(seeds.root, known)) == {"a": "loaded", "b": "unchanged", "c": "unchanged"}


def test_missing_and_quarantined_articles_are_not_gone(seeds, remember) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    (seeds.root / "fr/a.txt").unlink()
    seeds.file("fr/b.txt", b"%PDF-1.7")
    seeds.index(["fr/b.txt | fr", "fr/a.txt | fr", "ar/c.txt | Arabic"], "file | language")
    found = plan(seeds.root, known)
    assert statuses(found) == {"a": "missing", "b": "quarantined", "c": "quarantined"}
    assert reasons(found)["a"] == "the file isn't there" and reasons(found)["b"] == "is a PDF, not text"
    assert "'Arabic' is no language" in reasons(found)["c"]
    assert (found.counts["missing"], found.counts["quarantined"]) == (1, 2)


def test_nothing_is_gone_when_a_row_cant_be_told(seeds, remember) -> None:
    three(seeds)
    known = remember(plan(seeds.root, {}))
    seeds.index(["T | fr/b.txt", "A | B | fr/a.txt"], "title | file")
    found = plan(seeds.root, known)
    assert found.counts["gone"] == 0
    assert found.warnings[-1].startswith("2 articles (a, c) no longer listed in INDEX.md")


def test_a_rejected_row_keeps_its_file_out_of_globs(seeds) -> None:
    three(seeds)
    seeds.index(["fr/a.txt | soon", "fr/*.txt |"], "file | published")
    assert statuses(plan(seeds.root, {})) == {"a": "quarantined", "b": "loaded"}


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        (["fr/x.txt", "ar/x.txt"], ["fr/x.txt", "ar/x.txt"]),
        (["fr/x.txt", "ar/x.txt"], ["*/x.txt"]),
        (["fr/x.txt", "ar/y.txt"], ["fr/x.txt", "ar/y.txt | x"]),
        (["fr/a.txt", "fr/b.txt"], ["fr/*.txt | x"]),
        (["fr/x.txt"], ["fr/x.txt", "fr/x.txt"]),
        (["fr/x.txt"], ["fr/x.txt", "fr/gone.txt | x"]),
    ],
)
def test_files_whose_ids_clash_are_all_quarantined(seeds, files: list[str], rows: list[str]) -> None:
    for number, file in enumerate(files):
        seeds.file(file, f"Texte {number}")
    seeds.file("fr/fine.md", "Un texte à part")
    seeds.index(["fr/fine.md", *rows], "file | id")
    found = plan(seeds.root, {"x": KnownArticle("0", "0")})
    assert [article.article_id for article in found.articles] == ["fine"]
    clashing = [entry for entry in found.ledger if entry.article_id == "x"]
    assert len(clashing) == 2 and all(entry.status in ("quarantined", "missing") for entry in clashing)
    assert any("the id 'x' is also that of" in (entry.reason or "") for entry in clashing)
    assert len(found.rejected) == 2


def test_byte_identical_files_are_loaded_and_said_to_be_duplicates(seeds, remember) -> None:
    for name in "cab":
        seeds.file(f"{name}.txt", "La même dépêche.")
    seeds.index(["c.txt", "a.txt", "b.txt"])
    found = plan(seeds.root, {})
    assert [a.article_id for a in found.articles] == ["a", "b", "c"]
    assert [(e.article_id, e.status, e.reason, e.change) for e in found.ledger] == [
        ("a", "loaded", None, "new"),
        ("b", "duplicate", "the same bytes as a", "new"),
        ("c", "duplicate", "the same bytes as a", "new"),
    ]
    assert (found.counts["new"], found.counts["duplicate"]) == (3, 2)
    again = plan(seeds.root, remember(found))
    assert [(e.status, e.reason) for e in again.ledger][1] == ("unchanged", "the same bytes as a")


def test_sizes_checksums_and_empty_files(seeds) -> None:
    seeds.file("big.txt", "a" * 101)
    seeds.file("ok.txt", "a" * 100)
    seeds.file("empty.txt", "")
    seeds.file("blank.md", "\n \ufeff\u200b\n---\n")
    seeds.file("script.html", "<html><script>let x</script></html>")
    seeds.file("sum.txt", "abc")
    seeds.file("pic.png", b"\x89PNG")
    names = ["big.txt", "ok.txt", "empty.txt", "blank.md", "script.html", "pic.png"]
    seeds.index([*(f"{name} |" for name in names), f"sum.txt | {'0' * 64}"], "file | sha256")
    found = plan(seeds.root, {}, limits=Limits(text_bytes=100))
    assert [article.article_id for article in found.articles] == ["ok"]
    said = reasons(found)
    assert said["big"] == "is larger than the limit of 100 bytes" and said["empty"] == "is empty"
    assert "no text" in said["blank"] and "is empty" in said["script"] and "format" in said["pic"]
    assert said["sum"].startswith("the checksum is wrong: INDEX.md says 000") and "ba7816bf" in said["sum"]


def test_a_language_filter_marks_nothing_gone(seeds, remember) -> None:
    three(seeds)
    seeds.file("de.txt", "The minister said that the talks would go on until the end of the week in the capital.")
    seeds.file("df.txt", "Le ministre a dit que les discussions iraient jusqu'à la fin de la semaine dans la capitale.")
    rows = ["fr/b.txt | fr", "fr/a.txt | fr", "ar/c.txt | ar", "de.txt", "df.txt", "none.txt | ar"]
    seeds.index(rows, "file | language")
    found = plan(seeds.root, {"old": KnownArticle("0", "0")}, languages=frozenset({"fr"}))
    assert [article.article_id for article in found.articles] == ["a", "b", "df"]
    assert statuses(found) == {"a": "loaded", "b": "loaded", "df": "loaded"}
    assert (found.counts["skipped"], found.counts["gone"], found.rejected) == (3, 0, [])
    found = plan(seeds.root, remember(found), languages=frozenset({"ar", "en"}))
    assert statuses(found) == {"c": "loaded", "de": "loaded", "none": "missing", "df": "unchanged"}


def bulk(*records: object) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)


def test_bulk_records(seeds) -> None:
    lines = bulk(
        {"text": "un", "language": "fr"}, "{bad", {"id": "own", "html": "<p>deux</p>", "outlet": "B", "mood": 1}
    )
    seeds.file("x.jsonl.gz", gzip.compress(lines.encode()))
    seeds.index(["x.jsonl.gz | A | 2019-07"], "file | outlet | published")
    found = plan(seeds.root, {})
    assert [(a.article_id, a.path, a.format, a.raw_text) for a in found.articles] == [
        ("own", "x.jsonl.gz#3", "jsonl", "deux"),
        ("x#1", "x.jsonl.gz#1", "jsonl", "un"),
    ]
    assert [a.outlet_manifest for a in found.articles] == ["A", "A"], "the manifest wins"
    assert [a.language_manifest for a in found.articles] == [None, "fr"]
    assert statuses(found)["x#2"] == "quarantined" and "is no JSON" in reasons(found)["x#2"]
    assert found.rejected[0].path == "x.jsonl.gz#2" and "{bad" in (found.rejected[0].row_json or "")
    assert found.warnings == ["x.jsonl.gz: unknown keys ignored: mood"]


def test_bulk_records_change_one_by_one(seeds, remember) -> None:
    seeds.file("x.jsonl", bulk({"id": "p", "text": "un"}, {"id": "q", "text": "deux"}, {"text": "trois"}))
    seeds.index(["x.jsonl | X"], "file | id")
    known = remember(plan(seeds.root, {}))
    assert set(known) == {"p", "q", "X#3"}
    seeds.file("x.jsonl", bulk({"text": "zéro"}, {"id": "q", "text": "DEUX"}, {"text": "trois"}))
    found = plan(seeds.root, known)
    assert [(e.article_id, e.status, e.change) for e in found.ledger] == [
        ("X#1", "loaded", "new"),
        ("X#3", "unchanged", None),
        ("p", "gone", None),
        ("q", "loaded", "changed"),
    ]


def test_bulk_ids_clash_with_each_other_and_with_files(seeds) -> None:
    seeds.file("x.jsonl", bulk({"id": "a", "text": "un"}, {"id": "b", "text": "deux"}, {"id": "b", "text": "trois"}))
    seeds.file("a.txt", "quatre")
    seeds.index(["x.jsonl", "a.txt"])
    found = plan(seeds.root, {})
    assert found.articles == [] and [e.status for e in found.ledger] == ["quarantined"] * 4


@pytest.mark.parametrize("content", [None, b"\x1f\x8b", b""])
def test_records_of_a_bulk_file_that_cant_be_read_are_not_gone(seeds, remember, content: bytes | None) -> None:
    seeds.file("x.jsonl.gz", gzip.compress(bulk({"id": "p", "text": "un"}, {"text": "deux"}).encode()))
    seeds.index(["x.jsonl.gz"])
    known = remember(plan(seeds.root, {}))
    (seeds.root / "x.jsonl.gz").unlink()
    if content is not None:
        seeds.file("x.jsonl.gz", content)
    (entry,) = plan(seeds.root, known).ledger
    assert (entry.path, entry.article_id) == ("x.jsonl.gz", None)
    assert entry.status == ("missing" if content is None else "quarantined")
    seeds.index(["x.jsonl.gz | soon"], "file | published")
    assert plan(seeds.root, known).counts["gone"] == 0


def test_a_record_that_turned_bad_keeps_its_place(seeds, remember) -> None:
    seeds.file("x.jsonl", bulk({"id": "p", "text": "un"}, {"id": "q", "text": "deux"}))
    seeds.index(["x.jsonl"])
    known = remember(plan(seeds.root, {}))
    seeds.file("x.jsonl", bulk("{cut", {"id": "q", "text": "deux"}))
    assert plan(seeds.root, known).counts["gone"] == 0


def test_the_same_input_gives_the_same_plan(seeds) -> None:
    three(seeds)
    seeds.file("x.html", "<nav><a>Menu</a></nav><h1>Titre</h1><p>Une dépêche, <b>brève</b>.</p>")
    seeds.index(["**", "nowhere/*.txt", "/etc/hosts"])
    first, second = plan(seeds.root, {}), plan(seeds.root, {})
    assert first == second
    assert [hint.raw_start for hint in first.hints] == sorted(hint.raw_start for hint in first.hints)
    assert [e.article_id for e in first.ledger] == sorted((e.article_id for e in first.ledger), key=lambda i: i or "")


def test_everything_can_be_staged(seeds, tmp_path: Path) -> None:
    three(seeds)
    seeds.file("x.jsonl", '{"html": "<p>fin \\ud83d</p>", "id": "\u00e9"}\n{')
    seeds.index(["**", "../x.txt"])
    found = plan(seeds.root, {})
    for record_type, rows in (
        (Article, found.articles), (Hint, found.hints), (LedgerEntry, found.ledger), (Rejected, found.rejected)
    ):  # fmt: skip
        assert rows and read_records(record_type, write_records(record_type, rows, tmp_path / "rows.parquet")) == rows


def test_no_manifest_stops_the_run(seeds) -> None:
    with pytest.raises(InputError):
        plan(seeds.root, {})


def test_known_articles_without_a_path_do(seeds, remember) -> None:
    three(seeds)
    known = {i: replace(k, path="") for i, k in remember(plan(seeds.root, {})).items()}
    seeds.index(["fr/a.txt | fr"], "file | language")
    assert [(e.path, e.status) for e in plan(seeds.root, known).ledger] == [
        ("fr/a.txt", "unchanged"),
        ("b", "gone"),
        ("c", "gone"),
    ]


@pytest.mark.skipif(not (ROOT / "../shared/seeds/INDEX.md").is_file(), reason="../shared/seeds isn't on this machine")
def test_the_shared_pages_are_read_to_the_letter() -> None:
    folder = ROOT / "../shared/seeds"
    found = plan(folder, {})
    assert found.counts["new"] == len(found.ledger) == 5 and found.rejected == []
    for article in found.articles:
        assert article.raw_text.encode() == (folder / article.path).read_bytes()
