"""A bar on the error stream for what takes longer than two seconds, where that is a terminal."""

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0
"""The seconds that pass before a bar appears; until then it is not even loaded."""

Item = TypeVar("Item")


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Inside, a bar that only says that something is going on."""
    bars: list[Progress] = []
    timer = threading.Timer(PATIENCE, lambda: bars.append(started(message)))
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if timer.is_alive():
            timer.join()  # it may be starting a bar, which nobody would stop
        for bar in bars:
            bar.stop()


def watched(items: Iterable[Item], total: int, message: str) -> Iterator[Item]:
    """The items one by one, with a bar that counts them."""
    bar = None
    start = time.monotonic()
    try:
        for done, item in enumerate(items, 1):
            yield item
            if bar is None and sys.stderr.isatty() and time.monotonic() - start > PATIENCE:
                bar = started(message, total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
    finally:
        if bar is not None:
            bar.stop()


def started(message: str, total: int | None = None) -> "Progress":
    """A bar that shows; of an unknown total it only moves."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    counts = (MofNCompleteColumn(), TimeRemainingColumn()) if total is not None else ()
    columns = (TextColumn(message), BarColumn(), *counts)
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(message, total=total)
    bar.start()
    return bar
