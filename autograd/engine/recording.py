"""How nodes are made: the only code that records arguments and local derivatives.

`apply_op` is the general way and takes every case; the quick ways of `quick_ops` and
`weighted_sums` leave anything out of the ordinary to it.
"""

import math
from collections.abc import Callable, Sequence
from itertools import repeat, starmap
from typing import Any

from autograd.engine import modes, watching
from autograd.engine.value import MISSING, Value, number_of
from autograd.ops.errors import AnomalyError, DomainError
from autograd.ops.numerals import as_number, show_number
from autograd.ops.operation import Op

# Through a C iterator an instance is made without `__init__` and without an argument tuple: a third
# less time for an empty node, a twentieth of a whole forward pass.
new_node: Callable[[], Value] = starmap(object.__new__, repeat((Value,))).__next__

NO_DERIVATIVE = (DomainError, ZeroDivisionError, OverflowError)
"""What a rule raises where a local derivative does not exist; anything else is a fault of it."""


def apply_op(op: Op, args: tuple[Any, ...]) -> Value:
    """The node of an op applied to Values and plain numbers; every case, one place.

    Raises:
        DomainError: The op has no value there.
        AnomalyError: The value is nan or inf, inside `detect_anomaly()`.
    """
    mode = modes.current()
    args = tuple(arg if arg.__class__ is Value else as_number(arg) for arg in args)
    numbers = tuple(arg._data if arg.__class__ is Value else arg for arg in args)
    rounding = mode.rounding
    named = rounding is not None and rounding.after == "op"
    try:
        data = rounding.value_of(op, numbers, named) if rounding else op.number(numbers)
    except (ValueError, ArithmeticError) as error:
        raise op.domain_error(map(describe, args), error) from error
    if mode.reports_anomaly and not math.isfinite(data):
        raise AnomalyError(f"{op.name}({', '.join(map(describe, args))}) gave {data}")
    if not mode.records:
        for arg in args if watching.watches else ():
            if arg.__class__ is Value:
                watching.tell(arg, "number")
        return Value(data)
    node = connected(op, args, data, local_derivatives(op, args, numbers, data, named))
    if rounding:
        node._tag = ("", modes.scope_now, rounding)
    return node


def local_derivatives(
    op: Op, args: Sequence[Any], numbers: tuple[float, ...], data: float, named: bool
) -> tuple[Any, ...]:
    """∂result/∂argument for each argument: None for a constant, MISSING where there is none."""
    rounding = modes.current().rounding

    def partial_by(position: int) -> Any:
        if args[position].__class__ is not Value:
            return None
        try:
            if rounding:
                return rounding.partial_of(op, position, numbers, data, named)
            return op.number_of_partial(position, numbers, data)
        except NO_DERIVATIVE:
            return MISSING

    return tuple(map(partial_by, range(len(args))))


def connected(op: Op, args: tuple[Any, ...], data: float, partials: tuple[Any, ...]) -> Value:
    """A node with its arguments and their partials, on the sides that `engine.value` tells."""
    node = new_node()
    node._data, node._grad, node.op, node._tag = data, 0.0, op, modes.scope_now
    node.right = node.d_right = None
    if op.arity == 1:
        (node.left,), (node.d_left,) = args, partials
    elif op.arity == 2:
        (node.left, node.right), (node.d_left, node.d_right) = args, partials
    else:
        node.left, node.d_left = args, partials
    return node


def settle(node: Value) -> None:
    """Round a node that has just been named, where hand arithmetic is done line by line."""
    rounding = modes.current().rounding
    if rounding is None or rounding.after == "op" or node.op is None:
        return
    args = node.args
    numbers = tuple([number_of(arg) for arg in args])
    # through the setter, so that rows of weights which hold this node are read anew
    node.data = data = rounding.value_of(node.op, numbers, named=True)
    partials = local_derivatives(node.op, args, numbers, data, named=True)
    rounded = connected(node.op, args, data, partials)
    node.left, node.right = rounded.left, rounded.right
    node.d_left, node.d_right = rounded.d_left, rounded.d_right
    node._tag = (node.label, node.scope, rounding)


def describe(arg: Any) -> str:
    """An argument for an error message: its number, and its label or the op it came from."""
    if not isinstance(arg, Value):
        return show_number(as_number(arg))
    origin = (
        f"'{arg.label[:80]}'" if arg.label else f"of {arg.op.name}" if arg.op else "without label"
    )
    return f"{show_number(arg._data)} (node {origin})"


Value.settle = settle  # type: ignore[method-assign, assignment]
