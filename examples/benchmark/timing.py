"""How a step is timed, here and in another engine's own process: the standard library only."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Step = Callable[[], Any]
Numbers = list[float]


class Entrant(NamedTuple):
    """An engine at its work.

    `answer()` takes one step and gives the loss and then the gradients; `seconds(calls, collector)`
    takes so many steps and says how long one took, with Python's garbage collector on or off.
    """

    answer: Callable[[], Numbers]
    seconds: Callable[[int, bool], float]


class Spread(NamedTuple):
    """The quartiles of what was measured."""

    low: float
    median: float
    high: float


def entrant(step: Step, numbers: Callable[[Any], Numbers]) -> Entrant:
    """An entrant in this process; `numbers` reads loss and gradients from what a step gives."""
    return Entrant(
        lambda: numbers(step()), lambda calls, collector: seconds(step, calls, collector)
    )


def clock() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def seconds(step: Step, calls: int, collector: bool) -> float:
    """Processor seconds of one step, the mean of steps that each keep their result until the next.

    The heap is swept first, so that nobody pays for another engine's garbage.
    """
    was_on = gc.isenabled()
    gc.collect()
    (gc.enable if collector else gc.disable)()
    try:
        start = clock()
        for _ in range(calls):
            result = step()
        elapsed = clock() - start
    finally:
        (gc.enable if was_on else gc.disable)()
    del result
    return elapsed / calls


def spread(numbers: Sequence[float]) -> Spread:
    """The median and the quartiles beside it.

    >>> spread([4.0, 1.0, 3.0, 2.0, 5.0])
    Spread(low=2.0, median=3.0, high=4.0)
    """
    if len(numbers) == 1:
        return Spread(*numbers * 3)
    return Spread(*statistics.quantiles(numbers, n=4, method="inclusive"))
