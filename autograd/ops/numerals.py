"""Numbers in and out: what is accepted as a number, and how numbers are shown."""

import math
from collections.abc import Iterator
from itertools import count, product
from numbers import Number
from typing import Any

MIXED = "cannot mix a formula with a node; take a Symbol of the node's name in its place"
"""What is said where an op is given both."""


def as_number(x: Any) -> Any:
    """A plain number as the engine computes with it: a float.

    ints, Decimals, NumPy scalars and 0-dimensional arrays that know `float()` are converted.

    Raises:
        TypeError: For bool, str, complex, None, lists and arrays; the message says what to write.
        ValueError: For an int, Decimal or Fraction that is too large for a float.

    >>> as_number(3)
    3.0
    >>> as_number("3")
    Traceback (most recent call last):
        ...
    TypeError: cannot compute with str '3'; write a number, such as float('3')
    """
    kind = x.__class__
    if kind is float:
        return x
    if kind is int:
        try:
            return float(x)
        except OverflowError:
            return nearest_float(x)
    if isinstance(x, bool) or kind.__name__ in ("bool_", "bool"):
        raise TypeError(f"cannot compute with bool {x}; write 1.0 or 0.0")
    if isinstance(x, str):
        raise TypeError(
            f"cannot compute with str {x[:40]!r}; write a number, such as float({x[:40]!r})"
        )
    if isinstance(x, complex) or kind.__name__.startswith("complex"):
        raise TypeError(f"cannot compute with complex {x}; the engine works on real numbers")
    if getattr(x, "ndim", 0) or (not hasattr(x, "__float__") and not hasattr(x, "__index__")):
        if hasattr(x, "apply_op"):  # ops work on it, but it stands for no number
            raise TypeError(MIXED)
        hint = "make one Value per entry" if hasattr(x, "__len__") else "write a number"
        raise TypeError(f"cannot compute with {kind.__name__}; {hint}")
    return nearest_float(x)


def nearest_float(x: Any) -> float:
    """A number as a float; Python itself raises for a large int, but turns a Decimal into inf."""
    try:
        number = float(x)
        knows_inf: Any = x if isinstance(x, Number) else number
        too_large = math.isinf(number) and number != knows_inf
    except OverflowError:
        too_large = True
    if too_large:
        raise ValueError(
            f"cannot compute with this {x.__class__.__name__}, too large for a float; "
            "write math.inf, or a number up to 1.8e308"
        )
    return number


def plain_number(x: Any) -> float:
    """The number an operand has inside a rule, whatever its kind: of a symbol, which has none, nan.

    A rule that must look at a number asks this, since `==` between Values asks for the same node.

    >>> from autograd import Symbol, Value
    >>> plain_number(Value(2.0)), plain_number(Symbol("x"))
    (2.0, nan)
    """
    number = getattr(x, "data", x)
    return float(number) if hasattr(number, "__float__") else math.nan


def show_number(x: float, places: int | None = None) -> str:
    """A number as people write it: `places` decimals, or the shortest form that tells it apart.

    >>> show_number(0.0006215779863894283), show_number(-1.432, places=4), show_number(3.0)
    ('0.000621578', '-1.4320', '3')
    """
    if not math.isfinite(x):
        return str(x)
    if places is not None:
        shown = f"{x:.{places}f}"
        return shown[1:] if shown[0] == "-" and not shown.strip("-0.") else shown
    return f"{x + 0.0:.6g}"  # + 0.0, so that no -0 is shown


def every_digit(x: float) -> str:
    """A number with all the digits that tell it apart from every other float.

    >>> every_digit(0.6394267984578837), every_digit(-3.0)
    ('0.6394267984578837', '-3')
    """
    return repr(x + 0.0).removesuffix(".0")


def spreadsheet_letters() -> Iterator[str]:
    """A, B, …, Z, AA, AB, …: names for paths.

    >>> from itertools import islice
    >>> list(islice(spreadsheet_letters(), 25, 28))
    ['Z', 'AA', 'AB']
    """
    for length in count(1):
        yield from map("".join, product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=length))


def counted(number: int, thing: str) -> str:
    """A number of things in words.

    >>> counted(1, "edge"), counted(1234, "leaf")
    ('1 edge', '1,234 leaves')
    """
    many = {"leaf": "leaves"}.get(thing, f"{thing}s")
    return f"{number:,} {thing if number == 1 else many}"
