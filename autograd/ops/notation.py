"""How an op is written: a few kinds of notation that every printer knows.

An op names its kind once. The printers (`autograd.writing.printing`) know how text, LaTeX, MathML
and Python write each kind, so a new op needs no new printing code, and a new style needs no change
to any op.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

# How tightly a piece of notation binds: a looser piece inside a tighter one gets brackets.
SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)


class Infix(NamedTuple):
    """An operator between two operands: `a + b`. `right_tight` brackets `a - (b - c)`."""

    python: str
    text: str
    latex: str
    precedence: int
    right_tight: bool = False


class Prefix(NamedTuple):
    """An operator before its operand: `-a`."""

    symbol: str
    precedence: int = SIGN


class Fraction:
    """One operand over another."""


class Power(NamedTuple):
    """A base with a raised exponent; a fixed `exponent` makes the op a power of one operand."""

    exponent: int | None = None


class Root:
    """A square root."""


class Fence:
    """An operand between two bars."""


class Call(NamedTuple):
    """A function applied to its operands: `tanh(x)`, `σ(x)`, `\\max(a, b)`.

    `text` and `latex` default to the op's own name, upright.
    """

    text: str = ""
    latex: str = ""


class Spelled(NamedTuple):
    """An op written out in terms of others: `spell` turns its operands into the expression."""

    spell: Callable[..., Any]


Notation = Infix | Prefix | Fraction | Power | Root | Fence | Call | Spelled
