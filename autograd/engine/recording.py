"""How nodes are made: the only code that records operands and local derivatives.

`apply_op` is the general way and takes every case. `unary`, `binary` and `reflected` turn an op of
the table into a quick method of Value and leave anything out of the ordinary to it. `+`, `×` and
relu are written out once more: they are most of a network written out in products and sums, and the
rule calls would cost a sixth of its time. So is the weighted sum, in `weighted_sums`.
Tests hold all four to the op table.
"""

import math
from collections.abc import Callable, Sequence
from itertools import repeat, starmap
from typing import Any

from autograd.engine import modes
from autograd.engine.value import MISSING, Value
from autograd.ops.activations import relu
from autograd.ops.arithmetic import add, mul
from autograd.ops.declaration import Op, carries_ops
from autograd.ops.errors import AnomalyError, DomainError
from autograd.ops.numerals import as_number, show_number
from autograd.ops.operators import carries_operators

# Through a C iterator an instance is made without `__init__` and without an argument tuple: a third
# less time for an empty node, a twentieth of a whole forward pass.
new_node: Callable[[], Value] = starmap(object.__new__, repeat((Value,))).__next__


def apply_op(op: Op, args: tuple[Any, ...]) -> Value:
    """The node of an op applied to Values and plain numbers; every case, one place.

    Raises:
        DomainError: The op has no value there.
        AnomalyError: The value is nan or inf, inside `detect_anomaly()`.
    """
    mode = modes.current()
    numbers = tuple(arg.data if arg.__class__ is Value else as_number(arg) for arg in args)
    rounding = mode.rounding
    named = rounding is not None and rounding.after == "op"
    try:
        data = rounding.value_of(op, numbers, named) if rounding else float(op.value(*numbers))
    except (ValueError, ArithmeticError) as error:
        raise DomainError(op.domain_message(map(describe, args), error)) from error
    if mode.reports_anomaly and not math.isfinite(data):
        raise AnomalyError(f"{op.name}({', '.join(map(describe, args))}) gave {data}")
    if not mode.records:
        return Value(data)
    return connected(op, args, data, local_derivatives(op, args, numbers, data, named))


def local_derivatives(
    op: Op, args: Sequence[Any], numbers: tuple[float, ...], data: float, named: bool
) -> list[Any]:
    """∂result/∂operand for each Value among the arguments; MISSING where there is none."""
    rounding = modes.current().rounding
    partials = []
    for position, arg in enumerate(args):
        if arg.__class__ is not Value:
            continue
        try:
            if rounding:
                partials.append(rounding.partial_of(op, position, numbers, data, named))
            else:
                partials.append(float(op.partial(position, numbers, data)))
        except (ValueError, ArithmeticError):
            partials.append(MISSING)
    return partials


def connected(op: Op, args: Sequence[Any], data: float, partials: Sequence[Any]) -> Value:
    """A node with its operands and partials stored as the table in `autograd.engine.value` says."""
    node = new_node()
    node.data, node.grad, node.op, node._tag = data, 0.0, op, modes.scope_now
    node.left = node.right = node.d_left = node.d_right = None
    if len(args) > 2 or op.arity is None:
        node.right = tuple(arg for arg in args if arg.__class__ is Value)
        node.d_right = tuple(partials)
        node.d_left = tuple(arg if arg.__class__ is Value else as_number(arg) for arg in args)
        return node
    remaining = iter(partials)
    sides = [
        (arg, next(remaining)) if arg.__class__ is Value else (None, as_number(arg)) for arg in args
    ]
    node.left, node.d_left = sides[0]
    if len(sides) == 2:
        node.right, node.d_right = sides[1]
    return node


def round_named(node: Value) -> None:
    """Round a node that has just been named, where hand arithmetic is done line by line."""
    rounding = modes.current().rounding
    if rounding is None or rounding.after == "op" or node.op is None:
        return
    args = node.args
    numbers = tuple(arg.data if isinstance(arg, Value) else arg for arg in args)
    node.data = rounding.value_of(node.op, numbers, named=True)
    rounded = connected(
        node.op, args, node.data, local_derivatives(node.op, args, numbers, node.data, named=True)
    )
    node.d_left, node.d_right = rounded.d_left, rounded.d_right
    node.left, node.right = rounded.left, rounded.right


def fast_add(self: Value, other: Any) -> Value:
    """self + other, with the rule of `add` written in place."""
    if modes.special:
        return apply_op(add, (self, other))
    node = new_node()
    if other.__class__ is Value:
        node.data = self.data + other.data
        node.right = other
        node.d_right = 1.0
    else:
        node.d_right = number = other if other.__class__ is float else as_number(other)
        node.data = self.data + number
        node.right = None
    node.left = self
    node.d_left = 1.0
    node.grad = 0.0
    node.op = add
    node._tag = modes.scope_now
    return node


def fast_mul(self: Value, other: Any) -> Value:
    """self · other, with the rule of `mul` written in place."""
    if modes.special:
        return apply_op(mul, (self, other))
    node = new_node()
    number = self.data
    if other.__class__ is Value:
        node.d_left = factor = other.data
        node.right = other
        node.d_right = number
    else:
        node.d_left = node.d_right = factor = (
            other if other.__class__ is float else as_number(other)
        )
        node.right = None
    node.data = number * factor
    node.left = self
    node.grad = 0.0
    node.op = mul
    node._tag = modes.scope_now
    return node


def fast_relu(self: Value) -> Value:
    """max(0, self), with the rule of `relu` written in place."""
    if modes.special:
        return apply_op(relu, (self,))
    node = new_node()
    number = self.data
    if number <= 0.0:
        node.data = node.d_left = 0.0
    else:
        node.data = number
        node.d_left = 1.0 if number > 0.0 else 0.0  # nan passes through, with derivative 0
    node.left = self
    node.right = node.d_right = None
    node.grad = 0.0
    node.op = relu
    node._tag = modes.scope_now
    return node


def unary(op: Op) -> Callable[[Value], Value]:
    """An op of one operand as a method of Value."""
    value, (partial,) = op.value, op.partials

    def method(self: Value) -> Value:
        if modes.special:
            return apply_op(op, (self,))
        number = self.data
        try:
            data = value(number)
            d_left = partial(number, data)
        except (ValueError, ArithmeticError):
            return apply_op(op, (self,))
        node = new_node()
        node.data = data
        node.left = self
        node.d_left = d_left
        node.right = node.d_right = None
        node.grad = 0.0
        node.op = op
        node._tag = modes.scope_now
        return node

    return method


def binary(op: Op) -> Callable[[Value, Any], Value]:
    """An op of two operands as an operator of Value."""
    value, (left_partial, right_partial) = op.value, op.partials

    def operator(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (self, other))
        number = self.data
        is_node = other.__class__ is Value
        second = other.data if is_node else as_number(other)
        try:
            data = value(number, second)
            d_left = left_partial(number, second, data)
            d_right = right_partial(number, second, data) if is_node else second
        except (ValueError, ArithmeticError):
            return apply_op(op, (self, other))
        node = new_node()
        node.data = data
        node.left = self
        node.d_left = d_left
        node.right = other if is_node else None
        node.d_right = d_right
        node.grad = 0.0
        node.op = op
        node._tag = modes.scope_now
        return node

    return operator


def reflected(op: Op) -> Callable[[Value, Any], Value]:
    """An op of a plain number and a Value, in that order, as a reflected operator of Value."""
    value, partial = op.value, op.partials[1]

    def operator(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (other, self))
        number = self.data
        first = other if other.__class__ is float else as_number(other)
        try:
            data = value(first, number)
            d_right = partial(first, number, data)
        except (ValueError, ArithmeticError):
            return apply_op(op, (other, self))
        node = new_node()
        node.data = data
        node.left = None
        node.d_left = first
        node.right = self
        node.d_right = d_right
        node.grad = 0.0
        node.op = op
        node._tag = modes.scope_now
        return node

    return operator


def fast_reflected_add(self: Value, other: Any) -> Value:
    """other + self for a plain number; the 0 that Python's `sum()` starts with makes no node."""
    starts_sum = other.__class__ is int and other == 0
    if modes.special and not (starts_sum and modes.current().records):
        return apply_op(add, (other, self))
    if starts_sum:
        return self
    node = new_node()
    node.d_left = number = other if other.__class__ is float else as_number(other)
    node.data = number + self.data
    node.left = None
    node.right = self
    node.d_right = 1.0
    node.grad = 0.0
    node.op = add
    node._tag = modes.scope_now
    return node


def describe(arg: Any) -> str:
    """An argument for an error message: its number, and its label or the op it came from."""
    if not isinstance(arg, Value):
        return show_number(as_number(arg))
    origin = (
        f"'{arg.label[:80]}'" if arg.label else f"of {arg.op.name}" if arg.op else "without label"
    )
    return f"{show_number(arg.data)} (node {origin})"


def method_of(op: Op) -> Callable[..., Value]:
    """An op with one required operand as a method of Value."""
    if op is relu:
        return fast_relu
    return unary(op) if op.arity == 1 else lambda self, *rest, **named: op(self, *rest, **named)


def operators_of(op: Op) -> tuple[Callable[..., Value], Callable[..., Value]]:
    """An op of two operands as operator and reflected operator of Value."""
    if op is add:
        return fast_add, fast_reflected_add
    return fast_mul if op is mul else binary(op), reflected(op)


carries_ops(Value, apply_op, method_of)
carries_operators(Value, method_of, operators_of)
