"""A guard: sheets are judged in a process of their own, which can be ended from outside.

`check` and `check_file` judge where they are called, as quickly as it goes, and look at the clock
as they work. Where many sheets come from strangers (folders, the command line) a sheet that finds
a way past that clock, or past the memory, must not stop the others: `check_all` judges behind a
guard. A browser has no processes: there it judges in place, and the page ends its own worker.
The workers of an executor judge behind guards of their own.
"""

from __future__ import annotations

import faulthandler
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Timer
from typing import Any

from autograd.handwork.checking import KeyOf, check_file
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.limits import LIMITS, LimitError, Limits
from autograd.handwork.language.reading import Sheet, read_file
from autograd.spreading import spread

try:
    import resource
except ImportError:  # Windows and browsers: there the sizes and the time are limited alone
    resource = None  # type: ignore[assignment]

HAS_PROCESSES = sys.platform not in ("emscripten", "wasi") and bool(sys.executable)
START = (  # not by multiprocessing, which would run the caller's own script a second time
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from autograd.handwork.guarding import serve; serve()"
)
STARTING = 60.0
"""The seconds in which a process must have begun."""
PARCEL = 8
"""How many sheets a worker is given at a time: to start a guard takes as long as judging a few."""
GRACE = 2.0
"""The seconds a sheet is given beyond its own, in which its checker should give it up itself."""


class Guard:
    """A process that judges one sheet after the other; one that takes too long ends it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Guard() as guard:
    ...     path = Path(folder, "sheet.chalk")
    ...     _ = path.write_text("a = 2\\nb = 3 a = 5")
    ...     guard.report(path).first_slip.line
    2
    """

    def __init__(
        self,
        *,
        key: str | Path | Sheet | KeyOf | None = None,
        places: int | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self.task = key, places, limits
        self.limits = limits
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *exc: object) -> None:
        self.end()

    def report(self, path: Path) -> Report:
        """The report on the sheet in a file, or the reason why there is none."""
        if self.process is None and not self._started():
            return failed(path, "the process that judges sheets could not be started")
        answer, late = self._asked(path, self.limits.seconds + GRACE)
        if isinstance(answer, Report):
            return answer
        self.end()
        seconds = f"judging this sheet takes longer than {self.limits.seconds:g} s"
        return failed(path, seconds if late else "the process that judged this sheet has died")

    def kill(self) -> None:
        """End what the process is doing; whoever waits for its answer gets none."""
        if self.process is not None:
            self.process.kill()

    def end(self) -> None:
        """End the process and wait until it is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _started(self) -> bool:
        """Whether a new process is ready to judge."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._send(sys.path)
        ready, _ = self._asked(self.task, STARTING)
        if ready is not True:
            self.end()
        return self.process is not None

    def _asked(self, question: object, seconds: float) -> tuple[Any, bool]:
        """The answer to a question, None if the process ended, and whether it was too late."""
        assert self.process is not None
        assert self.process.stdout is not None
        late = Event()

        def ring() -> None:
            late.set()
            self.kill()

        timer = Timer(seconds, ring)
        timer.daemon = True
        timer.start()
        try:
            self._send(question)
            return pickle.load(self.process.stdout), False
        except (OSError, EOFError, pickle.UnpicklingError):
            return None, late.is_set()
        finally:
            timer.cancel()

    def _send(self, message: object) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            pickle.dump(message, self.process.stdin)
            self.process.stdin.flush()
        except OSError as error:
            raise EOFError from error


def failed(path: Path, why: str) -> Report:
    """The report on a sheet that has none."""
    return Report(Sheet((), source=path.name), (), error=why)


def guarded(
    files: Iterable[Path],
    *,
    key: str | Path | Sheet | KeyOf | None = None,
    places: int | None = None,
    jobs: int = 1,
    limits: Limits = LIMITS,
) -> Generator[Report]:
    """The reports on files, in their order, each judged behind one of so many guards."""
    if not HAS_PROCESSES:
        yield from map(partial(judged, key=key, places=places, limits=limits), files)
        return
    guards = [Guard(key=key, places=places, limits=limits) for _ in range(max(jobs, 1))]
    free = SimpleQueue[Guard]()
    for guard in guards:
        free.put(guard)

    def report(path: Path) -> Report:
        guard = free.get()
        try:
            return guard.report(path)
        finally:
            free.put(guard)

    pool = ThreadPoolExecutor(len(guards))
    try:
        yield from pool.map(report, files)
    finally:  # also when whoever asked wants no more
        pool.shutdown(wait=False, cancel_futures=True)
        for guard in guards:
            guard.kill()
        pool.shutdown()
        for guard in guards:
            guard.end()


def spread_out(
    files: Sequence[Path],
    executor: Executor,
    *,
    key: str | Path | Sheet | KeyOf | None = None,
    places: int | None = None,
    limits: Limits = LIMITS,
) -> Generator[Report]:
    """The reports on files, in their order, judged by an executor: no worker needs the files."""
    key = read_file(key, limits) if isinstance(key, str | Path) else key
    packed = [_packed(path, limits) for path in files]
    small = [sheet for sheet in packed if not isinstance(sheet, Report)]
    parcels = [small[i : i + PARCEL] for i in range(0, len(small), PARCEL)]
    work = partial(judged_elsewhere, key=key, places=places, limits=limits)
    with closing(spread(work, parcels, executor)) as found:
        reports = chain.from_iterable(found)
        for sheet in packed:
            yield sheet if isinstance(sheet, Report) else next(reports)


def _packed(path: Path, limits: Limits) -> tuple[str, bytes] | Report:
    """A file to be sent, or the report on one that nobody needs to open to refuse it."""
    try:
        limits.check_size(path.stat().st_size)
        return path.name, path.read_bytes()
    except (LimitError, OSError) as error:
        return failed(path, str(error))


def judged_elsewhere(
    sheets: Sequence[tuple[str, bytes]],
    *,
    key: Sheet | KeyOf | None,
    places: int | None,
    limits: Limits,
) -> list[Report]:
    """The reports on a few sheets, each its file's name and content, judged behind a guard."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, str(i), name) for i, (name, _) in enumerate(sheets)]
        for path, (_, content) in zip(paths, sheets, strict=True):
            path.parent.mkdir()
            path.write_bytes(content)
        return list(guarded(paths, key=key, places=places, limits=limits))


def judged(
    path: Path, *, key: str | Path | Sheet | KeyOf | None, places: int | None, limits: Limits
) -> Report:
    """One report; whatever goes wrong with a sheet stays with that sheet."""
    try:
        return check_file(path, key=key, places=places, limits=limits)
    except MemoryError:
        return failed(path, f"judging this sheet takes more than {limits.megabytes} MB")
    except Exception as error:  # a fault of ours must not stop the other sheets
        return failed(path, f"the checker failed on this sheet ({type(error).__name__}: {error})")


def serve() -> None:
    """Judge one file after the other as they are asked for: what the process of a guard does."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers may reach the guard
    key, places, limits = pickle.load(asked)
    if resource is not None:
        _hold(limits.megabytes * 2**20)
    answer: object = True
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        try:
            path = pickle.load(asked)
        except EOFError:
            return
        # also ends it when the guard itself was killed meanwhile
        faulthandler.dump_traceback_later(limits.seconds + 2 * GRACE, exit=True)
        answer = judged(path, key=key, places=places, limits=limits)


def _hold(size: int) -> None:
    """Let this process have so many bytes and no more, where the system can."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):  # macOS counts more than it gives
        return
