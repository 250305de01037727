"""How counts, shapes and signatures are checked, and what is said of those that do not fit."""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any, NoReturn

from nn.base.nested import as_nested, rank_of, shape_of, show_shape


def check_count(name: str, value: Any, least: int = 1) -> int:
    """A whole number from `least` up.

    Raises:
        ValueError: It is something else; the message names it.

    >>> check_count("stride", 2)
    2
    """
    if not is_count(value, least):
        raise ValueError(f"{name} is a whole number from {least} up, got {value!r}")
    count: int = value
    return count


def is_count(value: Any, least: int = 1) -> bool:
    """Whether something is a whole number from `least` up; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def refuse(module: Any, given: str) -> NoReturn:
    """Raise the error of a wrong shape: what was given, and what `module.allowed()` says.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{brief(module)} got {given}; it takes {module.allowed()}")


def brief(module: Any) -> str:
    """A module in one line for messages: as its repr, or its kind where that takes several lines.

    >>> from nn import MLP
    >>> brief(MLP(2, [1])[0]), brief(MLP(2, [1]))
    ('Linear(in_features=2, out_features=1, bias=True)', 'MLP')
    """
    shown = repr(module)
    return type(module).__name__ if "\n" in shown else shown


def as_batch(module: Any, x: Any) -> tuple[list[Any], bool]:
    """The samples in an input, and whether it was a batch; `module.sample_rank` says how to tell.

    Raises:
        ValueError: The input is nested too deeply or too little, ragged, or an empty batch.
    """
    x, rank = as_nested(x), module.sample_rank
    found = rank_of(x)
    if found and len(x) == 0:
        refuse(module, "an empty list")
    if found not in (rank, rank + 1):
        refuse(module, f"an input of shape {show_shape(shape_of(x))}")
    return (x, True) if found == rank + 1 else ([x], False)


def takes_one(forward: Callable[..., Any]) -> bool:
    """Whether a forward pass takes a single input."""
    kinds = [parameter.kind for parameter in signature(forward).parameters.values()]
    return len(kinds) == 1 and kinds[0] is not Parameter.VAR_POSITIONAL
