"""To PyTorch and back: the same layers with the same numbers, as doubles."""

from collections.abc import Callable, Mapping
from typing import Any

from autograd import Value
from autograd.exchange import functions
from autograd.extras import load_extra
from nn.base.module import Module
from nn.layers import (
    activations,
    containers,
    dropout,
    embedding,
    gated_cells,
    layer_norm,
    linear,
    normalisation,
    recurrent,
    recurrent_cell,
    rnn_cell,
)
from nn.layers.probabilities import LogSoftmax, Softmax
from nn.sliding import convolution, pooling

Settings = tuple[str, ...]

RECURRENT = ("input_size", "hidden_size", "bias")
NORM = ("num_features", "eps", "momentum", "affine", "track_running_stats")
POOL = ("kernel_size", "stride", "padding", "ceil_mode")
CONVOLUTION = ("in_channels", "out_channels", "kernel_size", "stride", "padding")
LAYERS: dict[type[Module], Settings] = {
    linear.Linear: ("in_features", "out_features", "bias"),
    convolution.Conv1d: (*CONVOLUTION, "dilation", "groups", "bias", "padding_mode"),
    convolution.Conv2d: (*CONVOLUTION, "dilation", "groups", "bias", "padding_mode"),
    convolution.ConvTranspose1d: (*CONVOLUTION, "output_padding", "groups", "bias", "dilation"),
    convolution.ConvTranspose2d: (*CONVOLUTION, "output_padding", "groups", "bias", "dilation"),
    recurrent.RNN: (*RECURRENT, "num_layers", "batch_first", "nonlinearity"),
    recurrent.GRU: (*RECURRENT, "num_layers", "batch_first"),
    recurrent.LSTM: (*RECURRENT, "num_layers", "batch_first"),
    rnn_cell.RNNCell: (*RECURRENT, "nonlinearity"),
    gated_cells.GRUCell: RECURRENT,
    gated_cells.LSTMCell: RECURRENT,
    normalisation.BatchNorm1d: NORM,
    normalisation.BatchNorm2d: NORM,
    embedding.Embedding: ("num_embeddings", "embedding_dim", "padding_idx"),
    layer_norm.LayerNorm: ("normalized_shape", "eps", "elementwise_affine", "bias"),
    pooling.MaxPool1d: (*POOL, "dilation"),
    pooling.MaxPool2d: (*POOL, "dilation"),
    pooling.AvgPool1d: (*POOL, "count_include_pad"),
    pooling.AvgPool2d: (*POOL, "count_include_pad"),
    dropout.Dropout: ("p",),
    containers.Flatten: ("start_dim", "end_dim"),
    activations.ReLU: (),
    activations.Sigmoid: (),
    activations.Tanh: (),
    activations.GELU: (),
    activations.SiLU: (),
    activations.Softplus: (),
    activations.LeakyReLU: ("negative_slope",),
    activations.ELU: ("alpha",),
    activations.Identity: (),
    Softmax: ("dim",),
    LogSoftmax: ("dim",),
}
"""The layers that PyTorch has under the same name, with the settings both are made of."""


SHARED: dict[str, tuple[Any, ...]] = {
    "flip": (False,),
    "approximate": ("none",),
    "beta": (1,),
    "threshold": (20,),  # beyond it PyTorch takes the line, which differs by less than 10⁻⁸
    "return_indices": (False,),
    "divisor_override": (None,),
    "layout": ("NCHW", "NCL"),
    "nonlinearity": ("tanh", "relu"),
    "bidirectional": (False,),
    "dropout": (0,),
    "proj_size": (0,),
    "max_norm": (None,),
    "scale_grad_by_freq": (False,),
}
"""Settings of which one side has more: the values that both know."""


def to_torch(model: Module | Value) -> Any:
    """The same model in PyTorch, in double precision and with the same numbers.

    Of a node its graph becomes a function of its leaves, see `autograd.exchange`.

    It is called with a batch. Where an `MLP` of one output gives a list of Values, PyTorch's gives
    N × 1.

    Raises:
        TypeError: PyTorch has nothing of this kind or setting.
        ImportError: The extra `torch` is not installed.

    >>> to_torch(linear.Linear(2, 1))  # doctest: +SKIP
    Linear(in_features=2, out_features=1, bias=True)
    """
    if isinstance(model, Value):
        return functions.to_torch(model)
    torch = load_extra("torch", "torch")

    def fill(copy: Any, layer: Module) -> None:
        state = layer.state_dict().items()
        copy.double().load_state_dict(
            {name: torch.tensor(x, dtype=torch.float64) for name, x in state}
        )

    kinds = {kind: getattr(torch.nn, kind.__name__) for kind in LAYERS}
    return converted(model, kinds, (containers.Sequential, torch.nn.Sequential), fill, {})


def from_torch(module: Any) -> Module:
    """The same model in nn, with the same numbers: a layer that nn has, or a Sequential of them.

    Raises:
        TypeError: nn has nothing of this kind or setting.
        ImportError: The extra `torch` is not installed.

    >>> from_torch(torch.nn.Linear(2, 1))  # doctest: +SKIP
    Linear(in_features=2, out_features=1, bias=True)
    """
    torch = load_extra("torch", "torch")

    def fill(copy: Module, layer: Any) -> None:
        copy.load_state_dict(layer.state_dict())

    kinds = {getattr(torch.nn, kind.__name__): kind for kind in LAYERS}
    sequential = (torch.nn.Sequential, containers.Sequential)
    copy: Module = converted(module, kinds, sequential, fill, {})
    return copy


def converted(
    module: Any,
    kinds: Mapping[Any, Callable[..., Any]],
    sequential: tuple[type[Any], Callable[..., Any]],
    fill: Callable[[Any, Any], None],
    made: dict[Any, Any],
) -> Any:
    """A module made again on the other side; one that is met twice is made once.

    Args:
        module: What is converted.
        kinds: The counterpart of each kind of layer.
        sequential: The kind of container, and its counterpart.
        fill: Puts the numbers of a layer into its counterpart.
        made: The layers made so far.
    """
    if isinstance(module, sequential[0]):
        parts = [converted(part, kinds, sequential, fill, made) for part in module]
        return sequential[1](*parts).train(module.training)
    if module in made:
        return made[module]
    kind = type(module)
    if kind not in kinds:
        known = ", ".join(sorted(found.__name__ for found in kinds))
        raise TypeError(
            f"{kind.__name__} has no counterpart on the other side; "
            f"a Sequential of these has: {known}"
        )
    for name, both_know in SHARED.items():
        if (value := setting(module, name, both_know[0])) not in both_know:
            raise TypeError(
                f"{module} has {name}={value!r}, which the other side lacks; "
                f"it knows {' and '.join(map(repr, both_know))}"
            )
    settings = next(names for ours, names in LAYERS.items() if ours.__name__ == kind.__name__)
    copy = kinds[kind](**{name: setting(module, name) for name in settings})
    fill(copy, module)
    made[module] = copy.train(module.training)
    return copy


def setting(module: Any, name: str, default: Any = None) -> Any:
    """A setting of a layer, as both constructors take it."""
    cell = module.cells[0] if isinstance(module, recurrent.Recurrent) else module
    if isinstance(cell, rnn_cell.RNNCell) and name == "nonlinearity":
        return type(cell._nonlinearity).__name__.lower()
    if isinstance(cell, recurrent_cell.RecurrentCell) and name == "bias":
        return cell.bias_ih is not None
    value = getattr(module, name, default)
    if name == "bias" and not isinstance(value, bool):
        return value is not None
    if value == "full":  # PyTorch has no name for it
        return tuple(one.pads[0] for one in module.geometry)
    if isinstance(value, tuple) and len(value) == 1:  # PyTorch keeps those of one direction so
        return value[0]
    return value
