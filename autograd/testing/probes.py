"""Probes: lines of Python run on a Value class, and the numbers that come out."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

MOST_STEPS = 1_000_000
"""Lines and calls that one probe may take; the longest has 3,000 nodes, so 300 for each."""


class EndlessError(BaseException):
    """A probe has taken more steps than any right engine needs."""  # no except of theirs stops it


class Outcome(NamedTuple):
    """What a probe gave: the output's number, the gradient of each leaf, or the error.

    `changed` are the leaves whose numbers are others than before.
    """

    value: float | None = None
    grads: Mapping[str, float] = {}
    changed: tuple[str, ...] = ()
    error: BaseException | None = None

    def agrees(self, other: "Outcome") -> bool:
        """Whether both gave the same gradients.

        >>> Outcome(1.0, {"a": 3.0}).agrees(Outcome(1.0, {"a": 3.0 + 1e-12}))
        True
        """
        return self.error is None and all(
            close(self.grads[name], right) for name, right in other.grads.items()
        )


def run(make: Callable[[float], Any], code: str, at: Mapping[str, float]) -> Outcome:
    """Make leaves, run lines that compute `y` from them, send back from y.

    Args:
        make: The class, or a function from a number to a node.
        code: The lines, one of which sets y.
        at: The numbers of the leaves by name.

    >>> from autograd import Value
    >>> run(Value, "y = a * a", {"a": 3.0})
    Outcome(value=9.0, grads={'a': 6.0}, changed=(), error=None)
    """
    value = None
    try:
        leaves = {name: make(x) for name, x in at.items()}
        names = dict(leaves)
        with limited_steps():
            exec(code, {}, names)  # lines of this package, never of anybody else
            value = float(names["y"].data)
            names["y"].backward()
        grads = {name: gradient(leaf) for name, leaf in leaves.items()}
        changed = tuple(
            name for name, leaf in leaves.items() if not close(float(leaf.data), at[name])
        )
    except (Exception, EndlessError, SystemExit) as error:  # exit(0) would pass for a success
        return Outcome(value, error=error)
    return Outcome(value, grads, changed)


def gradient(leaf: Any) -> float:
    """The gradient of a node; None, as some classes begin with, counts as 0."""
    return 0.0 if leaf.grad is None else float(leaf.grad)


def close(x: float, y: float) -> bool:
    """Whether two numbers agree to five digits; an engine may compute in single precision."""
    return abs(x - y) <= 1e-5 * max(1.0, abs(y))


@contextmanager
def limited_steps() -> Iterator[None]:
    """Inside, code that goes on without end is stopped; its steps are counted, not timed.

    Where a debugger or a measure of coverage watches the lines, it is left to do so, and calls
    alone are counted.

    Raises:
        EndlessError: After `MOST_STEPS`.
    """
    left = MOST_STEPS
    before, is_watched = sys.getprofile(), sys.gettrace() is not None

    def count(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise EndlessError(f"more than {MOST_STEPS:,} lines and calls")
        return count

    sys.setprofile(count)
    if not is_watched:
        sys.settrace(count)
    try:
        yield
    finally:
        sys.setprofile(before)
        if not is_watched:
            sys.settrace(None)
