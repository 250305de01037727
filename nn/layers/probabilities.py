"""Softmax and log-softmax, their Jacobians, and the forms of them that are the same function."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.derivatives import jacobian
from autograd.ops.activations import sigmoid
from autograd.ops.elementary import exp
from autograd.ops.many import logsumexp
from nn.base.jacobians import Jacobian
from nn.base.module import Module
from nn.base.nested import as_nested, as_plain, is_listed, numbers_of, rank_of

SAFE = 700.0  # e^709.78 is the largest power a float holds; below e^−700 digits are lost


def softmax(z: Sequence[Any]) -> list[Any]:
    """pᵢ = e^(zᵢ) / Σⱼ e^(zⱼ): n_in numbers -> n_in numbers that add up to 1.

    Computed as on paper. Only where powers would overflow, or all vanish, the largest entry is
    first taken off every one (as a constant), which changes nothing but the intermediate numbers.

    >>> [round(p, 4) for p in softmax([1, 0])]
    [0.7311, 0.2689]
    >>> softmax([1000, 1000])
    [0.5, 0.5]
    """
    z = checked(z, "softmax")
    highest = SAFE - math.log(len(z))
    if any(entry > highest for entry in z) or all(entry < -SAFE for entry in z):
        largest = max(map(as_plain, z))
        z = [entry - largest for entry in z]
    powers = [exp(entry) for entry in z]
    total = powers[0]
    for power in powers[1:]:
        total = total + power
    return [power / total for power in powers]


def log_softmax(z: Sequence[Any]) -> list[Any]:
    """ln pᵢ = zᵢ − ln Σⱼ e^(zⱼ), without overflow: n_in numbers -> n_in numbers.

    >>> [round(p, 4) for p in log_softmax([1000, 1000])]
    [-0.6931, -0.6931]
    """
    z = checked(z, "log_softmax")
    total = logsumexp(*z)
    return [entry - total for entry in z]


def checked(z: Any, name: str) -> list[Any]:
    """The entries of one vector.

    Raises:
        ValueError: It is no vector, or empty.
    """
    z = as_nested(z)
    if not is_listed(z) or not z or any(map(is_listed, z)):
        given = repr(z) if z else "an empty list"
        raise ValueError(f"{name} takes a list of one or more numbers, got {given}")
    return list(z)


def softmax_jacobian(z: Sequence[Any]) -> Jacobian:
    """∂pᵢ/∂zⱼ of softmax: from the graph, and as Diag(p) − p pᵀ.

    >>> softmax_jacobian([0, 0])
    Jacobian 2×2, graph and closed form Diag(p) − p pᵀ (largest difference 0):
       0.25  -0.25
      -0.25   0.25
    """
    p = softmax(numbers_of(z))
    closed = [[p_i * ((i == j) - p_j) for j, p_j in enumerate(p)] for i, p_i in enumerate(p)]
    return Jacobian(jacobian(lambda *z: softmax(z), numbers_of(z)), closed, "Diag(p) − p pᵀ")


def log_softmax_jacobian(z: Sequence[Any]) -> Jacobian:
    """∂(ln pᵢ)/∂zⱼ of log-softmax: from the graph, and as I − 1 pᵀ.

    >>> log_softmax_jacobian([0, 0])
    Jacobian 2×2, graph and closed form I − 1 pᵀ (largest difference 0):
       0.5  -0.5
      -0.5   0.5
    """
    p = softmax(numbers_of(z))
    closed = [[(i == j) - p_j for j, p_j in enumerate(p)] for i in range(len(p))]
    return Jacobian(jacobian(lambda *z: log_softmax(z), numbers_of(z)), closed, "I − 1 pᵀ")


def reduced_logits(z: Sequence[Any]) -> list[Any]:
    """The K−1 numbers yᵢ = zᵢ₊₁ − z₁ that say the same as K logits: softmax(z) = softmax([0, *y]).

    >>> reduced_logits([1, 2, 3])
    [1, 2]
    """
    return [entry - z[0] for entry in checked(z, "reduced_logits")[1:]]


def full_logits(y: Sequence[Any]) -> list[Any]:
    """The K logits [0, y₁, …, y_{K−1}] of K−1 reduced ones; for K = 2, softmax is [1 − σ(y), σ(y)].

    >>> full_logits([1, 2])
    [0.0, 1, 2]
    """
    return [0.0, *y]


def sigmoid_pair(z: Sequence[Any]) -> list[Any]:
    """Softmax of two classes as [σ(d), 1 − σ(d)] with the difference d = z₁ − z₂.

    >>> sigmoid_pair([5, 5])
    [0.5, 0.5]
    """
    z = checked(z, "sigmoid_pair")
    if len(z) != 2:
        raise ValueError(f"sigmoid_pair takes two logits, got {len(z)}; use softmax for more")
    first = sigmoid(z[0] - z[1])
    return [first, 1 - first]


def over_axis(function: Callable[[list[Any]], list[Any]], x: Any, dim: int) -> Any:
    """A function of vectors applied along one axis of a nested list."""
    if dim == 0 and is_listed(x[0]):
        columns = [over_axis(function, list(column), 0) for column in zip(*x, strict=True)]
        return [list(row) for row in zip(*columns, strict=True)]
    return function(x) if dim == 0 else [over_axis(function, part, dim - 1) for part in x]


class Softmax(Module):
    """Softmax along one axis, by default the last: the entries along it become positive, sum 1.

    >>> Softmax()([[0, 0], [0, 0]])
    [[0.5, 0.5], [0.5, 0.5]]
    """

    function = staticmethod(softmax)
    of_jacobian = staticmethod(softmax_jacobian)

    def __init__(self, dim: int = -1) -> None:
        self.dim = dim
        self.wants_batch = dim > 0

    def forward(self, x: Any) -> Any:
        """Softmax along the axis; the shape stays."""
        x = as_nested(x)
        rank = rank_of(x)
        if not -rank <= self.dim < rank:
            raise ValueError(
                f"{self!r} needs an axis {self.dim}, but the input has {rank} axes; "
                f"allowed are {-rank} to {rank - 1}"
            )
        return over_axis(self.function, x, self.dim % rank)

    def jacobian(self, z: Sequence[Any]) -> Jacobian:
        """The Jacobian at one vector, in two ways."""
        return self.of_jacobian(z)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape stays."""
        return shape

    def extra_repr(self) -> str:
        """The axis."""
        return f"dim={self.dim}"


class LogSoftmax(Softmax):
    """ln of softmax along one axis, without overflow.

    >>> LogSoftmax()([0, -1000])
    [0.0, -1000.0]
    """

    function = staticmethod(log_softmax)
    of_jacobian = staticmethod(log_softmax_jacobian)
