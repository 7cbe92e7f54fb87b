"""What a run leaves in Prefect's UI: a summary, the gates, the ledger, and where to look further."""

import dataclasses
import logging

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.report import KINDS, Report, headline
from tasks.settings import Home

log = logging.getLogger(__name__)
ROWS = 500  # of the ledger; the rest is in the journal


def leave_artifacts(report: Report, home: Home) -> None:
    """Create the artifacts of a run. One that can't be created is logged: a run's result doesn't hang on it."""
    try:
        create_markdown_artifact(_summary(report), key="summary", description=headline(report.trace))
        gates = [dataclasses.asdict(result) for result in report.trace.gate_results]
        create_table_artifact(gates, key="gates", description="Every expectation the gates checked")
        create_table_artifact(_ledger(report), key="ledger", description="What became of each file")
        create_link_artifact(home.warehouse.as_uri(), key="warehouse", link_text=home.warehouse.name)
        pages = home.data_docs / "site" / "index.html"
        if pages.exists():
            create_link_artifact(pages.as_uri(), key="data-docs", link_text="Data Docs of the gates")
    except Exception as error:
        log.warning("artifacts could not be created: %s", error)


def _ledger(report: Report) -> list[dict[str, str | None]]:
    told = [entry for entry in report.trace.ledger if entry.status != "unchanged"][:ROWS]
    rows = [dataclasses.asdict(entry) for entry in told]
    left = len(report.trace.ledger) - len(told)
    return [*rows, {"path": f"and {left} more, unchanged or in the journal"}] if left else rows


def _summary(report: Report) -> str:
    run = report.trace.run
    lines = [f"# {headline(report.trace)}", "", f"Run `{run.run_id}`: **{run.status}**, {run.seconds or 0:.1f} s", ""]
    languages = report.tally.languages
    if languages:
        lines += [f"| found | {' | '.join(languages)} |", f"|---|{'---:|' * len(languages)}"]
        for name in ("articles", "sentences", "blocks kept", "blocks dropped"):
            lines.append(f"| {name} | {' | '.join(str(report.tally.pages[name, x]) for x in languages)} |")
        for name in KINDS:
            lines.append(f"| {name} | {' | '.join(str(report.tally.found[name, x]) for x in languages)} |")
    if report.trace.quarantine:
        lines += ["", "## Set aside or stopping", ""]
        lines += [f"- {r.path or r.article_id or r.table_name or ''} {r.reason}" for r in report.trace.quarantine[:50]]
    return "\n".join(lines)
