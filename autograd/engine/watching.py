"""Who is told where a program leaves the graph: when nodes are compared, and when they are read.

Python goes one way or the other by a comparison, and what it computes from a number that it has
read has no history: a graph shows neither. Whoever makes a program of a graph asks to be told.
"""

import operator
import sys
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import CodeType
from typing import Any, NamedTuple

from autograd.ops.numerals import as_number
from autograd.ops.rules import Rule

RELATIONS: dict[str, Rule] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "!=": operator.ne,  # what `if x:` asks
}


class Seen(NamedTuple):
    """What was asked of a node, and which code asked.

    Attributes:
        node: The node.
        relation: One of RELATIONS; or "number" and "grad", where these were read.
        other: The other side of a comparison, a node or a number; the number that was read.
        held: What the comparison gave.
        code: The code that asked.
        instruction: Where in it, in bytes.
    """

    node: Any
    relation: str
    other: Any
    held: bool
    code: CodeType
    instruction: int


watches = 0
"""How many are open in all threads; while it is 0 nobody is told."""

_counting = allocate_lock()

_seen: ContextVar[list[Seen] | None] = ContextVar("_seen", default=None)


@contextmanager
def watched() -> Iterator[list[Seen]]:
    """Inside, in this thread, what is compared and read is added to the list that this gives.

    >>> from autograd import Value
    >>> with watched() as seen:
    ...     Value(3.0) > 2.5
    True
    >>> seen[0].relation, seen[0].other, seen[0].held
    ('>', 2.5, True)
    """
    global watches
    found: list[Seen] = []
    before = _seen.set(found)
    with _counting:
        watches += 1
    try:
        yield found
    finally:
        with _counting:
            watches -= 1
        _seen.reset(before)


ROOMS_BELOW = ("autograd.engine.", "autograd.ops.", "nn.base.")
"""What asks in there, asks for somebody else."""


def tell(node: Any, relation: str, other: Any = None) -> None:
    """Tell who watches in this thread, and where: the innermost line above ROOMS_BELOW."""
    seen = _seen.get()
    if seen is None:
        return
    held, compare = True, RELATIONS.get(relation)
    if compare is None:
        other = node._data
    else:
        other = other if hasattr(other, "_data") else as_number(other)
        held = compare(node._data, getattr(other, "_data", other))
    frame = sys._getframe(2)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(ROOMS_BELOW):
        frame = frame.f_back
    seen.append(Seen(node, relation, other, held, frame.f_code, frame.f_lasti))
