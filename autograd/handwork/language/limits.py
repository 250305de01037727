"""What a sheet may ask for at most: sheets come from strangers; each limit has its clear error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


class LimitError(ValueError):
    """A sheet asks for more than this checker gives: too long, too deep or too large.

    >>> Limits(bytes=100).check_size(101)
    Traceback (most recent call last):
    autograd.handwork.language.limits.LimitError: the sheet has 101 bytes; a sheet may have 100
    """


class OutOfTimeError(TimeoutError):
    """A sheet takes too long. It is no ValueError: what has no value is judged, this is not."""


@dataclass(frozen=True)
class Limits:
    """The bounds one sheet is read and judged under.

    >>> Limits(line_length=3).check_line("1 + 1", 7)
    Traceback (most recent call last):
    autograd.handwork.language.limits.LimitError: line 7 has 5 characters; a line may have 3
    """

    bytes: int = 200_000
    lines: int = 1_000
    line_length: int = 2_000
    depth: int = 40
    digits: int = 30
    exponent: int = 100
    name_length: int = 32
    names: int = 500
    entries: int = 1_000
    steps: int = 100_000
    points: int = 16
    seconds: float = 10.0
    megabytes: int = 1_000

    def check_size(self, size: int) -> None:
        """Refuse a file of more than `bytes` bytes."""
        if size > self.bytes:
            raise LimitError(f"the sheet has {size} bytes; a sheet may have {self.bytes}")

    def check_line(self, line: str, number: int) -> None:
        """Refuse a line of more than `line_length` characters."""
        if len(line) > self.line_length:
            raise LimitError(
                f"line {number} has {len(line)} characters; a line may have {self.line_length}"
            )


LIMITS = Limits()
"""The bounds in force where none are given."""


@dataclass
class Deadline:
    """The moment after which a sheet is given up."""

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    end: float = field(init=False)

    def __post_init__(self) -> None:
        self.end = self.clock() + self.limits.seconds

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Inside, `permit` asks for these limits."""
        token = _IN_FORCE.set(self)
        try:
            yield
        finally:
            _IN_FORCE.reset(token)

    def check(self) -> None:
        """Raise `OutOfTimeError` when the time is up."""
        if self.clock() > self.end:
            raise OutOfTimeError(
                f"judging this sheet takes longer than {self.limits.seconds:g} s; make it shorter"
            )


_IN_FORCE: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def permit(entries: int = 0, steps: int = 0) -> None:
    """Asked before work is begun: may it make so many entries, by so many multiplications, now?

    Raises:
        LimitError: It may not.
        OutOfTimeError: The time is up.

    >>> permit(entries=990 * 990)
    Traceback (most recent call last):
    autograd.handwork.language.limits.LimitError: an array may have 1000 entries
    """
    deadline = _IN_FORCE.get()
    limits = deadline.limits if deadline else LIMITS
    if entries > limits.entries:
        raise LimitError(f"an array may have {limits.entries} entries")
    if steps > limits.steps:
        raise LimitError(f"this takes {steps} multiplications; one step may take {limits.steps}")
    if deadline:
        deadline.check()
