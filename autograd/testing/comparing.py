"""A probe on the class under test beside the same on ours, and how a difference is told."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from autograd.engine.value import Value
from autograd.testing.findings import CAUSES, Finding
from autograd.testing.probes import EndlessError, Outcome, close, run

Make = Callable[[float], Any]
"""The class under test, or a function from a number to a node."""


class Probed(NamedTuple):
    """What a probe gave on the class under test, and what is right."""

    code: str
    at: Mapping[str, float]
    got: Outcome
    right: Outcome

    def finding(self, cause: str, place: str = "", method: str = "") -> Finding:
        """A bug that this probe shows."""
        places = (place,) if place else ()
        return Finding(cause, CAUSES[cause].format(method=method), places, self.evidence())

    def failure(self, place: str = "") -> Finding:
        """An error where there should be none."""
        error = self.got.error
        if isinstance(error, EndlessError | RecursionError):
            return self.finding("endless" if isinstance(error, EndlessError) else "recursion")
        return self.finding("equality" if "unhashable" in str(error) else "fails", place)

    def disorder(self) -> Finding:
        """Wrong gradients where every op is right and all contributions are positive."""
        got, right = sum(self.got.grads.values()), sum(self.right.grads.values())
        return self.finding("sent early" if got < right else "sent twice")

    def evidence(self) -> str:
        """The lines, and the first number that differs, or the error."""
        lines = self.code.replace("\n", "; ")
        start = f"{', '.join(f'{name} = {x:g}' for name, x in self.at.items())}; {lines}"
        error, value = self.got.error, self.right.value
        if error is not None:
            return f"{start}: {type(error).__name__}: {error}".splitlines()[0]
        if self.got.value is not None and value is not None and not close(self.got.value, value):
            return f"{start}: y.data is {self.got.value:g}, it should be {value:g}"
        for name, right in self.right.grads.items():
            if not close(got := self.got.grads[name], right):
                return f"{start}; y.backward(): {name}.grad is {got:g}, it should be {right:g}"
        return start


def compare(make: Make, code: str, at: Mapping[str, float]) -> Probed:
    """Lines run on the class under test and on ours."""
    return Probed(code, at, run(make, code, at), run(Value, code, at))
