"""What each layer is in ONNX: a table of rules, each a few nodes that are added to a draft."""

from collections.abc import Callable
from typing import Any

from nn.base.module import Module
from nn.layers import (
    activations,
    attention,
    blocks,
    containers,
    dropout,
    embedding,
    layer_norm,
    linear,
    mlp,
    normalisation,
    recurrent,
)
from nn.layers.probabilities import LogSoftmax, Softmax
from nn.sliding import convolution, pooling

Rule = Callable[["Draft", Any, str], str]


class Draft:
    """The nodes and numbers of a model that is being written.

    Attributes:
        nodes: The nodes in order.
        tensors: The numbers, in single precision.
    """

    def __init__(self, helper: Any, numpy_helper: Any, numpy: Any) -> None:
        self.helper, self.numpy_helper, self.numpy = helper, numpy_helper, numpy
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; gives the name of its output."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(self.helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def tensor(self, numbers: Any, kind: str = "float32") -> str:
        """Add numbers; gives their name."""
        name = f"numbers_{len(self.tensors)}"
        array = self.numpy.asarray(numbers, dtype=kind)
        self.tensors.append(self.numpy_helper.from_array(array, name))
        return name


def drafted(draft: Draft, module: Module, x: str) -> str:
    """Add a module to a draft; gives the name of its output.

    Raises:
        TypeError: There is no rule for a module of this kind, or of this setting.
    """
    rule = RULES.get(type(module))  # a subclass may compute anything
    if rule is not None:
        return rule(draft, module, x)
    known = ", ".join(sorted(kind.__name__ for kind in RULES))
    raise TypeError(f"{type(module).__name__} has no counterpart in ONNX; these have: {known}")


def must_be(module: Module, setting: str, *allowed: Any) -> None:
    """Refuse a module whose setting ONNX, or this rule, does not know."""
    if (given := getattr(module, setting, allowed[0])) not in allowed:
        known = " or ".join(map(repr, allowed))
        raise TypeError(f"{module} has {setting}={given!r}, which ONNX lacks here; give {known}")


def chain(draft: Draft, module: Any, x: str) -> str:
    """One module after another."""
    for part in module:
        x = drafted(draft, part, x)
    return x


def residual(draft: Draft, module: Any, x: str) -> str:
    """Both ways, added up."""
    short = x if module.shortcut is None else drafted(draft, module.shortcut, x)
    total = draft.op("Add", drafted(draft, module.body, x), short)
    return total if module.activation is None else drafted(draft, module.activation, total)


def by_weights(draft: Draft, module: Any, x: str) -> str:
    """x·Wᵀ + b along the last axis."""
    state = module.state_dict()
    y = draft.op("MatMul", x, draft.tensor(draft.numpy.transpose(state["weight"])))
    return draft.op("Add", y, draft.tensor(state["bias"])) if "bias" in state else y


def windows(module: Any) -> dict[str, Any]:
    """The attributes of whatever slides: kernel, strides, dilations and zeros on both sides."""
    sides = [one.pads for one in module.geometry]
    return {
        "kernel_shape": [one.kernel_size for one in module.geometry],
        "strides": [one.stride for one in module.geometry],
        "dilations": [one.dilation for one in module.geometry],
        "pads": [before for before, _ in sides] + [after for _, after in sides],
    }


PAD_MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
"""What stands in place of zeros, in ONNX's words."""


def padded(draft: Draft, module: Any, x: str, sides: list[int]) -> str:
    """The input with entries of its own beyond its edges."""
    before, after = sides[: module.directions], sides[module.directions :]
    pads = draft.tensor([0, 0, *before, 0, 0, *after], "int64")
    return draft.op("Pad", x, pads, mode=PAD_MODES[module.padding_mode])


def convolved(draft: Draft, module: Any, x: str) -> str:
    """A kernel laid on windows, or spread over them."""
    state = module.state_dict()
    weight = draft.numpy.asarray(state["weight"])
    if module.flip:
        weight = draft.numpy.flip(weight, axis=tuple(range(2, weight.ndim)))
    given = [x, draft.tensor(weight)] + ([draft.tensor(state["bias"])] if "bias" in state else [])
    attributes = windows(module) | {"group": module.groups}
    if module.padding_mode in PAD_MODES:
        given[0] = padded(draft, module, x, attributes["pads"])
        attributes["pads"] = [0] * len(attributes["pads"])
    if module.transposed:
        attributes |= spread(module)
    return draft.op("ConvTranspose" if module.transposed else "Conv", *given, **attributes)


def spread(module: Any) -> dict[str, Any]:
    """What is taken off the ends of a transposed convolution, and what is added at the far one.

    To take off less is to add; onnxruntime adds only less than a stride.
    """
    sides = [(one, min(one.pads[1], one.output_padding)) for one in module.geometry]
    if any(one.output_padding - less >= one.stride for one, less in sides):
        raise TypeError(f"{module} adds a stride or more to its output, which ONNX lacks")
    return {
        "pads": [one.pads[0] for one, _ in sides] + [one.pads[1] - less for one, less in sides],
        "output_padding": [one.output_padding - less for one, less in sides],
    }


def pooled(kind: str) -> Rule:
    """The rule of a pool."""

    def rule(draft: Draft, module: Any, x: str) -> str:
        attributes = windows(module) | {"ceil_mode": int(getattr(module, "ceil_mode", False))}
        if kind == "AveragePool":
            attributes["count_include_pad"] = int(module.count_include_pad)
        return draft.op(kind, x, **attributes)

    return rule


def normalised(draft: Draft, module: Any, x: str) -> str:
    """Batch norm by its running statistics."""
    must_be(module, "layout", "NCHW", "NCL")
    must_be(module, "track_running_stats", True)
    state, n = module.state_dict(), module.num_features
    scale, shift = state.get("weight", [1.0] * n), state.get("bias", [0.0] * n)
    numbers = (scale, shift, state["running_mean"], state["running_var"])
    return draft.op("BatchNormalization", x, *map(draft.tensor, numbers), epsilon=module.eps)


def normalised_alone(draft: Draft, module: Any, x: str) -> str:
    """Layer norm."""
    state, shape = module.state_dict(), module.normalized_shape
    numbers = [state.get("weight", draft.numpy.ones(shape))]
    numbers += [state["bias"]] if "bias" in state else []
    places = {"axis": -len(shape), "epsilon": module.eps}
    return draft.op("LayerNormalization", x, *map(draft.tensor, numbers), **places)


def flattened(draft: Draft, module: Any, x: str) -> str:
    """All axes but that of the batch joined."""
    must_be(module, "start_dim", 1)
    must_be(module, "end_dim", -1)
    return draft.op("Flatten", x, axis=1)


def looked_up(draft: Draft, module: Any, x: str) -> str:
    """Rows of a table."""
    return draft.op("Gather", draft.tensor(module.state_dict()["weight"]), x)


def recurrent_by(kind: str, order: tuple[int, ...], **attributes: Any) -> Rule:
    """The rule of a recurrent layer, whose gates ONNX has in another order; it gives all states."""

    def rule(draft: Draft, module: Any, x: str) -> str:
        must_be(module, "batch_first", True)
        state, axis = module.state_dict(), draft.tensor([1], "int64")
        settings = {"hidden_size": module.hidden_size, **attributes}
        if kind == "RNN":
            settings["activations"] = [type(module.cells[0]._nonlinearity).__name__.capitalize()]

        def gates(name: str) -> Any:
            parts = draft.numpy.split(draft.numpy.asarray(state[name]), len(order))
            return draft.numpy.concatenate([parts[place] for place in order])

        x = draft.op("Transpose", x, perm=[1, 0, 2])  # steps first, as ONNX has them
        for layer in range(module.num_layers):
            given = [[gates(f"weight_ih_l{layer}")], [gates(f"weight_hh_l{layer}")]]
            if f"bias_ih_l{layer}" in state:
                biases = gates(f"bias_ih_l{layer}"), gates(f"bias_hh_l{layer}")
                given.append([draft.numpy.concatenate(biases)])
            x = draft.op(kind, x, *map(draft.tensor, given), **settings)
            x = draft.op("Squeeze", x, axis)  # the directions, of which there is one
        return draft.op("Transpose", x, perm=[1, 0, 2])

    return rule


def attended(draft: Draft, module: Any, x: str) -> str:
    """softmax(q·kᵀ/√d)·v, where causal attention adds −∞ to what follows."""
    q, k, v = (by_weights(draft, part, x) for part in (module.query, module.key, module.value))
    scores = draft.op("MatMul", q, draft.op("Transpose", k, perm=[0, 2, 1]))
    scores = draft.op("Mul", scores, draft.tensor(module.head_dim**-0.5))
    if module.is_causal:
        one = draft.numpy_helper.from_array(draft.numpy.ones(1, "float32"))
        ones = draft.op("ConstantOfShape", draft.op("Shape", scores), value=one)
        scores = draft.op("Add", scores, draft.op("Log", draft.op("Trilu", ones, upper=0)))
    return draft.op("MatMul", draft.op("Softmax", scores, axis=-1), v)


def silu(draft: Draft, module: Any, x: str) -> str:
    """x·σ(x)."""
    return draft.op("Mul", x, draft.op("Sigmoid", x))


def named(kind: str, **settings: str) -> Rule:
    """The rule of a layer that ONNX has whole; `settings` are its attributes, by ours."""

    def rule(draft: Draft, module: Any, x: str) -> str:
        return draft.op(kind, x, **{name: getattr(module, of) for name, of in settings.items()})

    return rule


RULES: dict[type[Module], Rule] = {
    containers.Sequential: chain,
    mlp.MLP: chain,
    containers.Residual: residual,
    blocks.BasicBlock: residual,
    blocks.Bottleneck: residual,
    linear.Linear: by_weights,
    convolution.Conv1d: convolved,
    convolution.Conv2d: convolved,
    convolution.ConvTranspose1d: convolved,
    convolution.ConvTranspose2d: convolved,
    pooling.MaxPool1d: pooled("MaxPool"),
    pooling.MaxPool2d: pooled("MaxPool"),
    pooling.AvgPool1d: pooled("AveragePool"),
    pooling.AvgPool2d: pooled("AveragePool"),
    normalisation.BatchNorm1d: normalised,
    normalisation.BatchNorm2d: normalised,
    layer_norm.LayerNorm: normalised_alone,
    recurrent.RNN: recurrent_by("RNN", (0,)),
    recurrent.GRU: recurrent_by("GRU", (1, 0, 2), linear_before_reset=1),
    recurrent.LSTM: recurrent_by("LSTM", (0, 3, 1, 2)),
    attention.AttentionHead: attended,
    embedding.Embedding: looked_up,
    dropout.Dropout: named("Identity"),
    containers.Flatten: flattened,
    activations.ReLU: named("Relu"),
    activations.Sigmoid: named("Sigmoid"),
    activations.Tanh: named("Tanh"),
    activations.GELU: named("Gelu"),
    activations.SiLU: silu,
    activations.Softplus: named("Softplus"),
    activations.LeakyReLU: named("LeakyRelu", alpha="negative_slope"),
    activations.ELU: named("Elu", alpha="alpha"),
    activations.Identity: named("Identity"),
    Softmax: named("Softmax", axis="dim"),
    LogSoftmax: named("LogSoftmax", axis="dim"),
}
"""The layers that ONNX has, each with how it is written."""
