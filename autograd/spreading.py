"""Spreading: work done by any executor, its results in order, and nothing lost with a worker.

The standard library's process pool is an executor, `dask.distributed` has one for a cluster. Which
worker does what, and what is tried again elsewhere, is theirs to decide. What they give up, as a
process pool does with all that waits when one of its processes dies, is done where it was asked.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def spread(
    work: Callable[[Task], Result], tasks: Sequence[Task], executor: Executor
) -> Generator[Result]:
    """The results of `work` on each task, in their order, each as soon as it is there.

    `work` is a function that a worker can import, tasks and results can be pickled. The executor
    stays open; whoever closes the generator takes back what has not begun.

    Raises:
        RuntimeError: The executor takes no work, for it is shut down.
        TypeError: It is none.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as executor:
    ...     list(spread(abs, [-1, 2, -3], executor))
    [1, 2, 3]
    """
    if not callable(getattr(executor, "submit", None)):
        raise TypeError(
            f"an executor is a ThreadPoolExecutor, a ProcessPoolExecutor or another with `submit`, "
            f"got {type(executor).__name__}"
        )
    futures = list(_begun(work, tasks, executor))
    told = False
    try:
        for i, task in enumerate(tasks):
            try:
                yield futures[i].result()
            except Exception as error:  # of the worker, or of the work, which then comes again here
                if not told:
                    reason = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": .")
                    warnings.warn(
                        f"the executor gave up, the rest is done here ({reason})", stacklevel=2
                    )
                told = True
                yield work(task)
    finally:
        for future in futures:
            future.cancel()


def _begun(
    work: Callable[[Task], Result], tasks: Sequence[Task], executor: Executor
) -> Iterator[Future[Result]]:
    """A future for each task; one that cannot be begun, for a worker died meanwhile, has failed."""
    for i, task in enumerate(tasks):
        try:
            yield executor.submit(work, task)
        except Exception as error:
            if i == 0:  # it never worked: whoever made it should know
                raise
            lost: Future[Result] = Future()
            lost.set_exception(error)
            yield lost
