"""What a module holds in its attributes, however they are nested, and how that is named."""

from collections.abc import Iterator
from typing import Any

from autograd.engine.value import Value
from nn.base.leaves import Leaves
from nn.base.nested import is_listed, is_rectangular

Held = tuple[str, Any]
"""A name such as `scales.left.0`, and what is held under it."""


def is_parameter(attribute: Any) -> bool:
    """Whether an attribute is a leaf, or a nested list of nothing but leaves and of one shape.

    >>> is_parameter([[Value(1.0)], [Value(2.0)]]), is_parameter([Value(1.0), 2.0])
    (True, False)
    """
    return only_leaves(attribute) and is_rectangular(attribute)


def only_leaves(attribute: Any) -> bool:
    """Whether an attribute is a leaf, or a nested list of nothing but leaves."""
    if isinstance(attribute, Value):
        return attribute.op is None
    return is_listed(attribute) and bool(attribute) and all(map(only_leaves, attribute))


def parameters_in(name: str, attribute: Any) -> Iterator[Held]:
    """The parameters in an attribute: nested lists of leaves, as large as they come.

    >>> w, b = Value(1.0), Value(2.0)
    >>> list(parameters_in("a", {"w": [w, w], "b": [b, "no parameter"]}))
    [('a.w', [Value(1), Value(1)]), ('a.b.0', Value(2))]
    """
    if is_parameter(attribute):
        yield name, attribute
        return
    for key, part in parts_of(name, attribute, Value):
        yield from parameters_in(f"{name}.{key}", part)


def modules_in(name: str, attribute: Any, kind: type) -> Iterator[Held]:
    """The modules in an attribute, where `kind` is the class of modules."""
    if isinstance(attribute, kind):
        yield name, attribute
        return
    if isinstance(attribute, Leaves):  # a parameter, most of what a model is: nothing but Values
        return
    for key, part in parts_of(name, attribute, kind):
        yield from modules_in(f"{name}.{key}", part, kind)


def parts_of(name: str, attribute: Any, kind: type) -> Iterator[tuple[Any, Any]]:
    """The parts of a list, tuple or dict, by place or key.

    Raises:
        TypeError: It is a set of what should have a name.
    """
    if isinstance(attribute, dict):
        yield from attribute.items()
    elif is_listed(attribute):
        yield from enumerate(attribute)
    elif isinstance(attribute, (set, frozenset)) and any(isinstance(x, kind) for x in attribute):
        raise TypeError(
            f"{name} is a set of {kind.__name__}s; a set has no order to name them by: "
            "make it a list or a dict"
        )


def dotted(prefix: str, name: str) -> str:
    """`0.weight` from `0` and `weight`."""
    return f"{prefix}.{name}" if prefix else name
