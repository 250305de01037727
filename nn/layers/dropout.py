"""Dropout: entries left out by chance while a model trains."""

from random import Random
from typing import Any

from autograd.engine.value import Value
from autograd.ops.numerals import as_number
from nn.base.initialisers import generator
from nn.base.module import Module
from nn.base.nested import as_nested, map_entries


class Dropout(Module):
    """In training each entry becomes 0 with probability p, else x/(1 − p), so that its mean stays;
    in evaluation the input goes through as it is. The shape stays [Srivastava et al. 2014].

    The factor, 0 or 1/(1 − p), is the local derivative on the edge of its entry.

    Args:
        p: The probability of being left out, from 0 to 1.
        seed: Of the random numbers, or a generator.

    Attributes:
        mask: The factors of the latest call in training, in the shape of its input.

    Raises:
        ValueError: p is no probability.

    >>> dropout = Dropout(0.5, seed=1)
    >>> dropout([1.0, 2.0, 3.0, 4.0]), dropout.mask
    ([0.0, 4.0, 6.0, 0.0], [0.0, 2.0, 2.0, 0.0])
    >>> dropout.eval()([1.0, 2.0])
    [1.0, 2.0]
    """

    def __init__(self, p: float = 0.5, *, seed: int | Random | None = None) -> None:
        if not 0 <= as_number(p) <= 1:
            raise ValueError(f"p is a probability from 0 to 1, got {p}")
        self.p, self.mask = p, None
        self._random = generator(seed)

    def forward(self, x: Any) -> Any:
        """Any nesting of numbers."""
        x = as_nested(x)
        if not self.training or self.p == 0:
            return x
        self.mask = map_entries(lambda _: self.factor(), x)
        return scaled(x, self.mask)

    def factor(self) -> float:
        """0 with probability p, else 1/(1 − p)."""
        return 0.0 if self._random.random() < self.p else 1 / (1 - self.p)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape stays."""
        return shape

    def extra_repr(self) -> str:
        """The probability."""
        return f"p={self.p}"


def scaled(x: Any, factors: Any) -> Any:
    """Each entry times its factor."""
    if isinstance(factors, list):
        return [scaled(part, own) for part, own in zip(x, factors, strict=True)]
    return x * factors if isinstance(x, Value) else as_number(x) * factors
