"""A bar on the error stream for what takes longer than two seconds, where that is a terminal."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 2.0
"""The seconds that pass before a bar appears."""

Item = TypeVar("Item")


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Inside, a bar that only says that something is going on."""
    console = Console(stderr=True)
    bar = Progress(TextColumn(message), BarColumn(), console=console, transient=True)
    bar.add_task(message, total=None)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    if console.is_terminal:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if bar.live.is_started:
            bar.stop()


def watched(items: Iterable[Item], total: int, message: str) -> Iterator[Item]:
    """The items one by one, with a bar that counts them."""
    console = Console(stderr=True)
    columns = (TextColumn(message), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(message, total=total)
    start = time.monotonic()
    try:
        for item in items:
            yield item
            bar.advance(task)
            if console.is_terminal and time.monotonic() - start > PATIENCE:
                bar.start()
    finally:
        if bar.live.is_started:
            bar.stop()
