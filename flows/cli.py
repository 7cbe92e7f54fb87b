"""The command `hiwar`. Everything heavy is imported where it is needed: help and errors come at once."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tasks.errors import GateError, HiwarError, UsageError
from tasks.settings import DEFAULT_SEEDS, DEFAULT_WAREHOUSE, Home, Settings

app = typer.Typer(
    name="hiwar",
    help="Turn news pages in French, Arabic and English into a DuckDB warehouse of sourced facts.\n\n"
    "Exit codes: 0 done, 1 a gate stopped it, 2 wrong use, 3 something is wrong with the input.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
Seeds = Annotated[Path, typer.Option("--seeds", metavar="DIR", help="Folder with INDEX.md and the articles it lists.")]
Warehouse = Annotated[Path, typer.Option("--warehouse", metavar="FILE", help="The DuckDB file readers open.")]


class Format(StrEnum):
    """What `hiwar sql` writes."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def main() -> None:
    """Run the command line; errors that a person can mend are one line on stderr, with an exit code that says which."""
    try:
        app(prog_name="hiwar")
    except HiwarError as error:
        print(f"hiwar: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `hiwar sql … | head`
        sys.stderr.close()
        sys.exit(0)


def _version(asked: bool) -> None:
    if asked:
        try:
            print(f"hiwar {metadata.version('hiwar')}")
        except metadata.PackageNotFoundError:
            print("hiwar, not installed: run from its source folder")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    """Options of the command as a whole."""


@app.command()
def run(
    seeds: Seeds = DEFAULT_SEEDS,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    full: Annotated[
        bool, typer.Option("--full", help="Process every article again, and accept another seeds folder.")
    ] = False,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only fr, ar or en; may be repeated.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show Prefect's log lines too.")] = False,
) -> None:
    """Bring new and changed articles into the warehouse and publish it, if every gate lets them through.

    Examples:

        hiwar run

        hiwar run --seeds ../archive --warehouse archive.duckdb

        hiwar run --language ar --language fr
    """
    from flows.decide import Request
    from flows.run import run as run_pipeline
    from flows.show import show_report, show_stop
    from tasks.load.journal import read_journal

    console = Console()
    languages = tuple(code for given in language or () for code in given.split(","))
    request = Request(seeds, warehouse, full, languages or None)
    try:
        with _progress(console):
            report = run_pipeline(request, verbose)
    except GateError:
        show_stop(console, read_journal(Home.of(warehouse).journal, last=1)[-1])
        raise
    show_report(console, report)


@app.command()
def status(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Show what is published, whether a run is going on, and how the last runs went.

    Example:

        hiwar status
    """
    from flows.status import show_status

    show_status(Console(), Home.of(warehouse))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SQL query on the views of schema out; - reads it from stdin.")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write there.")] = None,
) -> None:
    """Answer a query on what is published: read-only, and without access to files or network.

    Examples:

        hiwar sql "select title, status, date_edtf, place from out.event"

        hiwar sql --format csv "from out.entity where kind = 'person'" > persons.csv
    """
    from flows.query import answer, write
    from flows.show import show_rows

    rows = answer(warehouse, sys.stdin.read() if query == "-" else query)
    try:
        if form is Format.table:
            with output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout) as file:
                show_rows(Console(file=file), rows)
        else:
            write(rows, form.value, output)
    except OSError as error:
        if output is None:  # a closed pipe: see main
            raise
        raise UsageError(f"{output} can't be written ({error.strerror}): give another --output") from None


@app.command()
def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article_id of out.article.")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page there instead, all in one file.")
    ] = None,
) -> None:
    """Show an article's page: what was kept, dropped and found in it, by which rule, and taken for whom.

    Examples:

        hiwar explain fr_01_dialogue_alger_washington

        hiwar explain fr_01_dialogue_alger_washington --html page.html
    """
    from flows.explain.reading import explained

    read = explained(warehouse, article)
    if html is None:
        from flows.explain.terminal import show_explained

        show_explained(Console(), read)
    else:
        from flows.explain.page import write_page

        write_page(read, html)
        print(f"{html} shows {article}")


@app.command()
def check(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Run all gates on what is published and show what does not hold; nothing is changed.

    Example:

        hiwar check
    """
    from flows.check import check as check_published
    from flows.show import show_failed, show_quarantine

    results, failing = check_published(warehouse, Settings.from_environment(os.environ).expectations)
    console = Console()
    show_quarantine(console, failing)
    show_failed(console, results)
    broken = [result for result in results if not result.success and result.severity == "critical"]
    warned = sum(not result.success for result in results) - len(broken)
    console.print(f"{len(results)} expectations and checks: {len(broken)} critical not met, {warned} warnings")
    if broken:
        raise GateError(f"{warehouse} would not be published as it is: `hiwar run --full` makes it anew")


@app.command()
def review(
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only person, organisation, place, mechanism or event.")
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help="Show the pairs and ask nothing.")] = False,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who judges; else your login.")] = None,
) -> None:
    """Show the pairs that the rules left unsure and write your answers to overrides.csv, which every run replays.

    Examples:

        hiwar review --list

        hiwar review --kind person
    """
    from flows.review import ask, show_pairs, unsure_pairs, write_down

    console, home = Console(), Home.of(warehouse)
    pairs = unsure_pairs(warehouse, kind)
    if only_list or not pairs:
        show_pairs(console, pairs)
        print(f"{len(pairs)} unsure pairs")
        return
    answers = 0
    for pair, action, why in ask(console, pairs, input):
        write_down(home.overrides, pair, action, why, who)
        answers += 1
    print(f"{answers} of {len(pairs)} pairs answered in {home.overrides}: the next `hiwar run` applies it")


@app.command()
def verify(seeds: Seeds = DEFAULT_SEEDS, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Build the warehouse anew from these seeds, somewhere else, and say whether readers would see the same.

    Example:

        hiwar verify
    """
    from flows.show import show_compared
    from flows.verify import rebuilt_and_compared

    console = Console()
    with _progress(console):
        compared = rebuilt_and_compared(seeds, Home.of(warehouse))
    show_compared(console, compared)
    if not all(view.is_same for view in compared):
        raise GateError(f"{warehouse} is not what these seeds give: `hiwar run --full` makes it anew")


@app.command()
def doctor(seeds: Seeds = DEFAULT_SEEDS, warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Look for what is missing on this machine and say how to mend it.

    Example:

        hiwar doctor
    """
    from flows.doctor import examine
    from flows.show import show_findings

    findings = examine(seeds, warehouse, Settings.from_environment(os.environ).expectations)
    show_findings(Console(), findings)
    if any(finding.mend for finding in findings):
        raise typer.Exit(3)


@app.command()
def rollback(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Go back to what was published before. Publishing then waits until an input changes.

    Example:

        hiwar rollback
    """
    from flows.lock import held
    from tasks.publish.rollback import rollback as go_back

    home = Home.of(warehouse)
    with held(home):
        done = go_back(home.warehouse, home.history)
    when = f"{done.restored.published_at:%Y-%m-%d %H:%M:%S} UTC"
    print(
        f"{warehouse} is what was published at {when}. Publishing waits until an input changes (run --full overrides)."
    )


@contextmanager
def _progress(console: Console) -> Iterator[None]:
    """Show a bar for what is logged with `progress`, if somebody watches."""
    if not console.is_terminal:
        yield
        return
    from flows.progress import progress_bar

    with progress_bar(console):
        yield


if __name__ == "__main__":
    main()
