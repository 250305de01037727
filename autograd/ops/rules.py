"""Rules: what an op computes and what its local derivatives are, as plain functions."""

from collections.abc import Callable
from typing import Any

Rule = Callable[..., Any]


def first_operand(a: Any, b: Any, y: Any) -> Any:
    """The rule of a local derivative that is the first of two operands."""
    return a


def second_operand(a: Any, b: Any, y: Any) -> Any:
    """The rule of a local derivative that is the second of two operands."""
    return b


def parameter_names(function: Rule) -> tuple[str, ...]:
    """The names of a def's positional parameters."""
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


def takes(rule: Rule, count: int) -> bool:
    """Whether a rule can be called with so many positional arguments.

    >>> takes(lambda x, y: y, 2), takes(lambda x: x, 2)
    (True, False)
    """
    code = getattr(rule, "__code__", None)
    if code is not None and code.co_argcount == count:
        return True  # nearly all; `inspect` need not be loaded for them
    import inspect

    try:
        inspect.signature(rule).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # some built-ins do not tell their parameters
        return True
    return True
