"""Walks down deep formulas: recursion written with `yield`, run on a list in place of the stack."""

from collections.abc import Generator, Iterable
from types import GeneratorType
from typing import Any

Work = Generator[Any, Any, Any]
"""A walk: it yields what it needs, a finished piece or another walk, and is sent the piece."""


def each(pieces: Iterable[Any]) -> Work:
    """A walk that gives the list of all pieces, one after the other."""
    done = []
    for piece in pieces:
        done.append(  # noqa: PERF401  (a comprehension cannot yield)
            (yield piece) if piece.__class__ is GeneratorType else piece
        )
    return done


def finished(piece: Any) -> Any:
    """A piece as it is, a walk run to its end, however many walks it is waiting for.

    >>> def depth(nested):
    ...     return 1 + (yield depth(nested[0])) if nested else 0
    >>> nested = []
    >>> for _ in range(5000):
    ...     nested = [nested]
    >>> finished(depth(nested))
    5000
    """
    waiting: list[Work] = []
    while True:
        if piece.__class__ is GeneratorType:
            waiting.append(piece)
            piece = None
        elif not waiting:
            return piece
        try:
            piece = waiting[-1].send(piece)
        except StopIteration as end:
            waiting.pop()
            piece = end.value
