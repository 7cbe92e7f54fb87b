"""Say what is published, whether a run is going on, and how the last runs went."""

from rich.console import Console
from rich.markup import escape

from flows.lock import holder, is_held
from flows.show import show_failed, show_quarantine, show_runs
from tasks.errors import InputError
from tasks.load.journal import read_journal
from tasks.load.known import known_articles, warehouse_meta
from tasks.publish.history import list_history
from tasks.publish.hold import hold_path, read_hold
from tasks.settings import Home

LAST_RUNS = 10


def show_status(console: Console, home: Home) -> None:
    """Show the state of a warehouse. Raises InputError when there is neither a warehouse nor a trace of a run."""
    traces = read_journal(home.journal, last=LAST_RUNS)
    if not traces and not home.warehouse.exists():
        raise InputError(f"there is no warehouse {home.warehouse} and no run yet: `hiwar run` makes one")
    console.print(escape(_published(home)), highlight=False, soft_wrap=True)
    if is_held(home):
        console.print(f"A run holds it now{holder(home)}.", highlight=False)
    if hold := read_hold(hold_path(home.history)):
        console.print(f"Rolled back {hold.rolled_back_at}: publishing waits until an input changes.", highlight=False)
    if traces:
        show_runs(console, [trace.run for trace in traces])
        show_quarantine(console, traces[-1].quarantine)
        show_failed(console, traces[-1].gate_results)


def _published(home: Home) -> str:
    if not home.warehouse.exists():
        return f"{home.warehouse}: nothing published yet."
    meta = warehouse_meta(home.warehouse)
    articles, earlier = len(known_articles(home.warehouse)), len(list_history(home.history))
    made = f"from {meta.get('seeds', 'unknown seeds')}, loaded {meta.get('loaded_at', 'at an unknown time')}"
    return f"{home.warehouse}: {articles} articles {made}; {earlier} earlier files kept for `hiwar rollback`."
