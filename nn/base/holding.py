"""What a module holds in its attributes, and how that is named."""

from typing import Any

from autograd.engine.value import Value
from nn.base.nested import is_listed


def is_parameter(attribute: Any) -> bool:
    """Whether an attribute is a leaf, or a nested list of nothing but leaves.

    >>> is_parameter([[Value(1.0)], [Value(2.0)]]), is_parameter([Value(1.0), 2.0])
    (True, False)
    """
    if isinstance(attribute, Value):
        return attribute.op is None
    return is_listed(attribute) and bool(attribute) and all(map(is_parameter, attribute))


def dotted(prefix: str, name: str) -> str:
    """`0.weight` from `0` and `weight`."""
    return f"{prefix}.{name}" if prefix else name
