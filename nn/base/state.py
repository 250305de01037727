"""A state, numbers by name, held against what a module has before any of it is taken over."""

from collections.abc import Iterator, Mapping
from typing import Any

from autograd.ops.numerals import as_number
from nn.base.holding import is_parameter
from nn.base.nested import as_nested, as_plain, entries, fill, shape_of, show_shape


def numbers_for(kind: str, own: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a state for each name that a module has, as flat lists.

    A name may be missing if the state has another name of the same Values.

    Args:
        kind: What the module is called in messages.
        own: What it has, by name.
        state: Nested lists, NumPy arrays or torch tensors by name.

    Raises:
        ValueError: A name is missing, unknown, or has another shape; a count is no whole number;
            or two names of the same Values have different numbers.
        TypeError: An entry is no number.

    >>> numbers_for("Line", {"w": [[1, 2]]}, {"w": [[3, 5]]})
    {'w': [3.0, 5.0]}
    """
    if not isinstance(state, Mapping):
        raise TypeError(
            f"{kind} loads a state, a dictionary of names as state_dict() gives, got "
            f"{type(state).__name__}"
        )
    given = {name: as_nested(values) for name, values in state.items()}
    same = names_of_the_same(own)
    faults = [f"{name} is missing" for name in own if not given.keys() & same[name]]
    faults += [f"{name} is unknown here" for name in given if name not in own]
    for name, values in own.items():
        if name in given and (shape := shape_of(given[name])) != shape_of(values):
            wanted = show_shape(shape_of(values))
            faults.append(f"{name} must be {wanted}, got {show_shape(shape)}")
    refuse(kind, faults)
    numbers = {name: numbers_in(given[name]) for name in own if name in given}
    refuse(kind, list(misfits(own, numbers, same)))
    return numbers


def numbers_in(values: Any) -> list[Any]:
    """The numbers of a nested list, one after another."""
    return [as_number(as_plain(x)) for x in entries(values)]


def names_of_the_same(own: Mapping[str, Any]) -> dict[str, set[str]]:
    """For each name all names of the same Values: layers that share weights have several."""
    owners: dict[Any, set[str]] = {}
    keys = {
        name: tuple(entries(values)) if is_parameter(values) else name
        for name, values in own.items()
    }
    for name, key in keys.items():
        owners.setdefault(key, set()).add(name)
    return {name: owners[key] for name, key in keys.items()}


def misfits(
    own: Mapping[str, Any], numbers: Mapping[str, list[Any]], same: Mapping[str, set[str]]
) -> Iterator[str]:
    """What is wrong with numbers of the right names and shapes."""
    for name, found in numbers.items():
        if own[name].__class__ is int and not float(found[0]).is_integer():
            yield f"{name} is a whole number, got {found[0]}"
        for other in sorted(same[name]):
            if other > name and other in numbers and numbers[other] != found:
                yield f"{name} and {other} are the same Values here, but their numbers differ"


def refuse(kind: str, faults: list[str]) -> None:
    """Raise the error of a state with faults, if there are any."""
    if faults:
        shown = "; ".join(faults[:6]) + (f"; and {len(faults) - 6} more" if faults[6:] else "")
        raise ValueError(
            f"{kind} cannot load this state: {shown}. Nothing was changed; "
            "state_dict() shows the names and shapes it takes"
        )


def put(module: Any, name: str, values: Any, numbers: list[Any]) -> None:
    """Put numbers into a parameter of a module, in place, or into a buffer."""
    if is_parameter(values):
        for leaf, number in zip(entries(values), numbers, strict=True):
            leaf.data = number
        return
    kind = int if isinstance(values, int) else float
    setattr(module, name.rpartition(".")[2], fill(shape_of(values), map(kind, numbers)))
