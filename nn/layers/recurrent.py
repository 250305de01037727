"""RNN, GRU and LSTM: layers of recurrent cells over a sequence."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, ClassVar

from autograd.engine.modes import scope
from autograd.engine.value import Value
from nn.base.initialisers import Initialiser, generator
from nn.base.labels import name_states
from nn.base.module import Module
from nn.base.nested import Shape, as_nested, rank_of, shape_of, show_shape
from nn.base.shapes import check_count, refuse
from nn.layers.gated_cells import GRUCell, LSTMCell
from nn.layers.recurrent_cell import RecurrentCell
from nn.layers.rnn_cell import RNNCell


class Recurrent(Module):
    """Layers of recurrent cells over a sequence; the base of RNN, GRU and LSTM.

    What is computed at one time has a scope, `RNN.t=3`, by which pictures have a time axis. With
    one layer and one sequence the states are named h₁, h₂, …, or of several h₁⁽³⁾, h₂⁽³⁾, … at t=3.
    Parameters are named as PyTorch's: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, …

    Attributes:
        cell_kind: What each layer consists of.
    """

    cell_kind: ClassVar[type[RecurrentCell]]
    gives_states = True

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
        cell_options: Mapping[str, Any] | None = None,
    ) -> None:
        self.input_size, self.hidden_size = input_size, hidden_size
        self.num_layers, self.batch_first = check_count("num_layers", num_layers), batch_first
        options = {**(cell_options or {}), "init": init, "seed": generator(seed)}
        self._cells: list[Any] = [
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
        sequences = [x] if rank == 2 else x if self.batch_first else swapped(x)
        starts = self.starts(h0, () if rank == 2 else (len(sequences),))
        is_named = rank == 2 and self.num_layers == 1  # else several states would have one name
        pairs = [self.run(*pair, is_named) for pair in zip(sequences, starts, strict=True)]
        outputs = [states for states, _ in pairs]
        lasts = [swapped([last[part] for _, last in pairs]) for part in range(len(pairs[0][1]))]
        if rank == 2:
            return outputs[0], self.joined([[layer[0] for layer in last] for last in lasts])
        return outputs if self.batch_first else swapped(outputs), self.joined(lasts)

    def starts(self, h0: Any, batch: Shape) -> list[Any]:
        """For each sequence what `h0` says of it: each part of the state, layers × n_h."""
        if h0 is None:
            return [None] * (batch[0] if batch else 1)
        parts = [as_nested(part) for part in self.parts(h0)]
        for part in parts:
            if shape_of(part) != (wanted := (self.num_layers, *batch, self.hidden_size)):
                given = f"a first state of shape {show_shape(shape_of(part))}"
                refuse(self, f"{given} where this input needs {show_shape(wanted)}")
        return list(zip(*map(swapped, parts), strict=True)) if batch else [parts]

    def run(self, sequence: Any, start: Any, is_named: bool) -> tuple[list[Any], list[Any]]:
        """One sequence: the states of the last layer, and each part of the last states."""
        lasts = []
        kind = "" if self.num_layers > 1 else self.cell_kind.__name__
        for layer, cell in enumerate(self._cells):
            state = None if start is None else self.joined([part[layer] for part in start])
            outputs = []
            step = cell if self.num_layers > 1 else cell.forward  # one cell needs no second scope
            for t, x in enumerate(sequence, start=1):
                with scope(f"t={t}", kind):
                    state = step(x, state)
                outputs.append(self.parts(state)[0])
                if is_named:
                    name_states(outputs[-1], t)
            sequence = outputs
            lasts.append(self.parts(state))
        return sequence, swapped(lasts)

    def parts(self, state: Any) -> Sequence[Any]:
        """What a state consists of, that which the next layer sees first."""
        return (state,)

    def joined(self, parts: Sequence[Any]) -> Any:
        """A state of its parts."""
        return parts[0]

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
            init=init,
            seed=seed,
            cell_options={"nonlinearity": nonlinearity},
        )


class GRU(Recurrent):
    """Layers of GRU cells over a sequence: T × n_x -> (T × n_h, layers × n_h).

    Results, batches and names are those of `RNN`, the step that of `GRUCell`.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        num_layers: Layers; each takes the states of the one before as inputs.
        bias: Whether there are biases.
        batch_first: Whether a batch is a list of sequences.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> outputs, last = GRU(1, 2, seed=0)([[0.5], [-0.5], [1]])
    >>> len(outputs), len(outputs[0]), last[0] == outputs[-1]
    (3, 2, True)
    """

    cell_kind = GRUCell


class LSTM(Recurrent):
    """Layers of LSTM cells over a sequence: T × n_x -> (T × n_h, (layers × n_h, layers × n_h)).

    The first result holds h of the last layer at every step, the pair the last h and c of every
    layer; a first state is such a pair too. The rest is as for `RNN`, the step that of `LSTMCell`.

    Args:
        input_size: n_x.
        hidden_size: n_h.
        num_layers: Layers; each takes the states h of the one before as inputs.
        bias: Whether there are biases.
        batch_first: Whether a batch is a list of sequences.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> outputs, (h, c) = LSTM(1, 2, seed=0)([[0.5], [-0.5], [1]])
    >>> len(outputs), len(outputs[0]), h[0] == outputs[-1], len(c[0])
    (3, 2, True, 2)
    """

    cell_kind = LSTMCell

    def parts(self, state: Any) -> Sequence[Any]:
        """h and c."""
        h, c = self._cells[0].pair(state)
        return h, c

    def joined(self, parts: Sequence[Any]) -> Any:
        """(h, c)."""
        return tuple(parts)


def swapped(x: Any) -> list[list[Any]]:
    """A nested list with its first two axes exchanged."""
    return [list(column) for column in zip(*x, strict=True)]
