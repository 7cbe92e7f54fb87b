"""Data Docs are built for every gate of a run, and only the last runs' stay."""

from pathlib import Path

from tasks.gates.engine import forget_old_docs
from tasks.gates.passage import pass_built, pass_staged
from tests.gates.conftest import WriteSuite, entry
from tests.warehouse.small_corpus import build

UNIQUE = entry("article", "column_values_to_be_unique", column="article_id")
NOT_NULL = entry("block", "column_values_to_not_be_null", column="rule")


def pages_of(docs: Path, run_id: str) -> list[Path]:
    return sorted((docs / "site" / "validations").glob(f"*/{run_id}/*/*.html"))


def results_of(docs: Path, run_id: str) -> list[Path]:
    return sorted(p for p in (docs / "results").glob(f"*/{run_id}/*/*") if p.is_file())


def test_every_table_of_a_gate_has_a_page_in_its_run(staging: Path, write_suite: WriteSuite, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    suite = write_suite("extract", UNIQUE, NOT_NULL)
    for run_id in ("20210101", "20210102"):
        pass_staged("extract", suite, staging, docs, run_id)
    assert (docs / "site" / "index.html").is_file()
    for run_id in ("20210101", "20210102"):
        assert [path.parts[-4] for path in pages_of(docs, run_id)] == ["extract-article", "extract-block"]
        assert len(results_of(docs, run_id)) == 2


def test_a_gate_without_a_docs_folder_writes_none(staging: Path, write_suite: WriteSuite, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    pass_staged("extract", write_suite("extract", UNIQUE), staging, None, "20210101")
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"expectations"}


def test_pages_that_cannot_be_built_do_not_stop_a_run(staging: Path, write_suite: WriteSuite, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "site").write_text("a file where a folder is due", encoding="utf-8")
    assert pass_staged("extract", write_suite("extract", UNIQUE), staging, tmp_path / "docs", "20210101").stops == ()


def test_only_the_last_runs_stay(staging: Path, write_suite: WriteSuite, tmp_path: Path) -> None:
    """Also those of gates that look at views, whose names have a dot."""
    docs = tmp_path / "docs"
    suite = write_suite("extract", UNIQUE)
    view = {**UNIQUE, "meta": {"table": "out.article"}}
    write_suite("load", view, due=("out.article",))
    warehouse = build(tmp_path)
    runs = ["20210101", "20210102", "20210103"]
    for run_id in runs:
        pass_staged("extract", suite, staging, docs, run_id)
        pass_built("load", suite, warehouse, docs, run_id)
    assert all(len(pages_of(docs, run_id)) == len(results_of(docs, run_id)) == 2 for run_id in runs)
    forget_old_docs(docs, 2)
    assert [len(pages_of(docs, run_id)) for run_id in runs] == [0, 2, 2]
    assert [len(results_of(docs, run_id)) for run_id in runs] == [0, 2, 2]


def test_forgetting_where_there_is_nothing_is_no_error(tmp_path: Path) -> None:
    forget_old_docs(tmp_path / "never", 3)
