"""An RNN unrolled over time: its states, the Jacobian of every step, and their running product."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograd.ops.numerals import show_number
from nn.base.jacobians import Jacobian, Matrix, matmul, norm
from nn.base.nested import numbers_of
from nn.base.tables import aligned

BARS = "▏▎▍▌▋▊▉"


@dataclass(frozen=True, repr=False)
class Unrolled:
    """The states h₀ … h_T of a cell and how each depends on those before.

    ∂h_t/∂h₀ = J_t · … · J₁ with J_j = Diag(f′(s_j)) W_hh, the latest factor leftmost. The norms
    shrink to nothing or grow without bound; with the sigmoid, f′ ≤ ¼, so ‖W_hh‖ < 4 makes them
    shrink, while more than 4 is needed for them to grow but does not make them.

    Attributes:
        states: h₀ … h_T.
        jacobians: J₁ … J_T, each from the graph and in closed form.

    >>> from nn import RNNCell
    >>> cell = RNNCell(1, 1, False, "identity", weight_ih=[[0]], weight_hh=[[2]])
    >>> unrolled = cell.unroll([[0]] * 3, [1])
    >>> unrolled.norms, unrolled.product(1, 3)
    ([2.0, 4.0, 8.0], [[4.0]])
    """

    states: list[list[Any]]
    jacobians: list[Jacobian]

    @cached_property
    def products(self) -> list[Matrix]:
        """∂h_t/∂h₀ for t = 1 … T, the running product of the step Jacobians."""
        running: list[Matrix] = []
        for step in self.jacobians:
            running.append(matmul(step.graph, running[-1]) if running else step.graph)
        return running

    def product(self, start: int, end: int) -> Matrix:
        """∂h_end/∂h_start = J_end · … · J_{start+1}.

        Raises:
            ValueError: The times are not 0 ≤ start < end ≤ T.
        """
        if not 0 <= start < end <= len(self.jacobians):
            raise ValueError(
                f"times go from 0 to {len(self.jacobians)}, the earlier first, "
                f"got {start} and {end}"
            )
        total = self.jacobians[start].graph
        for step in self.jacobians[start + 1 : end]:
            total = matmul(step.graph, total)
        return total

    @property
    def norms(self) -> list[float]:
        """‖∂h_t/∂h₀‖ for t = 1 … T: square root of the sum of squares."""
        return [norm(product) for product in self.products]

    def __repr__(self) -> str:
        rows = [("t", "h_t", "‖∂h_t/∂h_{t−1}‖", "‖∂h_t/∂h_0‖"), ("0", self.shown(0), "", "")]
        for t, (step, whole) in enumerate(zip(self.jacobians, self.norms, strict=True), start=1):
            steps = show_number(norm(step.graph))
            rows.append((str(t), self.shown(t), steps, show_number(whole)))
        bars = ["", "", *(bar(whole, self.norms) for whole in self.norms)]
        pairs = zip(aligned(rows), bars, strict=True)
        return "\n".join(f"{line}  {bar}".rstrip() for line, bar in pairs)

    def shown(self, t: int) -> str:
        """The state at a time, in short."""
        return ", ".join(show_number(number) for number in numbers_of(self.states[t]))


def bar(value: float, values: Sequence[float]) -> str:
    """A bar as long as the value compared with the largest, at most eight characters."""
    eighths = round(64 * value / max(values)) if max(values) > 0 else 0
    return "█" * (eighths // 8) + (BARS[eighths % 8 - 1] if eighths % 8 else "")
