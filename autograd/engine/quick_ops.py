"""Ops as quick methods and operators of Value.

Each is made from an op of the table and calls its rules; anything out of the ordinary (a mode, an
error, a result that is no float) is left to `recording.apply_op`. They fill the slots of a node one
by one, each for itself, because a call more would cost a fifth of the forward pass. Tests hold them
to the general way on random programs, written both ways.
"""

import operator
from collections.abc import Callable
from typing import Any

from autograd.engine import modes
from autograd.engine.recording import apply_op, new_node
from autograd.engine.value import Value
from autograd.ops.arithmetic import add, mul, sub
from autograd.ops.declaration import carries_ops
from autograd.ops.numerals import as_number
from autograd.ops.operation import Op
from autograd.ops.operators import carries_operators
from autograd.ops.rules import first_operand, second_operand


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


PICKED = {add: operator.add, sub: operator.sub, mul: operator.mul}
"""Ops whose partials are numbers or the other operand, so that no rule need be called, with
Python's own operator, which the value rule is written in.
"""


def picking(op: Op) -> Callable[[Value, Any], Value]:
    """The same for + − ×."""
    value, (left_rule, right_rule) = PICKED[op], op.partials
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

    def method(self: Value, other: Any) -> Value:
        if modes.special:
            return apply_op(op, (other, self))
        number = self._data
        try:
            other = other if other.__class__ is float else as_number(other)
            data = value(other, number)
            d_right = rule(other, number, data)
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


def picking_reflected(op: Op) -> Callable[[Value, Any], Value]:
    """The same for a plain number + − × a Value; the 0 that `sum()` starts with makes no node."""
    value, (_, right_rule) = PICKED[op], op.partials
    d_right_is = None if right_rule is first_operand else right_rule

    def method(self: Value, other: Any) -> Value:
        starts_sum = op is add and other.__class__ is int and other == 0
        if starts_sum and (not modes.special or modes.current().records):
            return self
        if modes.special:
            return apply_op(op, (other, self))
        first = other if other.__class__ is float else as_number(other)
        node = new_node()
        node._data = value(first, self._data)
        node._grad = 0.0
        node.op = op
        node.left = first
        node.d_left = None
        node.right = self
        node.d_right = first if d_right_is is None else d_right_is
        node._tag = modes.scope_now
        return node

    return method


def quick_of(op: Op) -> Callable[..., Value] | None:
    """An op of one or two operands as a function whose first operand is a Value."""
    if op.arity == 1:
        return unary(op)
    if op.arity == 2:
        return picking(op) if op in PICKED else binary(op)
    return None


def method_of(op: Op) -> Callable[..., Value]:
    """An op with one required operand as a method of Value."""
    if op.arity == 1:
        return op.quick[Value]
    return lambda self, *rest, **named: op(self, *rest, **named)


def operators_of(op: Op) -> tuple[Callable[..., Value], Callable[..., Value]]:
    """An op of two operands as operator and reflected operator of Value."""
    return op.quick[Value], picking_reflected(op) if op in PICKED else reflected(op)


carries_ops(Value, apply_op, method_of, quick_of)
carries_operators(Value, method_of, operators_of)
