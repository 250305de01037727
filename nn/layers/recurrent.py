"""RNN: layers of recurrent cells over a sequence."""

from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar

from autograd.engine.modes import scope
from autograd.engine.value import Value
from nn.base.initialisers import Initialiser, generator
from nn.base.module import Module
from nn.base.nested import Shape, as_nested, rank_of, shape_of, show_shape
from nn.base.shapes import check_count, refuse
from nn.layers.recurrent_cell import RecurrentCell
from nn.layers.rnn_cell import RNNCell


class Recurrent(Module):
    """Layers of recurrent cells over a sequence; the base of RNN, GRU and LSTM.

    What is computed at one time has a scope, `RNN.t=3`, by which pictures have a time axis.
    Parameters are named as PyTorch's: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, …

    Attributes:
        cell_kind: What each layer consists of.
    """

    cell_kind: ClassVar[type[RecurrentCell]]

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        *,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
        **options: Any,
    ) -> None:
        self.input_size, self.hidden_size = input_size, hidden_size
        self.num_layers, self.batch_first = check_count("num_layers", num_layers), batch_first
        options |= {"init": init, "seed": generator(seed)}
        self._cells = [
            self.cell_kind(hidden_size if layer else input_size, hidden_size, bias, **options)
            for layer in range(num_layers)
        ]
        for layer, cell in enumerate(self._cells):
            cell._name = f"l{layer}"
            if num_layers > 1:
                cell.number(layer + 1)

    @property
    def cells(self) -> tuple[Any, ...]:
        """The cell of every layer."""
        return tuple(self._cells)

    def own_leaves(self) -> Iterator[tuple[str, Any, tuple[Value, ...]]]:
        """The parameters of all cells, by PyTorch's names."""
        for layer, cell in enumerate(self._cells):
            for name, values, leaves in cell.own_leaves():
                yield f"{name}_l{layer}", values, leaves

    def forward(self, x: Any, h0: Any = None) -> tuple[Any, Any]:
        """The states of the last layer at all steps, and the last states of all layers."""
        x = as_nested(x)
        rank = rank_of(x)
        if rank not in (2, 3) or not x:
            refuse(self, f"an input of shape {show_shape(shape_of(x))}")
        if rank == 2:
            return self.run(x, h0)
        sequences = x if self.batch_first else swapped(x)
        starts = [None] * len(sequences) if h0 is None else swapped(as_nested(h0))
        pairs = [self.run(*pair) for pair in zip(sequences, starts, strict=True)]
        outputs = [states for states, _ in pairs]
        return (
            outputs if self.batch_first else swapped(outputs),
            swapped([last for _, last in pairs]),
        )

    def run(self, sequence: Any, h0: Any = None) -> tuple[list[Any], list[Any]]:
        """One sequence."""
        last = []
        kind = "" if self.num_layers > 1 else self.cell_kind.__name__
        for layer, cell in enumerate(self._cells):
            h = None if h0 is None else h0[layer]
            states = []
            step = cell if self.num_layers > 1 else cell.forward  # one cell needs no second scope
            for t, x in enumerate(sequence, start=1):
                with scope(f"t={t}", kind):
                    h = step(x, h)
                states.append(h)
            sequence = states
            last.append(h)
        return sequence, last

    def output_shape(self, shape: Shape) -> Shape:
        """The shape of the first result: (T, n_x) -> (T, n_h)."""
        if len(shape) != 2 or shape[1] != self.input_size:
            refuse(self, f"the shape {show_shape(shape)}")
        return shape[0], self.hidden_size

    def allowed(self) -> str:
        """What inputs it takes."""
        batch = "N × T" if self.batch_first else "T × N"
        return f"T × {self.input_size} (input_size), or a batch {batch} × {self.input_size}"

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        written = f"{self.input_size}, {self.hidden_size}"
        return written + (f", num_layers={self.num_layers}" if self.num_layers > 1 else "")


class RNN(Recurrent):
    """Layers of RNN cells over a sequence: T × n_x -> (T × n_h, layers × n_h).

    The first result holds the states of the last layer at every step, the second the last states of
    every layer. A batch is T × N × n_x, or N × T × n_x with `batch_first`, as in PyTorch.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        num_layers: Layers; each takes the states of the one before as inputs.
        nonlinearity: As for `RNNCell`.
        bias: Whether there are biases.
        batch_first: Whether a batch is a list of sequences.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> outputs, last = RNN(1, 2, seed=0)([[0.5], [-0.5], [1]])
    >>> len(outputs), len(outputs[0]), last[0] == outputs[-1]
    (3, 2, True)
    """

    cell_kind = RNNCell

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        nonlinearity: str = "tanh",
        bias: bool = True,
        batch_first: bool = False,
        *,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        super().__init__(
            input_size,
            hidden_size,
            num_layers,
            bias,
            batch_first,
            nonlinearity=nonlinearity,
            init=init,
            seed=seed,
        )


def swapped(x: Any) -> list[list[Any]]:
    """A nested list with its first two axes exchanged."""
    return [list(column) for column in zip(*x, strict=True)]
