"""Gradients held within bounds before a step, with PyTorch's names."""

import math
from collections.abc import Iterable
from typing import Any

from autograd import Value
from autograd.ops.numerals import as_number

SMALLEST = 1e-6
"""What PyTorch adds to the norm before it divides by it."""


def clip_grad_norm_(
    parameters: Value | Iterable[Value],
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
) -> float:
    """Scale all gradients together so that their norm is at most max_norm; gives the norm before.

    Each gradient is multiplied by max_norm/(norm + 10⁻⁶) where that is less than 1, so that the
    direction stays. The p-norm of all n gradients as one vector is (Σ|g|ᵖ)^(1/p), and for
    p = math.inf the largest |g| [Pascanu et al. 2013].

    Args:
        parameters: Such as `model.parameters()`; n gradients in, the same n scaled in place.
        max_norm: The bound, 0 or more.
        norm_type: p, above 0.
        error_if_nonfinite: Whether a norm of nan or inf is refused; else it spoils all gradients.

    Raises:
        ValueError: A bound out of its range, or gradients that are not finite where asked.

    >>> w = [Value(0.0), Value(0.0)]
    >>> w[0].grad, w[1].grad = 3.0, 4.0
    >>> clip_grad_norm_(w, 1.0)
    5.0
    >>> [round(one.grad, 4) for one in w]
    [0.6, 0.8]
    """
    params = listed(parameters)
    bound, p = at_least("max_norm", max_norm), as_number(norm_type)
    if not p > 0:
        raise ValueError(f"norm_type is 2, 1, math.inf or another number above 0, got {norm_type}")
    norm = norm_of([param.grad for param in params], p)
    if not math.isfinite(norm) and error_if_nonfinite:
        raise ValueError(
            f"the norm of the gradients is {norm}, so they cannot be scaled; run the pass inside "
            "detect_anomaly() to see which node did it"
        )
    factor = bound / (norm + SMALLEST)
    if not factor >= 1:
        for param in params:
            param.grad *= factor
    return norm


def clip_grad_value_(parameters: Value | Iterable[Value], clip_value: float) -> None:
    """Hold every gradient between −clip_value and clip_value, each by itself, in place.

    The direction changes where some gradients reach the bound and others do not.

    Raises:
        ValueError: The bound is less than 0.

    >>> w = [Value(0.0), Value(0.0)]
    >>> w[0].grad, w[1].grad = 3.0, -0.5
    >>> clip_grad_value_(w, 1.0)
    >>> [one.grad for one in w]
    [1.0, -0.5]
    """
    bound = at_least("clip_value", clip_value)
    for param in listed(parameters):
        param.grad = min(max(param.grad, -bound), bound)


def listed(parameters: Any) -> list[Value]:
    """The parameters, each once.

    Raises:
        TypeError: Something else than Values; the message says what to write.
    """
    if isinstance(parameters, Value):
        return [parameters]
    if not isinstance(parameters, Iterable):
        kind = type(parameters).__name__
        raise TypeError(
            f"give the parameters as a list of Values, got {kind}; write model.parameters()"
        )
    params = list(dict.fromkeys(parameters))
    for param in params:
        if not isinstance(param, Value):
            raise TypeError(
                f"only Values have gradients to clip, got {type(param).__name__}; write "
                "model.parameters()"
            )
    return params


def norm_of(numbers: list[float], p: float) -> float:
    """(Σ|g|ᵖ)^(1/p) without overflow, and the largest |g| for p = inf.

    >>> norm_of([3.0, -4.0], 2.0), norm_of([3.0, -4.0], 1.0), norm_of([3.0, -4.0], math.inf)
    (5.0, 7.0, 4.0)
    """
    if p == 2 or not all(map(math.isfinite, numbers)):
        return math.hypot(*numbers) if not any(map(math.isnan, numbers)) else math.nan
    largest = max(map(abs, numbers), default=0.0)
    if math.isinf(p) or not largest:
        return largest
    total: float = sum((abs(g) / largest) ** p for g in numbers)
    return largest * math.pow(total, 1 / p)


def at_least(name: str, number: float) -> float:
    """A bound, checked."""
    bound = float(as_number(number))
    if not bound >= 0:
        raise ValueError(f"{name} is a number, 0 or more, got {number}")
    return bound
