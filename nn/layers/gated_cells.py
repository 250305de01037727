"""GRUCell and LSTMCell: recurrent steps with gates, each drawn as a box of its own."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.modes import scope
from autograd.ops.activations import sigmoid
from autograd.ops.alphabet import PLAIN
from autograd.ops.elementary import tanh
from nn.base.jacobians import Matrix
from nn.base.nested import as_nested, numbers_of, rank_of
from nn.layers.recurrent_cell import RecurrentCell


class GatedCell(RecurrentCell):
    """A recurrent cell whose state moves as far as gates, numbers between 0 and 1, let it."""

    def gate(self, place: int, f: Callable[[Any], Any], x: Any, h: Any) -> list[Any]:
        """f(W_ih x + b_ih + W_hh h + b_hh) with the rows of one gate."""
        with scope(self.gates[place].translate(PLAIN)):
            return [f(a + b) for a, b in self.sums(place, x, h)]

    def by_hidden(self, factors: Sequence[Sequence[float]]) -> Matrix:
        """Σ Diag(factors of a gate) W_hh of that gate, over the gates."""
        n, weight = self.hidden_size, numbers_of(self.weight_hh)
        rows = [
            [[f * w for w in weight[gate * n + i]] for gate, f in enumerate(of_unit)]
            for i, of_unit in enumerate(factors)
        ]
        return [[sum(column) for column in zip(*terms, strict=True)] for terms in rows]


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

    def closed_jacobian(self, x: list[float], h: list[float]) -> tuple[Matrix, str]:
        """∂h'/∂h: what z keeps, and what goes through z, n and r."""
        r, z = (numbers_of(self.gate(i, sigmoid, x, h)) for i in (0, 1))
        sums = [numbers_of(pair) for pair in self.sums(2, x, h)]
        factors = []
        for r_i, z_i, (a, b), old in zip(r, z, sums, h, strict=True):
            n_i = math.tanh(a + r_i * b)
            to_new = (1 - z_i) * (1 - n_i * n_i)
            to_reset, to_keep = to_new * b * r_i * (1 - r_i), (old - n_i) * z_i * (1 - z_i)
            factors.append((to_reset, to_keep, to_new * r_i))
        return plus_diagonal(self.by_hidden(factors), z), GRU_FORMULA


GRU_FORMULA = (
    "Diag(z) + Diag((h − n)σ′_z) W_hz + Diag((1 − z)tanh′_n)(Diag(r) W_hn + Diag(b_n σ′_r) W_hr)"
)
"""b_n is the sum W_hn h + b_hn that r multiplies."""


class LSTMCell(GatedCell):
    """One step with a memory c beside the state h; n_x numbers and (h, c) -> (h', c')
    [Hochreiter & Schmidhuber 1997; Gers et al. 2000].

    Each of i, f, o = σ(W x + b + U h + b′) and g = tanh(W x + b + U h + b′) has its own rows. Then
    c' = f ⊙ c + i ⊙ g and h' = o ⊙ tanh(c'). Along the memory alone ∂c'/∂c = f: where it is 1,
    gradients neither vanish nor explode, as `unroll` shows; there a state is h and c, one after the
    other. The rows are those of i, f, g, o, as in PyTorch.

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

    def flat(self, state: Any) -> list[Any]:
        """h, then c."""
        parts = zip("hc", self.pair(state), strict=True)
        return [number for name, part in parts for number in self.checked(name, part)]

    def state(self, flat: Sequence[Any]) -> Any:
        """(h, c)."""
        return flat[: self.hidden_size], flat[self.hidden_size :]

    def closed_jacobian(self, x: list[float], h: list[float]) -> tuple[Matrix, str]:
        """∂(h', c')/∂(h, c) in four blocks of n_h × n_h; that of the memory is Diag(f) alone."""
        h, c = self.state(h)
        i, f, o = (numbers_of(self.gate(place, sigmoid, x, h)) for place in (0, 1, 3))
        g = numbers_of(self.gate(2, tanh, x, h))
        to_memory, to_output, through = [], [], []
        for i_k, f_k, g_k, o_k, old in zip(i, f, g, o, c, strict=True):
            new = math.tanh(f_k * old + i_k * g_k)
            slopes = g_k * i_k * (1 - i_k), old * f_k * (1 - f_k), i_k * (1 - g_k * g_k)
            to_memory.append((*slopes, 0.0))
            to_output.append((0.0, 0.0, 0.0, new * o_k * (1 - o_k)))
            through.append(o_k * (1 - new * new))
        n = self.hidden_size
        by_memory = plus_diagonal([[0.0] * n for _ in range(n)], f)
        lower = [a + b for a, b in zip(self.by_hidden(to_memory), by_memory, strict=True)]
        upper = [
            [d + slope * e for d, e in zip([*direct, *[0.0] * n], row, strict=True)]
            for direct, slope, row in zip(self.by_hidden(to_output), through, lower, strict=True)
        ]
        return upper + lower, "(∂h'/∂h, ∂h'/∂c; ∂c'/∂h, Diag(f))"


def plus_diagonal(matrix: Matrix, diagonal: Sequence[float]) -> Matrix:
    """A square matrix and a diagonal one, added.

    >>> plus_diagonal([[1.0, 2.0], [3.0, 4.0]], [10.0, 20.0])
    [[11.0, 2.0], [3.0, 24.0]]
    """
    return [
        [entry + (i == j) * d for j, entry in enumerate(row)]
        for i, (row, d) in enumerate(zip(matrix, diagonal, strict=True))
    ]
