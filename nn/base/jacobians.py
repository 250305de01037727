"""Small matrices of numbers, and a Jacobian from the graph beside its closed form."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd.ops.numerals import show_number
from nn.base.tables import aligned

Matrix = list[list[float]]


def matmul(left: Matrix, right: Matrix) -> Matrix:
    """The matrix product.

    >>> matmul([[1, 2]], [[3], [4]])
    [[11]]
    """
    columns = list(zip(*right, strict=True))
    return [[sum(a * b for a, b in zip(row, c, strict=True)) for c in columns] for row in left]


def norm(matrix: Matrix) -> float:
    """The Frobenius norm, √Σ aᵢⱼ²; an upper bound of the spectral norm.

    >>> norm([[3, 4]])
    5.0
    """
    return math.hypot(*(a for row in matrix for a in row))


def difference(left: Matrix, right: Matrix) -> float:
    """The largest |aᵢⱼ − bᵢⱼ|."""
    pairs = zip(left, right, strict=True)
    return max(abs(a - b) for rows in pairs for a, b in zip(*rows, strict=True))


def show_matrix(matrix: Sequence[Sequence[Any]]) -> str:
    """A matrix with aligned columns, one row per line."""
    shown = [[show_number(a) if isinstance(a, float) else str(a) for a in row] for row in matrix]
    return "\n".join(f"  {line}" for line in aligned(shown))


@dataclass(frozen=True, repr=False)
class Jacobian:
    """A Jacobian found in two ways.

    Attributes:
        graph: ∂yᵢ/∂xⱼ from backward passes through the graph.
        closed: The same from the closed form.
        formula: The closed form.
    """

    graph: Matrix
    closed: Matrix
    formula: str

    @property
    def difference(self) -> float:
        """The largest difference between the two."""
        return difference(self.graph, self.closed)

    def __repr__(self) -> str:
        size = f"{len(self.graph)}×{len(self.graph[0])}"
        return (
            f"Jacobian {size}, graph and closed form {self.formula} "
            f"(largest difference {show_number(self.difference)}):\n{show_matrix(self.graph)}"
        )
