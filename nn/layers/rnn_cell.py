"""RNNCell: one step h' = f(W_ih x + b_ih + W_hh h + b_hh), and its Jacobian."""

from typing import Any

from autograd.engine.value import Value
from nn.base.jacobians import Matrix
from nn.base.module import Module
from nn.layers.activations import Elementwise, Identity, activation
from nn.layers.recurrent_cell import RecurrentCell


class RNNCell(RecurrentCell):
    """One step: h' = f(W_ih x + b_ih + W_hh h + b_hh); n_x and n_h numbers -> n_h numbers.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        bias: Whether there are b_ih and b_hh.
        nonlinearity: f, "tanh", "relu", "sigmoid" or another activation that works entry by entry.
        options: Given weights, init and seed, as for `RecurrentCell`.

    Raises:
        ValueError: A given weight has another shape, or the nonlinearity mixes entries.

    >>> cell = RNNCell(1, 1, False, "relu", weight_ih=[[3]], weight_hh=[[5]])
    >>> cell([1], [10])
    [Value(53)]
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str | Module = "tanh",
        **options: Any,
    ) -> None:
        self._nonlinearity = activation(nonlinearity)
        if not isinstance(self._nonlinearity, (Elementwise, Identity)):
            raise ValueError(
                f"the nonlinearity of an RNN works entry by entry, got {self._nonlinearity!r}; "
                "write 'tanh', 'relu' or 'sigmoid'"
            )
        super().__init__(input_size, hidden_size, bias, **options)

    def next_state(self, x: Any, h: Any) -> list[Any]:
        """f of the sums of one sample."""
        return self.step(x, h)[0]

    def step(self, x: Any, h: Any = None) -> tuple[list[Any], list[Any]]:
        """The next state of one sample, and the sums it was made of."""
        x, h = self.checked("x", x), self.checked("h", h)
        sums = [a + b for a, b in self.sums(0, x, h)]
        return list(self._nonlinearity.forward(sums)), sums  # a cell is one box in a picture

    def closed_jacobian(self, x: list[float], h: list[float]) -> tuple[Matrix, str]:
        """Diag(f′(s)) W_hh."""
        new, sums = self.step(x, [Value(number) for number in h])
        closed = []
        for node, s, row in zip(new, sums, self.weight_hh, strict=True):
            slope = 1.0 if node is s else node.partials[0]
            closed.append([slope * w.data for w in row])
        return closed, "Diag(f′(s_t)) W_hh"

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        f = type(self._nonlinearity).__name__.lower()
        return super().extra_repr() + ("" if f == "tanh" else f", nonlinearity={f}")
