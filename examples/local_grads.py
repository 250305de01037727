"""A Value class in the style of microgpt, to compare with: operands and local derivatives.

Written for the benchmark and the tests, after the way that Andrej Karpathy's microgpt keeps its
nodes: each has its number, its gradient, its operands and one local derivative for each of them.
"""

import math
from typing import Any


class LocalGrads:
    """A node: number, gradient, operands, and the local derivative by each operand."""

    __slots__ = ("data", "grad", "operands", "partials")

    def __init__(self, data: float, operands: Any = (), partials: Any = ()) -> None:
        self.data = data
        self.grad = 0.0
        self.operands = operands
        self.partials = partials

    def __add__(self, other: Any) -> "LocalGrads":
        other = as_node(other)
        return LocalGrads(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: Any) -> "LocalGrads":
        other = as_node(other)
        return LocalGrads(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n: float) -> "LocalGrads":
        return LocalGrads(self.data**n, (self,), (n * self.data ** (n - 1),))

    def __neg__(self) -> "LocalGrads":
        return self * -1.0

    def __sub__(self, other: Any) -> "LocalGrads":
        return self + -other

    def __rsub__(self, other: Any) -> "LocalGrads":
        return -self + other

    def __truediv__(self, other: Any) -> "LocalGrads":
        return self * other**-1

    def __rtruediv__(self, other: Any) -> "LocalGrads":
        return self**-1 * other

    __radd__, __rmul__ = __add__, __mul__

    def exp(self) -> "LocalGrads":
        """eˣ."""
        y = math.exp(self.data)
        return LocalGrads(y, (self,), (y,))

    def log(self) -> "LocalGrads":
        """ln x."""
        return LocalGrads(math.log(self.data), (self,), (1 / self.data,))

    def relu(self) -> "LocalGrads":
        """max(0, x)."""
        return LocalGrads(max(0.0, self.data), (self,), (float(self.data > 0),))

    def tanh(self) -> "LocalGrads":
        """(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)."""
        y = math.tanh(self.data)
        return LocalGrads(y, (self,), (1 - y * y,))

    def backward(self) -> None:
        """Add ∂self/∂node to the gradient of every node, each once and after all its uses."""
        order: list[LocalGrads] = []
        seen: set[LocalGrads] = set()

        def visit(node: LocalGrads) -> None:
            if node not in seen:
                seen.add(node)
                for operand in node.operands:
                    visit(operand)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for operand, partial in zip(node.operands, node.partials, strict=True):
                operand.grad += partial * node.grad


def as_node(x: Any) -> LocalGrads:
    """A node as it is, a number as a node."""
    return x if isinstance(x, LocalGrads) else LocalGrads(x)


def linear(rows: Any, x: Any) -> list[Any]:
    """The weighted sums of x, written out in products and sums."""
    return [sum(w * each for w, each in zip(row, x, strict=True)) for row in rows]
