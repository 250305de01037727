"""Checking derivatives against independent estimates: central differences and the complex step."""

import cmath
import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.derivatives import Function, differentiating, grad, result
from autograd.engine.graph import Graph
from autograd.engine.value import Value
from autograd.ops.operation import Op

COMPLEX_STEP = 1e-20
EPSILON = 2.0**-52  # of a float near 1


class GradientCheckError(ArithmeticError):
    """A derivative differs from its estimate; the message names op, operand and both numbers.

    >>> gradcheck(lambda x: x * x.data, [2.0])
    Traceback (most recent call last):
        ...
    autograd.engine.gradient_checks.GradientCheckError: the gradient with respect to input 1 ...
    """


def gradcheck(
    f: Function,
    point: Sequence[float],
    *,
    order: int = 2,
    step: float = 1e-6,
    tolerance: float = 1e-6,
) -> bool:
    """Compare the derivatives of f at a point with central differences: True, or an error.

    Every op used on the way is checked first, at the numbers it was used at, so a wrong rule is
    named rather than the input it spoils. A kink within one step of the point shows as a
    difference: check at another point.

    Args:
        f: A function of len(point) numbers that gives one.
        point: Where to check.
        order: 1 checks the gradient, 2 the second derivatives too, which run the rules on Values.
        step: h of (f(x + h) − f(x − h)) / 2h, relative to max(1, |x|); smaller where that helps.
        tolerance: The difference allowed, relative to max(1, |derivative|).

    Raises:
        GradientCheckError: A local derivative, or the whole gradient, differs.

    >>> gradcheck(lambda x, y: (x * y).tanh() + x / y, [0.5, 2.0])
    True
    """
    if order not in (1, 2):
        raise ValueError(f"gradcheck compares derivatives of order 1 or 2, got {order!r}")
    with differentiating(point) as (inputs, _):
        output = result(f, inputs)
        check_rules(output, step, tolerance)
        gradients = grad(output, inputs)
        second = []
        if order == 2:
            slopes = grad(output, inputs, create_graph=True)
            second = [[g.data for g in grad(slope, inputs)] for slope in slopes]
    for i in range(len(point)):

        def moved(x: float, i: int = i) -> list[float]:
            with differentiating([*point[:i], x, *point[i + 1 :]]) as (at, _):
                output = result(f, at)
                slopes = grad(output, at) if order == 2 else []
                return [output.data, *(slope.data for slope in slopes)]

        uncertainty, (first, *of_slopes) = central_differences(moved, float(point[i]), step)
        allowed = tolerance + uncertainty
        compare(f"the gradient with respect to input {i + 1}", gradients[i].data, first, allowed)
        for j, estimate in enumerate(of_slopes):
            what = f"the second derivative with respect to inputs {j + 1} and {i + 1}"
            compare(what, second[j][i], estimate, allowed)
    return True


def check_rules(output: Value, step: float, tolerance: float) -> None:
    """Check the local derivatives of every op that an output was computed by."""
    for node in Graph(output).nodes:
        if node.op is not None:
            numbers = tuple(arg.data if isinstance(arg, Value) else arg for arg in node.args)
            for position, arg in enumerate(node.args):
                if isinstance(arg, Value):
                    check_partial(node.op, position, numbers, step=step, tolerance=tolerance)


def compare(what: str, exact: float, estimate: float, tolerance: float) -> None:
    """Raise if a derivative is not its estimate."""
    if differs(exact, estimate, tolerance):
        raise GradientCheckError(f"{what} is {exact!r}, the central difference {estimate!r}")


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
        h = COMPLEX_STEP * (abs(numbers[position]) or 1.0)
        shifted[position] += 1j * h
        try:
            return with_complex(*shifted).imag / h, "complex step"
        except (TypeError, ValueError, ArithmeticError):
            pass

    def moved(x: float) -> list[float]:
        return [op(*numbers[:position], x, *numbers[position + 1 :])]

    return central_differences(moved, numbers[position], step)[1][0], "central difference"


ANALYTIC = frozenset({"add", "sub", "mul", "div", "neg", "square", "squared_error", "sigma"})
"""Ops whose value rule is plain arithmetic, so that it runs on complex numbers as it stands."""


def complex_rule(op: Op) -> Callable[..., Any] | None:
    """The value rule of an op on complex numbers: its own, or that of its namesake in `cmath`."""
    if not str(op.value.__module__).startswith("autograd."):
        return None  # of the same name, a user's op may be another function
    if op.name == "pow":
        return operator.pow
    return op.value if op.name in ANALYTIC else getattr(cmath, op.name, None)


def central_differences(
    f: Callable[[float], list[float]], x: float, step: float
) -> tuple[float, list[float]]:
    """(f(x + h) − f(x − h)) / 2h for each number that f gives, with h = step · max(1, |x|).

    Where the curve bends within h, or ends, as ln does near 0, a smaller h does better, until
    rounding takes over: the estimate with the least of both errors is taken, and that error,
    relative to max(1, |slope|), given before it.
    """

    def slopes(h: float) -> tuple[list[float], list[float]]:
        pairs = list(zip(f(x + h), f(x - h), strict=True))
        width = (x + h) - (x - h)
        rounding = [2 * EPSILON * max(abs(above), abs(below)) / width for above, below in pairs]
        return [(above - below) / width for above, below in pairs], rounding

    found: list[tuple[float, list[float]]] = []
    h = step * max(1.0, abs(x))
    failure: Exception | None = None
    while h > max(EPSILON * abs(x), 1e-300):
        try:
            (coarse, _), (fine, rounding) = slopes(h), slopes(h / 2)
        except (ValueError, ArithmeticError) as error:  # h reaches over the edge of the domain
            failure = error
        else:
            errors = zip(coarse, fine, rounding, strict=True)
            uncertainty = max((abs(c - d) + r) / max(1.0, abs(d)) for c, d, r in errors)
            found.append((uncertainty, fine))
            if uncertainty < 1e-9:
                break
        h /= 100
    if not found:
        raise GradientCheckError(
            f"there is no room around {x!r} for a central difference"
        ) from failure
    return min(found)


def differs(exact: float, estimate: float, tolerance: float) -> bool:
    """Whether two numbers are further apart than the tolerance, relative to the larger or to 1."""
    return not math.isclose(exact, estimate, rel_tol=tolerance, abs_tol=tolerance)
