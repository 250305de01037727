"""A class index in numbers, so that what is recorded with one class runs with another."""

from collections.abc import Sequence
from typing import Any

from autograd.engine.weighted_sums import weighted_sum


class Choice:
    """Stands for the index of a class where a loss is recorded.

    Args:
        shares: 1 for the class that is meant, 0 for every other.

    >>> Choice([0.0, 1.0, 0.0]).among([5.0, 7.0, 9.0])
    7.0
    """

    def __init__(self, shares: Sequence[Any]) -> None:
        self.shares = shares

    def among(self, numbers: Sequence[Any]) -> Any:
        """The number of the class that is meant: the sum of shares × numbers.

        Raises:
            ValueError: There are fewer numbers than classes.
        """
        classes = len(self.shares)
        if classes > len(numbers):
            raise ValueError(f"class {classes - 1} of {len(numbers)} classes")
        return weighted_sum(0.0, self.shares, numbers[:classes])
