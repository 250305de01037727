"""Checking derivatives against independent estimates: central differences and the complex step."""

import cmath
import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.derivatives import Function, grad, leaves, result
from autograd.engine.graph import Graph
from autograd.engine.value import Value
from autograd.ops.declaration import Op

COMPLEX_STEP = 1e-20


class GradientCheckError(ArithmeticError):
    """A derivative differs from its estimate; the message names op, operand and both numbers.

    >>> gradcheck(lambda x: x * x.data, [2.0])
    Traceback (most recent call last):
        ...
    autograd.engine.gradient_checks.GradientCheckError: the gradient with respect to input 1 ...
    """


def gradcheck(
    f: Function, point: Sequence[float], *, step: float = 1e-6, tolerance: float = 1e-6
) -> bool:
    """Compare the gradient of f at a point with central differences: True, or an error.

    Every op used on the way is checked first, at the numbers it was used at, so a wrong rule is
    named rather than the input it spoils. A kink within one step of the point shows as a
    difference:
    check at another point.

    Args:
        f: A function of len(point) numbers that gives one.
        point: Where to check.
        step: h of (f(x + h) − f(x − h)) / 2h, relative to max(1, |x|).
        tolerance: The difference allowed, relative to max(1, |derivative|).

    Raises:
        GradientCheckError: A local derivative, or the whole gradient, differs.

    >>> gradcheck(lambda x, y: (x * y).tanh() + x / y, [0.5, 2.0])
    True
    """
    inputs = leaves(point)
    output = result(f, inputs)
    for node in Graph(output).nodes:
        if node.op is not None:
            numbers = tuple(float(arg) for arg in node.args)
            for position, arg in enumerate(node.args):
                if isinstance(arg, Value):
                    check_partial(node.op, position, numbers, step=step, tolerance=tolerance)
    for i, gradient in enumerate(grad(output, inputs)):

        def moved(x: float, i: int = i) -> float:
            return result(f, leaves([*point[:i], x, *point[i + 1 :]])).data

        estimate = central_difference(moved, float(point[i]), step)
        if differs(gradient.data, estimate, tolerance):
            raise GradientCheckError(
                f"the gradient with respect to input {i + 1} is {gradient.data!r}, "
                f"the central difference {estimate!r}"
            )
    return True


def check_partial(
    op: Op,
    position: int,
    numbers: tuple[float, ...],
    *,
    step: float = 1e-6,
    tolerance: float = 1e-6,
) -> None:
    """Compare one local derivative of an op with a complex step, or with a central difference.

    Raises:
        GradientCheckError: They differ.
    """
    partial = float(op.partial(position, numbers, float(op.value(*numbers))))
    estimate, method = estimated_partial(op, position, numbers, step)
    if differs(partial, estimate, tolerance):
        at = ", ".join(f"{x:g}" for x in numbers)
        raise GradientCheckError(
            f"op {op.name}, operand {position + 1}: its rule gives {partial!r} at ({at}), "
            f"the {method} {estimate!r}"
        )


def estimated_partial(
    op: Op, position: int, numbers: tuple[float, ...], step: float = 1e-6
) -> tuple[float, str]:
    """An estimate of a local derivative that uses the value rule only, and the name of the method.

    The complex step Im f(x + ih)/h has no cancellation, but needs a value rule that extends to
    complex numbers analytically [Squire & Trapp 1998]; without one it is a central difference.
    """
    with_complex = complex_rule(op)
    if with_complex is not None:
        shifted: list[complex] = list(numbers)
        shifted[position] += 1j * COMPLEX_STEP
        try:
            return with_complex(*shifted).imag / COMPLEX_STEP, "complex step"
        except (TypeError, ValueError, ArithmeticError):
            pass

    def moved(x: float) -> float:
        return float(op.value(*numbers[:position], x, *numbers[position + 1 :]))

    return central_difference(moved, numbers[position], step), "central difference"


ANALYTIC = frozenset({"add", "sub", "mul", "div", "pow", "neg", "square", "squared_error", "sigma"})
"""Ops whose value rule is plain arithmetic, so that it runs on complex numbers as it stands."""


def complex_rule(op: Op) -> Callable[..., Any] | None:
    """The value rule of an op on complex numbers: its own, or that of its namesake in `cmath`."""
    return op.value if op.name in ANALYTIC else getattr(cmath, op.name, None)


def central_difference(f: Callable[[float], float], x: float, step: float) -> float:
    """(f(x + h) − f(x − h)) / 2h, with h = step · max(1, |x|)."""
    h = step * max(1.0, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


def differs(exact: float, estimate: float, tolerance: float) -> bool:
    """Whether two numbers are further apart than the tolerance, relative to the larger or to 1."""
    return not math.isclose(exact, estimate, rel_tol=tolerance, abs_tol=tolerance)
