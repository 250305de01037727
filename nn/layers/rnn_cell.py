"""RNNCell: one step h' = f(W_ih x + b_ih + W_hh h + b_hh), and its Jacobian."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from autograd.engine.derivatives import jacobian
from autograd.engine.value import Value
from autograd.engine.weighted_sums import Rows, affine
from nn.base.initialisers import Initialiser, constant, generator, initialiser
from nn.base.jacobians import Jacobian
from nn.base.module import Module
from nn.base.nested import (
    Shape,
    as_nested,
    build,
    numbers_of,
    rank_of,
    shape_of,
    show_shape,
    uniform_kind,
)
from nn.base.shapes import check_count, refuse
from nn.base.weighted import Parameter, Weighted, with_biases
from nn.layers.activations import Elementwise, Identity, activation
from nn.layers.unrolled_rnn import Unrolled


class RNNCell(Weighted):
    """One step: h' = f(W_ih x + b_ih + W_hh h + b_hh); n_x and n_h numbers -> n_h numbers.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        bias: Whether there are b_ih and b_hh.
        nonlinearity: f, "tanh", "relu", "sigmoid" or another activation that works entry by entry.
        weight_ih: W_ih, n_h × n_x, if given literally; so for the next three.
        weight_hh: W_hh, n_h × n_h.
        bias_ih: b_ih, n_h.
        bias_hh: b_hh, n_h.
        init: An initialiser or its name; "pytorch" is U(−1/√n_h, 1/√n_h) for all four.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A given weight has another shape, or the nonlinearity mixes entries.

    >>> cell = RNNCell(1, 1, False, "relu", weight_ih=[[3]], weight_hh=[[5]])
    >>> cell([1], [10])
    [Value(53)]
    """

    letters: ClassVar[dict[str, str]] = {
        "weight_ih": "wₓ",
        "weight_hh": "wₕ",
        "bias_ih": "bₓ",
        "bias_hh": "bₕ",
    }
    weight_ih, weight_hh = Parameter(), Parameter()
    bias_ih, bias_hh = Parameter(), Parameter()
    _rows: tuple[Rows, Rows] | None = None

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str | Module = "tanh",
        *,
        weight_ih: Any = None,
        weight_hh: Any = None,
        bias_ih: Any = None,
        bias_hh: Any = None,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        self.input_size = check_count("input_size", input_size)
        self.hidden_size = check_count("hidden_size", hidden_size)
        self._nonlinearity = activation(nonlinearity)
        if not isinstance(self._nonlinearity, (Elementwise, Identity)):
            raise ValueError(
                f"the nonlinearity of an RNN works entry by entry, got {self._nonlinearity!r}; "
                "write 'tanh', 'relu' or 'sigmoid'"
            )
        draw, rng = initialiser(init), generator(seed)
        given = (weight_ih, weight_hh, bias_ih, bias_hh)
        for (name, shape), values in zip(self.parameter_shapes().items(), given, strict=True):
            is_bias = name.startswith("bias")
            if values is None and not is_bias:
                fan = hidden_size if init == "pytorch" else shape[-1]
                values = drawn(shape, draw, rng, (fan, hidden_size))
            elif values is None and bias:
                plain = draw if init == "pytorch" else constant(0.0)
                values = drawn(shape, plain, rng, (hidden_size, hidden_size))
            setattr(self, name, values)

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight_ih n_h × n_x, weight_hh n_h × n_h, biases n_h."""
        n = self.hidden_size
        return {
            "weight_ih": (n, self.input_size),
            "weight_hh": (n, n),
            "bias_ih": (n,),
            "bias_hh": (n,),
        }

    def forget(self) -> None:
        """Prepare the rows again at the next call."""
        self._rows = None

    def rows(self) -> tuple[Rows, Rows]:
        """(b, w₁, …), or (w₁, …), per unit, of the input and of the state; the same tuples in
        every call.
        """
        if self._rows is None:
            self._rows = (
                with_biases(self.weight_ih, self.bias_ih),
                with_biases(self.weight_hh, self.bias_hh),
            )
        return self._rows

    def forward(self, x: Any, h: Any = None) -> Any:
        """The next state; h is 0 if not given. A list of inputs goes with a list of states."""
        x = as_nested(x)
        if rank_of(x) == 2:
            states = [None] * len(x) if h is None else as_nested(h)
            return [self.step(*pair)[0] for pair in zip(x, states, strict=True)]
        return self.step(x, h)[0]

    def step(self, x: Any, h: Any = None) -> tuple[list[Any], list[Any]]:
        """The next state of one sample, and the sums it was made of."""
        h = [0.0] * self.hidden_size if h is None else list(as_nested(h))
        for name, given, size in (("x", x, self.input_size), ("h", h, self.hidden_size)):
            if shape_of(given) != (size,):
                refuse(self, f"{name} of shape {show_shape(shape_of(given))}")
        inputs, states = self.rows()
        sums = [
            a + b
            for a, b in zip(
                affine(inputs, uniform_kind(x)), affine(states, uniform_kind(h)), strict=True
            )
        ]
        return list(self._nonlinearity.forward(sums)), sums  # a cell is one box in a picture

    def unroll(self, inputs: Sequence[Any], h0: Any = None) -> Unrolled:
        """Run over a sequence, with the Jacobians ∂h_t/∂h_{t−1} and their running product.

        Args:
            inputs: T × n_x.
            h0: The first state, 0 if not given.

        >>> cell = RNNCell(1, 1, False, "identity", weight_ih=[[0]], weight_hh=[[2]])
        >>> print(cell.unroll([[0]] * 3, [1]))
        t  h_t  ‖∂h_t/∂h_{t−1}‖  ‖∂h_t/∂h_0‖
        0    1
        1    2                2            2  ██
        2    4                2            4  ████
        3    8                2            8  ████████
        """
        states = [[0.0] * self.hidden_size if h0 is None else list(as_nested(h0))]
        jacobians = []
        for x in as_nested(inputs):
            jacobians.append(self.jacobian(x, states[-1]))
            states.append(self(x, states[-1]))
        return Unrolled(states, jacobians)

    def jacobian(self, x: Any, h: Any) -> Jacobian:
        """∂h'/∂h of one step: from the graph, and as Diag(f′(s)) W_hh."""
        x, h = numbers_of(x), [Value(number) for number in numbers_of(h)]
        new, sums = self.step(x, h)
        closed = []
        for node, s, row in zip(new, sums, self.weight_hh, strict=True):
            slope = 1.0 if node is s else node.partials[0]
            closed.append([slope * w.data for w in row])
        graph = jacobian(lambda *state: self.step(x, state)[0], [leaf.data for leaf in h])
        return Jacobian(graph, closed, "Diag(f′(s_t)) W_hh")

    def output_shape(self, shape: Shape) -> Shape:
        """(n_x,) -> (n_h,)."""
        if shape != (self.input_size,):
            refuse(self, f"the shape {show_shape(shape)}")
        return (self.hidden_size,)

    def allowed(self) -> str:
        """What inputs it takes."""
        return (
            f"x of {self.input_size} numbers (input_size) and h of {self.hidden_size} "
            "(hidden_size), or lists of them"
        )

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        written = f"{self.input_size}, {self.hidden_size}"
        if vars(self).get("bias_ih", True) is None:
            written += ", bias=False"
        f = type(self._nonlinearity).__name__.lower()
        return written + ("" if f == "tanh" else f", nonlinearity={f}")


def drawn(shape: Shape, draw: Initialiser, rng: Random, fans: tuple[int, int]) -> Any:
    """A nested list of a shape, drawn by an initialiser."""
    return build(shape, lambda *_: draw(rng, *fans))
