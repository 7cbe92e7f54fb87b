"""Prefect tasks of the gates."""

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.gates.passage import Passage, pass_built, pass_staged


@task(name="gate", task_run_name="gate-{gate}", cache_policy=NO_CACHE, persist_result=False)
def check_staging(gate: str, expectations: Path, staging: Path, docs: Path, run_id: str) -> Passage:
    """Take what a stage has staged through its gate. Never tried twice: it rewrites what it sets aside."""
    return pass_staged(gate, expectations, staging, docs, run_id)


@task(name="gate", task_run_name="gate-{gate}", cache_policy=NO_CACHE, persist_result=False)
def check_built(gate: str, expectations: Path, warehouse: Path, docs: Path, run_id: str) -> Passage:
    """Take a built warehouse through the last gate."""
    return pass_built(gate, expectations, warehouse, docs, run_id)
