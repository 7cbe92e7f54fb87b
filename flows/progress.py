"""A bar on the terminal, fed by log records: whoever works only logs how far it is."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, TaskID


class _Bars(logging.Handler):
    """Turn the `progress` of a record (stage, done, total) into a bar of that stage."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Move the bar of the record's stage; records without progress are none of its business."""
        told: tuple[str, int, int] | None = getattr(record, "progress", None)
        if told is None:
            return
        stage, done, total = told
        if stage not in self._bars:
            self._bars[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._bars[stage], completed=done)


@contextmanager
def progress_bar(console: Console) -> Iterator[None]:
    """Show bars for the batches of a run while it lasts; they are gone when it ends."""
    logger = logging.getLogger("flows.batches")
    level = logger.level
    with Progress(console=console, transient=True) as progress:
        handler = _Bars(progress)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
