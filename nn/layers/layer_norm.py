"""LayerNorm: each sample normalised by its own mean and variance."""

from collections.abc import Sequence
from math import prod
from typing import Any, ClassVar

from autograd.ops.elementary import sqrt
from nn.base.nested import (
    Shape,
    as_nested,
    entries,
    fill,
    is_listed,
    shape_of,
    show_shape,
    uniform_kind,
)
from nn.base.shapes import check_count, refuse
from nn.base.weighted import Weighted
from nn.layers.normalisation import moments


class LayerNorm(Weighted):
    """y = γ·(x − μ)/√(σ² + ε) + β over the last axes: the shape stays [Ba et al. 2016].

    μ and σ² (divided by the count n) are those of the numbers of the last axes alone and nodes of
    the graph, in training and in evaluation; no sample sees another.

    Args:
        normalized_shape: The last axes: n numbers, or such a shape as (C, L).
        eps: ε.
        elementwise_affine: Whether there are γ (weight) and β (bias), one of each per number.
        bias: Whether there is β beside γ.

    Raises:
        ValueError: An axis is no count, or an input ends in other axes.

    >>> LayerNorm(2, eps=0)([[1, 3], [10, 40]])
    [[Value(-1), Value(1)], [Value(-1), Value(1)]]
    """

    letters: ClassVar[dict[str, str]] = {"weight": "γ", "bias": "β"}
    counts_as_layer = False

    def __init__(
        self,
        normalized_shape: Any,
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
    ) -> None:
        shape = normalized_shape if is_listed(normalized_shape) else [normalized_shape]
        self.normalized_shape = tuple(check_count("normalized_shape", n) for n in shape)
        if not self.normalized_shape:
            raise ValueError("normalized_shape has one axis or more, got none")
        self.eps, self.elementwise_affine = eps, elementwise_affine
        self.sample_rank = len(self.normalized_shape)
        n = prod(self.normalized_shape)
        self.weight = self.filled([1.0] * n) if elementwise_affine else None
        self.bias = self.filled([0.0] * n) if elementwise_affine and bias else None

    def filled(self, numbers: Sequence[Any]) -> Any:
        """n numbers in the normalised shape."""
        return fill(self.normalized_shape, iter(numbers))

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight and bias, each of the normalised shape."""
        return {"weight": self.normalized_shape, "bias": self.normalized_shape}

    def forward(self, x: Any) -> Any:
        """A sample, or any nesting of samples."""
        x = as_nested(x)
        self.output_shape(shape_of(x))
        return self.along(x, len(shape_of(x)) - len(self.normalized_shape))

    def along(self, x: Any, outer: int) -> Any:
        """Each sample below so many outer axes, normalised."""
        if outer:
            return [self.along(part, outer - 1) for part in x]
        _, variance, centred = moments(uniform_kind(list(entries(x))))
        deviation = sqrt(variance + self.eps)
        results = [value / deviation for value in centred]
        if self.weight is not None:
            results = [g * y for g, y in zip(entries(self.weight), results, strict=True)]
        if self.bias is not None:
            results = [y + b for y, b in zip(results, entries(self.bias), strict=True)]
        return self.filled(results)

    def output_shape(self, shape: Shape) -> Shape:
        """The shape stays."""
        if shape[-len(self.normalized_shape) :] != self.normalized_shape:
            refuse(self, f"the shape {show_shape(shape)}")
        return shape

    def allowed(self) -> str:
        """What inputs it takes."""
        axes = show_shape(self.normalized_shape)
        return f"inputs whose last axes are {axes} (normalized_shape), however deeply nested"

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        return (
            f"{self.normalized_shape}, eps={self.eps}, "
            f"elementwise_affine={self.elementwise_affine}, bias={self.bias is not None}"
        )
