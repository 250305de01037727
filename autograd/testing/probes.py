"""Probes: lines of Python run on a Value class, and the numbers that come out."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

MOST_CALLS = 500_000
"""Calls that one probe may take; the longest needs 3,000 nodes, so 150 for each of them."""


class EndlessError(BaseException):
    """A probe has taken more calls than any right engine needs."""  # no except of theirs stops it


class Outcome(NamedTuple):
    """What a probe gave: the output's number, the gradient of each leaf, or the error.

    `changed` are the leaves whose numbers are others than before.
    """

    value: float | None = None
    grads: Mapping[str, float] = {}
    changed: tuple[str, ...] = ()
    error: BaseException | None = None

    def agrees(self, other: "Outcome") -> bool:
        """Whether both gave the same gradients, to nine digits.

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
        with limited_calls():
            exec(code, {}, names)  # lines of this package, never of anybody else
            value = float(names["y"].data)
            names["y"].backward()
        grads = {name: gradient(leaf) for name, leaf in leaves.items()}
        changed = tuple(name for name, leaf in leaves.items() if float(leaf.data) != at[name])
    except (Exception, EndlessError) as error:
        return Outcome(value, error=error)
    return Outcome(value, grads, changed)


def gradient(leaf: Any) -> float:
    """The gradient of a node; None, as some classes begin with, counts as 0."""
    return 0.0 if leaf.grad is None else float(leaf.grad)


def close(x: float, y: float) -> bool:
    """Whether two numbers agree to nine digits; an engine computes in doubles."""
    return abs(x - y) <= 1e-9 * max(1.0, abs(y))


@contextmanager
def limited_calls() -> Iterator[None]:
    """Inside, code that calls functions without end is stopped; counted, not timed.

    Raises:
        EndlessError: After `MOST_CALLS`.
    """
    left = MOST_CALLS
    before = sys.getprofile()

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise EndlessError(f"more than {MOST_CALLS:,} calls")

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
