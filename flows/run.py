"""Run the pipeline from the command line: find out cheaply whether there is work, and only then bring in Prefect."""

import os

from flows.decide import WORK, Request, check_request, look_back, verdict
from flows.lock import held
from flows.record import recording
from flows.report import Report
from flows.server import configured_url, prefect_server
from tasks.ingest.manifest import read_manifest
from tasks.ingest.plan import plan
from tasks.settings import Home


def run(request: Request, verbose: bool = False) -> Report:
    """Bring the articles of `request.seeds` into `request.warehouse` and return how it went.

    Raises what flows.pipeline.pipeline raises. Without a Prefect server configured, a run that has nothing to do is
    journalled and done within a second or two: no server is started for it, and nothing heavy is imported.
    """
    check_request(request)
    read_manifest(request.seeds)  # before anything is made beside the warehouse for a run that can't be
    home = Home.of(request.warehouse)
    with held(home):
        if configured_url(os.environ) is None and (done := _nothing_to_do(request, home)):
            return done
        with prefect_server(home, _import_gates, verbose):
            from flows.pipeline import pipeline

            return pipeline(request.seeds, home.warehouse, request.full, request.languages, request.trigger)


def _nothing_to_do(request: Request, home: Home) -> Report | None:
    """Return the report of a run without work, None when there is work."""
    past = look_back(home, request)
    if request.full or not past.known:
        return None
    planned = plan(request.seeds, past.known, frozenset(request.languages) if request.languages else None)
    decided = verdict(planned.counts, past)
    if decided == WORK:
        return None
    with recording(home, request.trigger) as recorder:
        recorder.ledger, recorder.quarantine = planned.ledger, planned.rejected
        return Report(recorder.save(decided), warnings=tuple(planned.warnings))


def _import_gates() -> None:
    """Import what every run with work needs, while its server is starting."""
    import tasks.gates.engine  # noqa: F401
