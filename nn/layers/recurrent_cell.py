"""What recurrent cells share: weights of the input and of the state, by gate, in PyTorch's rows."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from autograd.engine.derivatives import jacobian
from autograd.engine.weighted_sums import Rows, affine
from nn.base.initialisers import Initialiser, constant, generator, initialiser
from nn.base.jacobians import Jacobian, Matrix
from nn.base.labels import indexed, name_states
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
from nn.layers.unrolled_rnn import Unrolled


class RecurrentCell(Weighted):
    """Weighted sums of an input x and a state h, one pair for each unit of each gate; the base of
    RNNCell, GRUCell and LSTMCell, which say what becomes of them.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        bias: Whether there are b_ih and b_hh.
        weight_ih: W_ih, (gates · n_h) × n_x, if given literally; so for the next three.
        weight_hh: W_hh, (gates · n_h) × n_h.
        bias_ih: b_ih, gates · n_h.
        bias_hh: b_hh, gates · n_h.
        init: An initialiser or its name; "pytorch" is U(−1/√n_h, 1/√n_h) for all four.
        seed: Of the random numbers, or a generator.

    Attributes:
        gates: A raised letter for each gate, in the order of the rows; one empty if there is none.

    Raises:
        ValueError: A given weight has another shape.
    """

    letters: ClassVar[dict[str, str]] = {
        "weight_ih": "wₓ",
        "weight_hh": "wₕ",
        "bias_ih": "bₓ",
        "bias_hh": "bₕ",
    }
    gates: ClassVar[tuple[str, ...]] = ("",)
    weight_ih, weight_hh = Parameter(), Parameter()
    bias_ih, bias_hh = Parameter(), Parameter()
    _rows: list[tuple[Rows, Rows]] | None = None

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
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
        """weight_ih (gates · n_h) × n_x, weight_hh (gates · n_h) × n_h, biases gates · n_h."""
        n = self.hidden_size
        rows = len(self.gates) * n
        return {
            "weight_ih": (rows, self.input_size),
            "weight_hh": (rows, n),
            "bias_ih": (rows,),
            "bias_hh": (rows,),
        }

    def label(self, name: str, index: Shape) -> str:
        """`wₓ₁₂`, and with gates `wᶠₓ₁₂`: from input 2 into the first unit of gate f."""
        gate, unit = divmod(index[0], self.hidden_size)
        letter, source = self.letters[name][0], self.letters[name][1]
        return indexed(letter + self.gates[gate] + source, (unit, *index[1:]))

    def forget(self) -> None:
        """Prepare the rows again at the next call."""
        self._rows = None

    def rows(self) -> list[tuple[Rows, Rows]]:
        """For each gate (b, w₁, …), or (w₁, …), per unit, of the input and of the state; the same
        tuples in every call.
        """
        if self._rows is None:
            n = self.hidden_size
            parts = [slice(start, start + n) for start in range(0, n * len(self.gates), n)]
            self._rows = [
                (
                    with_biases(self.weight_ih[part], self.bias_ih and self.bias_ih[part]),
                    with_biases(self.weight_hh[part], self.bias_hh and self.bias_hh[part]),
                )
                for part in parts
            ]
        return self._rows

    def checked(self, name: str, given: Any) -> Any:
        """An input or a state of one sample; a state that is not given is 0."""
        size = self.input_size if name == "x" else self.hidden_size
        if given is None and name != "x":
            return [0.0] * size
        given = as_nested(given)
        if shape_of(given) != (size,):
            refuse(self, f"{name} of shape {show_shape(shape_of(given))}")
        return uniform_kind(given)

    def sums(self, gate: int, x: Any, h: Any) -> list[tuple[Any, Any]]:
        """W_ih x + b_ih and W_hh h + b_hh of each unit of a gate."""
        inputs, states = self.rows()[gate]
        return list(zip(affine(inputs, x), affine(states, h), strict=True))

    def forward(self, x: Any, h: Any = None) -> Any:
        """The next state; h is 0 if not given. A list of inputs goes with a list of states."""
        x = as_nested(x)
        if rank_of(x) == 2:
            states = [None] * len(x) if h is None else as_nested(h)
            return [self.next_state(*pair) for pair in zip(x, states, strict=True)]
        return self.next_state(x, h)

    def next_state(self, x: Any, h: Any) -> list[Any]:
        """The next state of one sample."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what becomes of its sums; "
            "define next_state(self, x, h)"
        )

    def unroll(self, inputs: Sequence[Any], h0: Any = None) -> Unrolled:
        """Run over a sequence, with the Jacobians ∂h_t/∂h_{t−1} and their running product.

        Args:
            inputs: T × n_x.
            h0: The first state, 0 if not given.

        >>> from nn import RNNCell
        >>> cell = RNNCell(1, 1, False, "identity", weight_ih=[[0]], weight_hh=[[2]])
        >>> print(cell.unroll([[0]] * 3, [1]))
        t  h_t  ‖∂h_t/∂h_{t−1}‖  ‖∂h_t/∂h_0‖
        0    1
        1    2                2            2  ██
        2    4                2            4  ████
        3    8                2            8  ████████
        """
        states = [self.flat(h0)]
        jacobians = []
        for t, x in enumerate(as_nested(inputs), start=1):
            jacobians.append(self.jacobian(x, self.state(states[-1])))
            states.append(self.flat(self(x, self.state(states[-1]))))
            name_states(states[-1][: self.hidden_size], t)
        return Unrolled(states, jacobians)

    def jacobian(self, x: Any, h: Any) -> Jacobian:
        """∂h'/∂h of one step, from the graph and in closed form."""
        numbers = numbers_of(self.flat(h))
        x = numbers_of(x)
        graph = jacobian(lambda *state: self.flat(self(x, self.state(state))), numbers)
        return Jacobian(graph, *self.closed_jacobian(x, numbers))

    def closed_jacobian(self, x: list[float], h: list[float]) -> tuple[Matrix, str]:
        """∂h'/∂h in closed form at numbers, and its formula."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what its Jacobian is; "
            "define closed_jacobian(self, x, h)"
        )

    def flat(self, state: Any) -> list[Any]:
        """The numbers of a state one after another; 0 for a state that is not given."""
        return [0.0] * self.hidden_size if state is None else list(as_nested(state))

    def state(self, flat: Sequence[Any]) -> Any:
        """The state that has these numbers."""
        return flat

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
        return written + (", bias=False" if vars(self).get("bias_ih", True) is None else "")


def drawn(shape: Shape, draw: Initialiser, rng: Random, fans: tuple[int, int]) -> Any:
    """A nested list of a shape, drawn by an initialiser."""
    return build(shape, lambda *_: draw(rng, *fans))
