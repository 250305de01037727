"""How nodes are made: the only code that records arguments and local derivatives.

`apply_op` is the general way and takes every case. `unary`, `binary` and `reflected` turn an op of
the table into a quick method of Value, which calls the same rules and leaves anything out of the
ordinary to it. Weighted sums have theirs in `weighted_sums`. Tests hold the quick ways to the
general one on random programs, written both ways.
"""

import math
import operator
from collections.abc import Callable, Sequence
from itertools import repeat, starmap
from typing import Any

from autograd.engine import modes
from autograd.engine.value import MISSING, Value, number_of
from autograd.ops.arithmetic import add
from autograd.ops.declaration import Op, carries_ops, first_operand, second_operand
from autograd.ops.errors import AnomalyError, DomainError
from autograd.ops.numerals import as_number, show_number
from autograd.ops.operators import carries_operators

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
    """A node with its arguments and their partials, on the sides that `autograd.value` tells."""
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
    node.data = data = rounding.value_of(node.op, numbers, named=True)
    partials = local_derivatives(node.op, args, numbers, data, named=True)
    rounded = connected(node.op, args, data, partials)
    node.left, node.right = rounded.left, rounded.right
    node.d_left, node.d_right = rounded.d_left, rounded.d_right


def is_stale(node: Value) -> bool:
    """Whether a number the node was computed from has been changed since, or its own."""
    op, args = node.op, node.args
    if op is None:
        return False
    numbers = tuple([number_of(arg) for arg in args])
    rounding, data = node.rounding, node._data
    try:
        if rounding:
            exact = rounding.value_of(op, numbers, named=False)
            return data not in (exact, rounding.value_of(op, numbers, named=True))
        if not same(op.number(numbers), data):
            return True
        return any(
            not same(op.number_of_partial(position, numbers, data), recorded)
            for position, recorded in enumerate(node.partial_by_arg)
            if recorded is not None and recorded is not MISSING
        )
    except (ValueError, ArithmeticError):
        return True


def same(x: float, y: float) -> bool:
    """Whether two numbers are equal, or both nan."""
    return x == y or (x != x and y != y)


def unary(op: Op) -> Callable[[Value], Value]:
    """An op of one operand as a method of Value."""
    value, (rule,) = op.value, op.on_floats
    constant = op.constant_partial(0)

    def method(self: Value) -> Value:
        if modes.special:
            return apply_op(op, (self,))
        number = self._data
        try:
            data = value(number)
            d_left = rule(number, data) if constant is None else constant
        except (ValueError, ArithmeticError):
            return apply_op(op, (self,))
        if data.__class__ is not float or d_left.__class__ is not float:
            return apply_op(op, (self,))
        node = new_node()
        node._data = data
        node._grad = 0.0
        node.op = op
        node.left = self
        node.d_left = d_left
        node.right = node.d_right = None
        node._tag = modes.scope_now
        return node

    return method


def binary(op: Op) -> Callable[[Value, Any], Value]:
    """An op of two operands as an operator of Value."""
    value, (left_rule, right_rule) = op.value, op.on_floats

    def method(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (self, other))
        first = self._data
        try:
            if other.__class__ is Value:
                second = other._data
                data = value(first, second)
                d_right = right_rule(first, second, data)
                if d_right.__class__ is not float:
                    return apply_op(op, (self, other))
            else:
                other = second = other if other.__class__ is float else as_number(other)
                data = value(first, second)
                d_right = None
            d_left = left_rule(first, second, data)
        except (ValueError, ArithmeticError):
            return apply_op(op, (self, other))
        if data.__class__ is not float or d_left.__class__ is not float:
            return apply_op(op, (self, other))
        node = new_node()
        node._data = data
        node._grad = 0.0
        node.op = op
        node.left = self
        node.d_left = d_left
        node.right = other
        node.d_right = d_right
        node._tag = modes.scope_now
        return node

    return method


def picking(op: Op) -> Callable[[Value, Any], Value]:
    """The same for + − ×, whose partials are numbers or the other operand: no rule is called."""
    value = getattr(operator, op.name, op.value)  # Python's own, which the value rule is written in
    left_rule, right_rule = op.partials
    d_left_is = None if left_rule is second_operand else left_rule
    d_right_is = None if right_rule is first_operand else right_rule

    def method(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (self, other))
        first = self._data
        node = new_node()
        if other.__class__ is Value:
            second = other._data
            node.d_right = first if d_right_is is None else d_right_is
        else:
            other = second = other if other.__class__ is float else as_number(other)
            node.d_right = None
        node._data = value(first, second)
        node._grad = 0.0
        node.op = op
        node.left = self
        node.d_left = second if d_left_is is None else d_left_is
        node.right = other
        node._tag = modes.scope_now
        return node

    return method


def reflected(op: Op) -> Callable[[Value, Any], Value]:
    """An op of a plain number and a Value, in that order, as a reflected operator of Value."""
    value, (_, rule) = op.value, op.on_floats
    constant = op.constant_partial(1)

    def method(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (other, self))
        number = self._data
        try:
            other = other if other.__class__ is float else as_number(other)
            data = value(other, number)
            d_right = rule(other, number, data) if constant is None else constant
        except (ValueError, ArithmeticError):
            return apply_op(op, (other, self))
        if data.__class__ is not float or d_right.__class__ is not float:
            return apply_op(op, (other, self))
        node = new_node()
        node._data = data
        node._grad = 0.0
        node.op = op
        node.left = other
        node.d_left = None
        node.right = self
        node.d_right = d_right
        node._tag = modes.scope_now
        return node

    return method


reflected_add = reflected(add)


def started_sum(self: Value, other: Any) -> Value:
    """other + self; the int 0 that Python's `sum()` starts with makes no node."""
    if other.__class__ is int and other == 0 and (not modes.special or modes.current().records):
        return self
    return reflected_add(self, other)


def describe(arg: Any) -> str:
    """An argument for an error message: its number, and its label or the op it came from."""
    if not isinstance(arg, Value):
        return show_number(as_number(arg))
    origin = (
        f"'{arg.label[:80]}'" if arg.label else f"of {arg.op.name}" if arg.op else "without label"
    )
    return f"{show_number(arg._data)} (node {origin})"


def quick_of(op: Op) -> Callable[..., Value] | None:
    """An op of one or two operands as a function whose first operand is a Value."""
    if op.arity == 1:
        return unary(op)
    if op.arity != 2:
        return None
    left_rule, right_rule = op.partials
    picks = (left_rule is second_operand or left_rule.__class__ is float) and (
        right_rule is first_operand or right_rule.__class__ is float
    )
    return picking(op) if picks else binary(op)


def method_of(op: Op) -> Callable[..., Value]:
    """An op with one required operand as a method of Value."""
    if op.arity == 1:
        return op.quick[Value]
    return lambda self, *rest, **named: op(self, *rest, **named)


def operators_of(op: Op) -> tuple[Callable[..., Value], Callable[..., Value]]:
    """An op of two operands as operator and reflected operator of Value."""
    return op.quick[Value], started_sum if op is add else reflected(op)


Value.settle = settle  # type: ignore[method-assign, assignment]
carries_ops(Value, apply_op, method_of, quick_of)
carries_operators(Value, method_of, operators_of)
