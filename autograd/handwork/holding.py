"""One sheet, judged where it is asked for and held to its time and memory by the system.

A guard (`guarding`) keeps one sheet from stopping the others; to start its process takes as long as
all the rest of a short command. Where no other sheet waits, an alarm and a limit do.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from autograd.handwork.checking import KeyOf
from autograd.handwork.guarding import GRACE, failed, judged
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.limits import Limits
from autograd.handwork.language.reading import Sheet

try:
    import resource
except ImportError:  # Windows and browsers, where there is no alarm either
    resource = None  # type: ignore[assignment]

MEMORY = Path("/proc/self/statm")
"""Where Linux tells how many pages a process has; elsewhere its memory is not limited here."""


class TooLongError(BaseException):
    """The alarm; no error, so that nothing on the way takes it for one."""


def can_hold() -> bool:
    """Whether alarms reach this thread: they ring in the main one, and not on Windows."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def judged_alone(
    path: Path, *, key: Sheet | KeyOf | None, places: int | None, limits: Limits
) -> Report:
    """One report, as behind a guard.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "sheet.chalk")
    ...     _ = path.write_text("a = 2\\nb = 3 a = 5")
    ...     judged_alone(path, key=None, places=None, limits=Limits()).first_slip.line
    2
    """
    try:
        with alarm(limits.seconds + GRACE), memory(limits.megabytes * 2**20):
            return judged(path, key=key, places=places, limits=limits)
    except TooLongError:
        return failed(path, f"judging this sheet takes longer than {limits.seconds:g} s")


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Inside, work is given up after so many seconds, and again where somebody passed over it."""

    def ring(*_: Any) -> NoReturn:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def memory(size: int) -> Iterator[None]:
    """Inside, this process may take so many bytes more than it has, where Linux tells that."""
    if not MEMORY.exists():
        yield
        return
    has = int(MEMORY.read_text().split()[0]) * resource.getpagesize()
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    asked = min(limit for limit in (has + size, before, most) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (asked, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))
