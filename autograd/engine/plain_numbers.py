"""The border of the graph: numbers that come in are plain, and those that go out lose history."""

import math
import warnings
from typing import Any

from autograd.ops.numerals import as_number
from autograd.ops.operation import OPS


def plain(x: Any, what: str) -> float:
    """A plain number to be stored in a node.

    Raises:
        TypeError: It is a node, or no number.
    """
    if hasattr(x, "apply_op"):
        raise TypeError(f"{what} is a plain number, got the node {x!r}; write .data behind it")
    if x is None:
        raise TypeError(f"{what} is a number, got None; write one, such as 0.0 or 1.0")
    number: float = as_number(x)
    return number


def warn_of_math(frame: Any) -> None:
    """Warn if the function that asks for a plain number calls `math`: its result has no history.

    Only names tell `math.sin(v)` from an honest `float(v)`, so a function that says float is
    believed.
    """
    names = frame.f_code.co_names
    if "float" in names:
        return
    used = {name for name in names if hasattr(math, name) and name in OPS}
    if used and (
        ("math" in names and frame.f_globals.get("math") is math)
        or any(frame.f_globals.get(name) is getattr(math, name) for name in used)
    ):
        name = sorted(used)[0]
        warnings.warn(
            f"math.{name} gives a plain number, through which no gradient flows; "
            f"use autograd.{name}, or write float(…) where the bare number is meant",
            RuntimeWarning,
            stacklevel=3,
        )
