"""The pipeline as a Prefect flow: ingest → clean → extract → resolve → load → audit → publish, a gate after each.

Composition only: what a stage does is in tasks/<stage>/, what a gate asks is in expectations/<gate>.json.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow, get_client
from prefect.runtime import flow_run
from prefect.utilities.annotations import quote

from flows.artifacts import leave_artifacts
from flows.batches import batch_runner
from flows.decide import WORK, Past, Request, check_request, look_back, verdict
from flows.gates import pass_shadow, pass_staging
from flows.lock import held
from flows.record import Recorder, recording
from flows.report import Report, headline, tally
from tasks.clean.task import clean
from tasks.extract.task import extract
from tasks.fingerprint import of_code, of_facts, of_inputs, of_lexicon
from tasks.ingest.plan import KnownArticle
from tasks.ingest.task import Ingested, ingest
from tasks.load.load import Stamp, write_ops
from tasks.load.task import load, recall
from tasks.publish.task import publish
from tasks.records import LedgerEntry, Override, Rejected
from tasks.resolve.task import resolve
from tasks.settings import Home, Settings
from tasks.tables import batch_path, read_records

log = logging.getLogger(__name__)


@flow(name="hiwar", persist_result=False, validate_parameters=True)
def pipeline(
    seeds: Path,
    warehouse: Path,
    full: bool = False,
    languages: Sequence[str] | None = None,
    trigger: str = "flow",
) -> Report:
    """Bring the articles of `seeds` into `warehouse` and return how it went.

    Raises GateError when a gate stopped the run, InputError without a manifest, UsageError for a warehouse that
    belongs to other seeds, LockedError while another run holds it. Nothing is published then.
    """
    request = Request(seeds, warehouse, full, tuple(languages) if languages else None, trigger)
    check_request(request)
    home, settings = Home.of(warehouse), Settings.from_environment(os.environ)
    recorder: Recorder | None = None
    with held(home):
        try:
            with recording(home, trigger) as recorder:
                report = _run(request, home, settings, recorder)
        except BaseException:
            if recorder is not None:  # which knows by now how the run ended, and why
                leave_artifacts(Report(recorder.trace()), home)
            raise
        leave_artifacts(report, home)
        return report


def _run(request: Request, home: Home, settings: Settings, recorder: Recorder) -> Report:
    staging = home.staging(recorder.run_id)
    past = look_back(home, request)
    signature = of_inputs(
        request.seeds, home.overrides
    )  # before anything is read: a file edited meanwhile is work for the next run
    known = cast(Mapping[str, KnownArticle], quote(past.known))  # Prefect would look for futures in every entry
    ingested = ingest(request.seeds, staging, known, request.languages, request.full, settings.batch_articles)
    recorder.ledger = read_records(LedgerEntry, batch_path(staging, "ledger", 0))
    recorder.quarantine = read_records(Rejected, batch_path(staging, "rejected", 0))
    _name_run(headline(recorder.save()))
    decided = verdict(ingested.counts, past)
    if decided != WORK:
        return Report(recorder.save(decided), warnings=ingested.warnings)
    _make_facts(ingested, past, home, settings, recorder)
    counted = tally(staging)
    _build(request, ingested, signature, past, home, settings, recorder)
    _publish(home, settings, recorder)
    warnings = (*ingested.warnings, *_idle_overrides(staging))
    return Report(recorder.save("published"), counted, home.warehouse, warnings)


def _idle_overrides(staging: Path) -> list[str]:
    """What people judged that came to nothing, a line each."""
    lines = read_records(Override, sorted((staging / "override").glob("batch-*.parquet")))
    return [f"overrides.csv line {row.line} ({row.action}): {row.reason}" for row in lines if row.status != "applied"]


def _make_facts(ingested: Ingested, past: Past, home: Home, settings: Settings, recorder: Recorder) -> None:
    """Take the staged articles through clean, extract and resolve, each behind its gate."""
    staging = home.staging(recorder.run_id)
    articles = ingested.counts["new"] + ingested.counts["changed"]
    if articles or not past.known:  # a first run that finds nothing at all must not publish an empty house
        pass_staging("ingest", home, recorder, settings.expectations)
        with batch_runner(articles, settings) as run_batches:
            run_batches(clean, staging, ingested.batches)
            pass_staging("clean", home, recorder, settings.expectations)
            run_batches(extract, staging, ingested.batches)
            pass_staging("extract", home, recorder, settings.expectations)
    if articles or ingested.gone or past.is_overruled:
        recall(home.warehouse, staging, ingested.gone, staging / "recalled")
        resolve(staging, staging / "recalled", home.overrides)
        pass_staging("resolve", home, recorder, settings.expectations)


def _build(
    request: Request,
    ingested: Ingested,
    signature: str,
    past: Past,
    home: Home,
    settings: Settings,
    recorder: Recorder,
) -> None:
    """Build the shadow and audit it."""
    stamp = Stamp(
        run_id=recorder.run_id,
        fingerprint=of_facts(),
        loaded_at=datetime.now(UTC),
        seeds=str(request.seeds.resolve()),
        input_signature=signature,
        overrides=past.overrides,
        code=of_code(),
        lexicon=of_lexicon(),
    )
    staging, shadow = home.staging(recorder.run_id), home.shadow(recorder.run_id)
    load(home.warehouse, shadow, staging, ingested.gone, stamp, home.journal)
    pass_shadow("load", home, recorder, settings.expectations)


def _publish(home: Home, settings: Settings, recorder: Recorder) -> None:
    from tasks.gates.engine import forget_old_docs

    shadow = home.shadow(recorder.run_id)
    recorder.status = "published"
    write_ops(shadow, [recorder.trace()])
    publish(shadow, home.warehouse, home.history, settings.keep_published)
    forget_old_docs(home.data_docs, settings.keep_docs)


def _name_run(name: str) -> None:
    """Name the flow run after what it has to do, known only now."""
    run_id = flow_run.get_id()
    if run_id is None:
        return
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(run_id), name=name)
