"""GRUCell and LSTMCell: recurrent steps with gates, each drawn as a box of its own."""

from collections.abc import Callable
from typing import Any

from autograd.engine.modes import scope
from autograd.ops.activations import sigmoid
from autograd.ops.elementary import tanh
from nn.base.nested import as_nested, rank_of
from nn.layers.recurrent_cell import RecurrentCell


class GatedCell(RecurrentCell):
    """A recurrent cell whose state moves as far as gates, numbers between 0 and 1, let it."""

    def gate(self, place: int, f: Callable[[Any], Any], x: Any, h: Any) -> list[Any]:
        """f(W_ih x + b_ih + W_hh h + b_hh) with the rows of one gate."""
        with scope(GATES[self.gates[place]]):
            return [f(a + b) for a, b in self.sums(place, x, h)]


GATES = {"ⁱ": "i", "ᶠ": "f", "ᵍ": "g", "ᵒ": "o", "ʳ": "r", "ᶻ": "z", "ⁿ": "n"}
"""The gates as PyTorch's formulas call them, by the letter raised in the labels of weights."""


class GRUCell(GatedCell):
    """One gated step; n_x and n_h numbers -> n_h numbers [Cho et al. 2014].

    r = σ(W_ir x + b_ir + W_hr h + b_hr), z = σ(W_iz x + b_iz + W_hz h + b_hz),
    n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn)) and h' = (1 − z) ⊙ n + z ⊙ h: where z is 1, the
    state stays. As in PyTorch r multiplies the sum and not h, and the rows are those of r, z, n.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        bias: Whether there are b_ih and b_hh.
        options: Given weights, init and seed, as for `RecurrentCell`.

    Raises:
        ValueError: A given weight has another shape.

    >>> GRUCell(1, 1, init="zeros")([5], [3])  # r = z = ½, n = 0
    [Value(1.5)]
    """

    gates = ("ʳ", "ᶻ", "ⁿ")

    def next_state(self, x: Any, h: Any) -> list[Any]:
        """The next state of one sample."""
        x, h = self.checked("x", x), self.checked("h", h)
        reset, keep = self.gate(0, sigmoid, x, h), self.gate(1, sigmoid, x, h)
        with scope("n"):
            new = [tanh(a + r * b) for r, (a, b) in zip(reset, self.sums(2, x, h), strict=True)]
        return [(1 - z) * n + z * old for z, n, old in zip(keep, new, h, strict=True)]


class LSTMCell(GatedCell):
    """One step with a memory c beside the state h; n_x numbers and (h, c) -> (h', c')
    [Hochreiter & Schmidhuber 1997; Gers et al. 2000].

    Each of i, f, o = σ(W x + b + U h + b′) and g = tanh(W x + b + U h + b′) has its own rows. Then
    c' = f ⊙ c + i ⊙ g and h' = o ⊙ tanh(c'). Along the memory alone ∂c'/∂c = f: where it is 1,
    gradients neither vanish nor explode. The rows are those of i, f, g, o, as in PyTorch.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        bias: Whether there are b_ih and b_hh.
        options: Given weights, init and seed, as for `RecurrentCell`.

    Raises:
        ValueError: A given weight has another shape, or the state is no pair (h, c).

    >>> h, c = LSTMCell(1, 1, init="zeros")([5], ([0], [3]))  # f = ½, g = 0
    >>> c
    [Value(1.5)]
    """

    gates = ("ⁱ", "ᶠ", "ᵍ", "ᵒ")

    def forward(self, x: Any, state: Any = None) -> Any:
        """The next (h, c), both 0 if not given. A list of inputs goes with two lists of them."""
        x, (h, c) = as_nested(x), self.pair(state)
        if rank_of(x) != 2:
            return self.next_pair(x, h, c)
        none = [None] * len(x)
        starts = zip(x, as_nested(h) or none, as_nested(c) or none, strict=True)
        following = [self.next_pair(*start) for start in starts]
        return [h for h, _ in following], [c for _, c in following]

    def pair(self, state: Any) -> tuple[Any, Any]:
        """The two parts of a state.

        Raises:
            ValueError: There are not two.
        """
        if state is None:
            return None, None
        if not isinstance(state, (tuple, list)) or len(state) != 2:
            raise ValueError(
                f"the state of an LSTM is a pair (h, c), each of {self.hidden_size} numbers, got "
                f"{state!r:.60}"
            )
        return state[0], state[1]

    def next_pair(self, x: Any, h: Any, c: Any) -> tuple[list[Any], list[Any]]:
        """The next (h, c) of one sample."""
        x, h, c = self.checked("x", x), self.checked("h", h), self.checked("c", c)
        enter, keep = self.gate(0, sigmoid, x, h), self.gate(1, sigmoid, x, h)
        new, out = self.gate(2, tanh, x, h), self.gate(3, sigmoid, x, h)
        gates = zip(enter, keep, new, c, strict=True)
        memory = [f * old + i * g for i, f, g, old in gates]
        return [o * tanh(m) for o, m in zip(out, memory, strict=True)], memory
