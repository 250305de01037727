"""Labels from the names of variables, where one asks for them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from autograd.engine.value import Value
from autograd.ops.alphabet import SUBSCRIPTS


def label_all(variables: Mapping[str, Any]) -> None:
    """Label the nodes among some variables by their names; those that have a label keep it.

    Digits at the end of a name become an index, and the nodes in a list or tuple, nested or not,
    get indices from 1. A name that begins with an underscore labels nothing.

    Args:
        variables: `globals()`, `locals()`, or any mapping of names.

    >>> x1, w = Value(2.0), [Value(0.5), Value(-1.0)]
    >>> L = x1 * w[0] + w[1]
    >>> label_all(locals())
    >>> L.trace().sentences[-1], x1.label, w[1].label
    ('Done: every gradient of L is known.', 'x₁', 'w₂')
    """
    if not isinstance(variables, Mapping):
        raise TypeError(f"variables come with their names, got {variables!r}; give globals()")
    for name, thing in list(variables.items()):
        if name.startswith("_"):
            continue
        stem, index = re.findall(r"^(.*?)_?(\d*)$", name)[0]
        for node, at in nodes_in(thing, index):
            if not node.label:
                node.label = stem + at.translate(SUBSCRIPTS)


DEEPEST = 4
"""How deep lists are looked into: a batch of channels of rows of numbers."""


def nodes_in(thing: Any, index: str, depth: int = 0) -> Iterator[tuple[Value, str]]:
    """The nodes in a variable, each with its index."""
    if isinstance(thing, Value):
        yield thing, index
    elif isinstance(thing, list | tuple) and depth < DEEPEST:
        for place, part in enumerate(thing, 1):
            yield from nodes_in(part, f"{index}{place}", depth + 1)
