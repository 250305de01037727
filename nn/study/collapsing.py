"""Linear layers, and whatever else is affine, after one another joined into one layer."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograd.engine.derivatives import as_value, grad
from autograd.engine.graph import Graph
from autograd.engine.value import Value
from nn.base.jacobians import Matrix, matmul
from nn.base.module import Module
from nn.base.nested import entries, is_listed
from nn.base.shapes import brief, check_count
from nn.layers.activations import Identity
from nn.layers.containers import Sequential
from nn.layers.linear import Linear
from nn.study.equivalence import bias_of, unpacked, weight_of


def collapse(*layers: Any, inputs: int | Sequence[Value] | None = None) -> Linear:
    """The one linear layer that equals linear layers after one another.

    W = W_n … W₂ W₁ and b = W_n (… (W₂ b₁ + b₂) …) + b_n. Whatever else is affine counts as such a
    layer, for instance an activation w₀z + b₀. Sequential models and MLPs may be given whole.

    Args:
        layers: The modules in order; or the outputs of a calculation, a node or a list of them.
        inputs: Of outputs, the nodes that they are a function of. Of modules, how many numbers go
            in, where the first is no Linear.

    Raises:
        ValueError: Something is not affine, or there is nothing, or sizes do not fit.
        TypeError: Something is neither a module nor an output.

    >>> one = collapse(Linear(1, 1, weight=[[2]], bias=[3]), Linear(1, 1, weight=[[5]], bias=[7]))
    >>> one.weight, one.bias
    (((Value(10, 'w₁₁'),),), (Value(22, 'b₁'),))
    >>> x = [Value(1.0), Value(4.0)]
    >>> collapse(5 * (2 * x[0] - x[1] + 3), inputs=x).state_dict()
    {'weight': [[10.0, -5.0]], 'bias': [15.0]}
    """
    outputs = list(entries(layers))
    if any(isinstance(node, Value) for node in outputs):
        return layer_of(affine_in(outputs, nodes_given(inputs)))
    for given in layers:
        if not isinstance(given, Module):
            raise TypeError(
                f"collapse takes modules, collapse(first, second), got a {type(given).__name__}"
            )
    whole: Affine | None = None
    for module in unpacked(layers):
        if type(module) is Identity:
            continue
        following = affine_of(module, size_before(module, whole, inputs))
        whole = following if whole is None else after(whole, following)
    if whole is None:
        raise ValueError("give one or more linear layers to collapse, got none")
    return layer_of(whole)


class Affine(NamedTuple):
    """W and b of Wx + b; None for no b."""

    weight: Matrix
    bias: list[float] | None


def layer_of(whole: Affine) -> Linear:
    """The layer Wx + b."""
    n_in, n_out = len(whole.weight[0]), len(whole.weight)
    bias = False if whole.bias is None else whole.bias
    return Linear(n_in, n_out, weight=whole.weight, bias=bias)


def after(first: Affine, second: Affine) -> Affine:
    """The second of the first: W₂W₁ and W₂b₁ + b₂."""
    weight = matmul(second.weight, first.weight)
    if first.bias is None:
        return Affine(weight, second.bias)
    carried = [total for (total,) in matmul(second.weight, [[b] for b in first.bias])]
    own = second.bias or [0.0] * len(carried)
    return Affine(weight, [c + b for c, b in zip(carried, own, strict=True)])


def size_before(module: Module, whole: Affine | None, inputs: Any) -> int:
    """How many numbers go into a module that stands behind what was collapsed so far."""
    n_in: Any = inputs if whole is None else len(whole.weight)
    if isinstance(module, Linear):
        if n_in is not None and n_in != module.in_features:
            raise ValueError(
                f"a layer with {n_in} outputs cannot be followed by one with "
                f"{module.in_features} inputs"
            )
        return module.in_features
    if n_in is None:
        raise ValueError(
            f"{brief(module)} does not say how many numbers go in; begin with a Linear, or write "
            "collapse(model, inputs=2)"
        )
    return check_count("inputs", n_in)


def affine_of(module: Module, n_in: int) -> Affine:
    """W and b of a module of n_in numbers: its own, or what a run at 0 tells."""
    if type(module) is Linear:
        return Affine(weight_of(module), None if module.bias is None else bias_of(module))
    x = [Value(0.0) for _ in range(n_in)]
    try:
        return affine_in(list(entries(Sequential(module)(x))), x)
    except NotAffineError:
        raise ValueError(
            f"only linear layers and others of the form Wx + b collapse into one, got "
            f"{brief(module)}; a network with nonlinear activations is no linear function"
        ) from None


class NotAffineError(ValueError):
    """Some output is no affine function of the inputs."""


def affine_in(outputs: Sequence[Any], inputs: Sequence[Value]) -> Affine:
    """W and b of outputs that are Wx + b: a gradient that does not depend on x is a row of W.

    Raises:
        NotAffineError: A gradient depends on x.
    """
    weight, bias = [], []
    for output in map(as_value, outputs):
        row = grad(output, inputs, create_graph=True)
        for slope in row:
            if not Graph(slope).above(inputs).isdisjoint(inputs):
                raise NotAffineError(
                    f"{Graph(output).names[output]} is no affine function of the inputs: its "
                    "derivative depends on them"
                )
        weight.append([slope.data for slope in row])
        moved = sum(w.data * x.data for w, x in zip(row, inputs, strict=True))
        bias.append(output.data - moved)
    return Affine(weight, bias if any(bias) else None)


def nodes_given(inputs: Any) -> list[Value]:
    """The nodes that outputs are a function of, checked."""
    if not is_listed(inputs) or not all(isinstance(x, Value) for x in inputs) or not inputs:
        raise ValueError(
            "of outputs, name the nodes they are a function of: collapse(y, inputs=[x1, x2])"
        )
    return list(inputs)
