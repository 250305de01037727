"""Copies of graphs: `copy.deepcopy` and `pickle` take a chain of any length.

Left to themselves both would follow operands inwards, one Python call inside another. Here a node
is handed to them together with everything it was computed from, operands first, so that whatever a
node refers to has been copied when its turn comes.
"""

import weakref
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from autograd.engine.graph import Graph
from autograd.engine.recording import new_node
from autograd.engine.value import Value, left_of

SLOTS = (*sorted(set(Value.__slots__) - {"left", "right"}), "left", "right")

_writing: ContextVar[Any] = ContextVar("_writing", default=None)
"""A weak reference to the line of nodes being written, so that a pickle given up leaves nothing."""


def copied(self: Value, memo: dict[int, Any]) -> Value:
    """A copy of a node and of everything it was computed from, for `copy.deepcopy`.

    >>> import copy
    >>> x = Value(3.0, "x"); y = x * x
    >>> twin = copy.deepcopy(y)
    >>> twin.operands[0] is twin.operands[1], twin.operands[0] is x
    (True, False)
    """

    def twin(side: Any) -> Any:
        if side.__class__ is tuple:
            if id(side) not in memo:  # groups of operands stay shared
                memo[id(side)] = tuple([memo.get(id(arg), arg) for arg in side])
            return memo[id(side)]
        return memo.get(id(side), side)

    for node in Graph(self).nodes:
        if id(node) not in memo:
            *rest, left, right = slots_of(node)
            memo[id(node)] = restored(*rest, twin(left), twin(right))
    whole: Value = memo[id(self)]
    return whole


def slots_of(node: Value) -> list[Any]:
    """What a node holds, by SLOTS."""
    left_of(node)  # it may yet have to be made
    return [getattr(node, slot) for slot in SLOTS]


def restored(*contents: Any) -> Value:
    """A node that holds this, by SLOTS."""
    node = new_node()
    for slot, content in zip(SLOTS, contents, strict=True):
        setattr(node, slot, content)
    return node


class NodesInOrder(list[Any]):
    """The nodes of a graph, operands first, as they are written to a pickle one by one."""

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return NodesInOrder, (), None, iter([Sign(self), *self, Sign(None)])


class Sign:
    """Written before and behind the nodes of a line: between two signs each is written alone."""

    def __init__(self, line: NodesInOrder | None = None) -> None:
        self.line = line

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        _writing.set(None if self.line is None else weakref.ref(self.line))
        return Sign, ()


def last_of(line: NodesInOrder) -> Value:
    """The output of a graph that was written in order."""
    output: Value = line[-2]
    return output


def reduced(self: Value, protocol: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How a node is written to a pickle."""
    line = _writing.get()
    if self.op is None or (line is not None and line() is not None):
        return restored, tuple(slots_of(self))
    return last_of, (NodesInOrder(Graph(self).nodes),)


def shallow(self: Value) -> Value:
    """A node of its own with the same number and the same operands, for `copy.copy`."""
    return restored(*slots_of(self))


Value.__deepcopy__ = copied  # type: ignore[attr-defined]
Value.__copy__ = shallow  # type: ignore[attr-defined]
Value.__reduce_ex__ = reduced  # type: ignore[method-assign, assignment]
