"""Prefect task of the publish stage: the one moment at which readers change worlds."""

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.publish.publish import publish as put_in_place


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(shadow: Path, warehouse: Path, history: Path, keep: int) -> Path | None:
    """Rename the shadow over the warehouse and return where the file before it is kept. Never tried twice."""
    return put_in_place(shadow, warehouse, history, keep)
