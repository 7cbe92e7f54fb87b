"""What people see on the terminal: tables at the end of a run, of a status, of a query."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.query import ROWS_SHOWN, as_text
from flows.report import KINDS, Report, headline
from tasks.load.journal import GateResult, Run, Trace
from tasks.records import Rejected

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.doctor import Finding
    from flows.verify import Compared

COLUMN_WIDTH = 12  # a table whose columns are narrower can't be read
SHOWN = 10  # rows of a list before `and n more`

_ENDINGS = {
    "published": "[green]published[/green]",
    "unchanged": "nothing changed: nothing was extracted and nothing published",
    "waiting": "rolled back, and nothing among the inputs has changed since: publishing waits (--full overrides)",
    "stopped": "[red]stopped by a gate: nothing was published[/red]",
    "failed": "[red]failed: nothing was published[/red]",
}


def show_report(console: Console, report: Report) -> None:
    """Show how a run went: what was read, kept, dropped, found and quarantined, and what the gates say."""
    trace = report.trace
    console.print(f"[bold]{headline(trace)}[/bold]", highlight=False)
    if report.tally.languages:
        console.print(_tally_table(report))
    show_quarantine(console, trace.quarantine)
    show_failed(console, trace.gate_results)
    for warning in report.warnings:
        console.print(f"[yellow]note:[/yellow] {escape(warning)}", highlight=False)
    where = f" {report.published}" if report.published else ""
    ending = _ENDINGS.get(trace.run.status, trace.run.status)
    console.print(f"{ending}{escape(where)} ({trace.run.seconds or 0:.1f} s)", highlight=False, soft_wrap=True)


def show_compared(console: Console, compared: Sequence["Compared"]) -> None:
    """Show what is otherwise in a rebuilt warehouse, and how much is the same."""
    other = [view for view in compared if not view.is_same]
    if other:
        table = Table("view", "rows published", "rows rebuilt", "only published", "only rebuilt")
        for view in other:
            table.add_row(f"out.{view.view}", *map(str, (*view.rows, view.missing, view.surplus)))
        console.print(table)
    same = sum(view.rows[0] for view in compared if view.is_same)
    console.print(f"{len(compared) - len(other)} of {len(compared)} views the same, {same} rows", highlight=False)


def show_stop(console: Console, trace: Trace) -> None:
    """Show why a run stopped: the expectations that failed and the rows that failed them."""
    show_quarantine(console, [row for row in trace.quarantine if row.stage not in {"gate", "run"}])
    show_failed(console, trace.gate_results)


def show_quarantine(console: Console, rejected: Sequence[Rejected]) -> None:
    """Show what was set aside, or stopped the run, and why."""
    if not rejected:
        return
    table = Table("stage", "where", "reason", "row", title="Quarantined", title_justify="left")
    for row in rejected[:SHOWN]:
        where = " ".join(part for part in (row.path or row.article_id, row.table_name) if part)
        reason = row.reason if row.expectation is None else f"{row.expectation}: {row.reason}"
        table.add_row(row.stage, escape(where), escape(reason), escape(_shortened(row.row_json or "")))
    console.print(table)
    if len(rejected) > SHOWN:
        console.print(f"and {len(rejected) - SHOWN} more: hiwar status, or out.quarantine once published")


def show_failed(console: Console, results: Sequence[GateResult]) -> None:
    """Show the expectations that did not hold; nothing when all did."""
    failed = [result for result in results if not result.success]
    if not failed:
        return
    table = Table("gate", "expectation", "column", "severity", "observed", "failing rows", title="Expectations not met")
    table.title_justify = "left"
    for result in failed:
        rows = "" if result.failing_rows is None else str(result.failing_rows)
        observed = escape(_shortened(result.observed or ""))
        table.add_row(result.gate, result.expectation, result.column_name or "", result.severity, observed, rows)
    console.print(table)


def show_runs(console: Console, runs: Sequence[Run]) -> None:
    """Show runs, the latest first."""
    table = Table("run", "started (UTC)", "status", "new", "changed", "same", "gone", "quarantined", "seconds")
    for run in reversed(runs):
        counts = (run.articles_new, run.articles_changed, run.articles_unchanged, run.articles_gone)
        seconds = "" if run.seconds is None else f"{run.seconds:.1f}"
        started = f"{run.started_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(run.run_id, started, run.status, *map(str, counts), str(run.articles_quarantined), seconds)
    console.print(table)


def show_findings(console: Console, findings: Sequence["Finding"]) -> None:
    """Show what the doctor found, and how to mend what is amiss."""
    table = Table("", "what", "found", "mend")
    for finding in findings:
        mark = "[green]ok[/green]" if finding.mend is None else "[red]no[/red]"
        table.add_row(mark, finding.what, escape(finding.found), escape(finding.mend or ""))
    console.print(table)


def show_rows(console: Console, rows: "pa.Table") -> None:
    """Show the rows of a query, at most ROWS_SHOWN of them, and say so when there are more.

    A table, or one record below the other when its columns would get less than COLUMN_WIDTH characters each.
    """
    shown = rows.slice(0, ROWS_SHOWN).to_pylist()
    if len(rows.column_names) * COLUMN_WIDTH > console.width:
        _show_records(console, rows.column_names, shown)
    else:
        table = Table(*rows.column_names)
        for values in shown:
            table.add_row(*(escape(as_text(values[name])) for name in rows.column_names))
        console.print(table)
    more = "" if len(shown) == rows.num_rows else f" of {rows.num_rows}: --format csv gives all"
    console.print(f"{len(shown)} row{'' if len(shown) == 1 else 's'}{more}", highlight=False)


def _show_records(console: Console, names: Sequence[str], rows: Sequence[dict[str, object]]) -> None:
    for values in rows:
        record = Table.grid(padding=(0, 2))
        record.add_column(style="dim", no_wrap=True)
        record.add_column(overflow="fold")
        for name in names:
            record.add_row(name, escape(as_text(values[name])))
        console.rule(style="dim")
        console.print(record)


def _tally_table(report: Report) -> Table:
    languages = report.tally.languages
    table = Table("", *languages, "all", title="Read, kept, dropped and found", title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    _add_counts(table, ("articles", "sentences", "blocks kept", "blocks dropped"), report.tally.pages, languages)
    table.add_section()
    _add_counts(table, tuple(KINDS), report.tally.found, languages)
    return table


def _add_counts(table: Table, names: Sequence[str], counts: Counter[tuple[str, str]], languages: list[str]) -> None:
    for name in names:
        each = [counts[name, language] for language in languages]
        table.add_row(name, *(str(count) for count in each), str(sum(each)))


def _shortened(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
