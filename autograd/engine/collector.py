"""Python's garbage collector, paused where it would walk through graphs again and again in vain.

Graphs hold no reference cycles: they are freed when the last reference to them goes, and the
collector, which looks for cycles after every 700 new objects, only costs time.
"""

import gc
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager

_counting = allocate_lock()
_open = 0
_was_running = False


@contextmanager
def collector_paused() -> Iterator[None]:
    """Inside, the garbage collector does not run; afterwards it does, if it did before.

    For a loop that makes and drops graphs: put one step into a function, so that its graph is gone
    when the block ends, and call that inside. What else makes cycles meanwhile stays in memory for
    the length of the block. There is one collector for all threads: it runs again when the last of
    their blocks has ended.

    >>> from autograd import Value
    >>> import gc
    >>> with collector_paused():
    ...     y = Value(3.0) * 2
    ...     gc.isenabled()
    False
    """
    global _open, _was_running
    with _counting:
        if not _open:
            _was_running = gc.isenabled()
            gc.disable()
        _open += 1
    try:
        yield
    finally:
        with _counting:
            _open -= 1
            if not _open and _was_running:
                gc.enable()
