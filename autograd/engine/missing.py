"""What is recorded where a local derivative does not exist."""

from typing import Any


class MissingDerivative:
    """Stands where a local derivative does not exist; a product with it fails, which is noticed."""

    def __reduce__(self) -> str:
        return "MISSING"  # a copy of a graph has the same one

    def __rmul__(self, upstream: float) -> float:
        raise ZeroDivisionError

    __radd__ = __rmul__


MISSING: Any = MissingDerivative()
