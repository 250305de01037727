"""What the names in a rule mean in JavaScript: which of Python's functions the page has twins of.

The twins are methods of the arithmetic that every translated rule is handed as `$`; the player's
`floats.js` has them for floats, `mixed.js` for decimals.
"""

import ast
import builtins
import json
import math
import operator
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from autograd.ops.many import added
from autograd.ops.numerals import as_number, plain_number
from autograd.ops.operation import Op
from autograd.writing.sources import UntranslatableError

OPERATORS: dict[type, str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.USub: "neg",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}
"""Python's operators; each is a method of the arithmetic."""

OF_MATH = (
    "exp exp2 expm1 log log2 log10 log1p sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh "
    "acosh atanh erf erfc fabs isnan isinf isfinite factorial fsum copysign hypot atan2 fmod"
)
OF_BUILTINS = "float int bool abs min max pow len range any all zip enumerate reversed map list"
OF_TWO = {"copysign", "hypot", "atan2", "fmod"}  # the rest of them takes one number, or one list
COUNTS = {getattr(math, name): 1 + (name in OF_TWO) for name in OF_MATH.split()}

TWINS: dict[Any, str] = {
    **{getattr(math, name): name for name in OF_MATH.split() if hasattr(math, name)},
    **{getattr(operator, name): name for name in ("add", "sub", "mul", "neg", "pow", "mod")},
    operator.truediv: "div",
    operator.floordiv: "floordiv",
    **{getattr(builtins, name): name for name in OF_BUILTINS.split()},
    tuple: "list",
    sum: "sum" if sys.version_info < (3, 12) else "compensated",
    added: "sum",
    plain_number: "float",
    as_number: "float",
}
"""Functions and the methods of the arithmetic that do the same."""

BOOLEAN = {bool, any, all, math.isnan, math.isinf, math.isfinite}
"""Functions whose results JavaScript can ask for the truth of."""

KINDS = {float: "float", int: "int", complex: "complex"}
"""Kinds of number that a rule may ask for."""

FAULTS = (ValueError, ArithmeticError, ZeroDivisionError, OverflowError, TypeError)
"""What a rule may raise and catch."""

RESERVED = (
    "arguments async await break case catch class const continue debugger default delete do else "
    "enum eval export extends false finally for function if implements import in instanceof "
    "interface let new null package private protected public return static super switch this throw "
    "true try typeof undefined var void while with yield HELPERS"
)


def twin(function: Any) -> str:
    """The method of the arithmetic that does the same as a Python function, "" if none does.

    >>> twin(math.exp), twin(print)
    ('exp', '')
    """
    try:
        return TWINS.get(function, "")
    except TypeError:  # it cannot be looked up
        return ""


def spelled(name: str) -> str:
    """A parameter or variable under a name that JavaScript allows.

    >>> spelled("x"), spelled("new")
    ('x', 'new$')
    """
    return f"{name}$" if name in RESERVED.split() else name


def quoted(text: str) -> str:
    """A text as JavaScript writes it, fit to stand in the script of an HTML page.

    >>> quoted("x < 1")
    '"x \\\\u003c 1"'
    """
    return json.dumps(text).replace("<", r"\u003c")


def literal(number: Any) -> str:
    """A number as JavaScript writes it.

    >>> literal(0.5), literal(-2.0), literal(3), literal(math.inf)
    ('0.5', '(-2.0)', '$.int(3)', 'Infinity')
    """
    if isinstance(number, bool):
        return "true" if number else "false"
    if isinstance(number, int):
        if abs(number) >= 2**53:
            raise UntranslatableError("it has a whole number of more than 15 digits")
        return f"$.int({number})"
    if math.isnan(number):
        return "NaN"
    text = float.__repr__(number).replace("inf", "Infinity")
    return f"({text})" if text[0] == "-" else text


def meanings(function: FunctionType) -> Callable[[str], Any]:
    """What a name that a function does not bind itself stands for now."""
    closed = dict(
        zip(
            function.__code__.co_freevars,
            (cell.cell_contents for cell in function.__closure__ or ()),
            strict=True,
        )
    )

    def meaning(name: str) -> Any:
        for names in (closed, function.__globals__, vars(builtins)):
            if name in names:
                return names[name]
        raise UntranslatableError(f"it uses {name}, which means nothing there")

    return meaning


def described(meaning: Any) -> str:
    """A thing as an error message names it."""
    if isinstance(meaning, Op):
        return f"the op {meaning.name}"
    module, name = getattr(meaning, "__module__", None), getattr(meaning, "__qualname__", None)
    if name is None:
        return repr(meaning)[:60]
    return f"{module}.{name}" if module and module != "builtins" else str(name)
