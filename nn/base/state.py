"""A state, numbers by name, held against what a module has before any of it is taken over."""

from collections.abc import Mapping
from typing import Any

from autograd.ops.numerals import as_number
from nn.base.nested import as_nested, as_plain, entries, shape_of, show_shape


def numbers_for(kind: str, own: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a state for each name that a module has, as flat lists.

    Args:
        kind: What the module is called in messages.
        own: What it has, by name.
        state: Nested lists, NumPy arrays or torch tensors by name.

    Raises:
        ValueError: A name is missing, unknown, or has another shape.
        TypeError: An entry is no number.

    >>> numbers_for("Line", {"w": [[1, 2]]}, {"w": [[3, 5]]})
    {'w': [3.0, 5.0]}
    """
    given = {name: as_nested(values) for name, values in state.items()}
    faults = [f"{name} is missing" for name in own if name not in given]
    faults += [f"{name} is unknown here" for name in given if name not in own]
    for name, values in own.items():
        if name in given and (shape := shape_of(given[name])) != shape_of(values):
            wanted = show_shape(shape_of(values))
            faults.append(f"{name} must be {wanted}, got {show_shape(shape)}")
    if faults:
        shown = "; ".join(faults[:6]) + (f"; and {len(faults) - 6} more" if faults[6:] else "")
        raise ValueError(
            f"{kind} cannot load this state: {shown}. Nothing was changed; "
            "state_dict() shows the names and shapes it takes"
        )
    return {name: [as_number(as_plain(x)) for x in entries(given[name])] for name in own}
