"""Run a stage batch by batch: one after the other in this process, or side by side in a pool when there are many.

The result is the same files whichever way; only the time differs.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect import Task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ProcessPoolTaskRunner

from flows.server import die_with_parent
from tasks.settings import Settings

log = logging.getLogger(__name__)
BatchTask = Task[[Path, int], int]
RunBatches = Callable[[BatchTask, Path, int], int]


@contextmanager
def batch_runner(articles: int, settings: Settings) -> Iterator[RunBatches]:
    """Give a function that runs a batch task over batches 0…n-1 of a staging folder and returns the articles done.

    Workers of the pool end with this process, however it ends, and write only into the staging they are given.
    """
    workers = min(settings.workers or os.cpu_count() or 1, -(-articles // settings.batch_articles) or 1)
    if articles < settings.pool_from_articles or workers < 2:
        yield _one_by_one
        return
    pool = ProcessPoolTaskRunner(max_workers=workers, initializer=die_with_parent, initargs=(os.getpid(),))
    with pool as runner:

        def side_by_side(task: BatchTask, staging: Path, batches: int) -> int:
            futures: list[PrefectFuture[int]] = [
                runner.submit(task, {"staging": staging, "batch": batch}) for batch in range(batches)
            ]
            done = 0
            for number, future in enumerate(as_completed(futures), start=1):
                done += future.result()
                _tell(task.name, number, batches)
            return done

        yield side_by_side


def _one_by_one(task: BatchTask, staging: Path, batches: int) -> int:
    done = 0
    for batch in range(batches):
        done += task(staging, batch)
        _tell(task.name, batch + 1, batches)
    return done


def _tell(stage: str, done: int, total: int) -> None:
    """Log how far a stage is; whoever shows progress reads `progress` off the record."""
    log.info("%s: batch %d of %d", stage, done, total, extra={"progress": (stage, done, total)})
