"""What a sheet may ask for at most: sheets come from strangers; each limit has its clear error."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


class LimitError(ValueError):
    """A sheet asks for more than this checker gives: too long, too deep, too large or too slow.

    >>> Limits(bytes=100).check_size(101)
    Traceback (most recent call last):
    autograd.handwork.language.limits.LimitError: the sheet has 101 bytes; a sheet may have 100
    """


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
    points: int = 16
    seconds: float = 10.0

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

    def check(self) -> None:
        """Raise `LimitError` when the time is up."""
        if self.clock() > self.end:
            raise LimitError(
                f"judging this sheet takes longer than {self.limits.seconds:g} s; make it shorter"
            )
