"""What a network computes inside for one sample: s, x and δ of every layer, as in a course."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from autograd.engine.value import Value
from autograd.ops.numerals import show_number
from nn.base.labels import indexed, of_layer
from nn.base.module import Module
from nn.base.nested import as_nested, entries, rank_of, shape_of, show_shape
from nn.base.shapes import brief
from nn.base.tables import aligned
from nn.layers.linear import Linear


@dataclass
class InnerLayer:
    """One layer on one sample.

    Attributes:
        number: l, from 1; 0 for the inputs.
        s: The weighted sums s₁⁽ˡ⁾, s₂⁽ˡ⁾, …; none of the inputs.
        x: What the layer gives, xᵢ⁽ˡ⁾ = θ(sᵢ⁽ˡ⁾); s itself where there is no activation.
    """

    number: int
    s: Sequence[Value]
    x: Sequence[Value]

    @property
    def delta(self) -> list[float]:
        """The sensitivities δᵢ⁽ˡ⁾ = ∂e/∂sᵢ⁽ˡ⁾, after `e.backward()`."""
        return [node.grad for node in self.s]


@dataclass(frozen=True, repr=False)
class InnerNodes:
    """The inner nodes of a network on one sample; prints as a table.

    Attributes:
        layers: The inputs as layer 0, and every layer after it.
        output: What the network gave; build the loss from it.
    """

    layers: list[InnerLayer]
    output: Any

    def text(self, places: int | None = None) -> str:
        """The table as text, with `places` decimals; δ stands there after a backward pass."""
        has_delta = any(any(layer.delta) for layer in self.layers)
        head = ("layer", "unit", "s", "x", "δ")[: 5 if has_delta else 4]
        rows = [head]
        for layer in self.layers:
            for i, x in enumerate(layer.x):
                s, delta = (layer.s[i].data, layer.s[i].grad) if layer.s else (None, None)
                numbers = ["" if n is None else show_number(n, places) for n in (s, x.data, delta)]
                rows.append((str(layer.number), str(i + 1), *numbers)[: len(head)])
        return "\n".join(aligned(rows))

    def __repr__(self) -> str:
        return self.text()


def inner_nodes(model: Module, x: Sequence[Any]) -> InnerNodes:
    """Run a network on one sample, and give its inner nodes, named as in a course.

    A layer begins with a `Linear`, whose results are its sums s; what the modules after it make of
    them is its x. In formulas and pictures they are s₁⁽¹⁾, x₁⁽¹⁾, … from here on, and the inputs
    x₁⁽⁰⁾, ….

    Args:
        model: An `MLP`, a `Sequential`, or a module of your own that calls `Linear` layers.
        x: One sample; plain numbers in it become Values.

    Raises:
        ValueError: x is no single sample, or the model uses no Linear.

    >>> from nn import MLP
    >>> inner = inner_nodes(MLP(1, [2, 1], weights=[[[3], [-1]], [[5, 7]]], bias=False), [2.0])
    >>> (inner.output**2).backward()
    >>> inner
    layer  unit   s   x    δ
        0     1       2
        1     1   6   6  300
        1     2  -2   0    0
        2     1  30  30   60
    >>> inner.layers[1].x
    [Value(6, 'x₁⁽¹⁾', grad=300), Value(0, 'x₂⁽¹⁾', grad=420)]
    """
    x = as_nested(x)
    if rank_of(x) != 1:
        raise ValueError(
            "inner_nodes takes one sample, a list of numbers, got "
            f"{show_shape(shape_of(x))}; write inner_nodes(model, [1.0, 2.0])"
        )
    inputs = named("x", 0, [n if isinstance(n, Value) else Value(n) for n in x])
    layers = [InnerLayer(0, [], inputs)]

    def see(module: Any, args: tuple[Any, ...], output: Any) -> None:
        last, results = layers[-1], list(entries(output))
        if type(module) is Linear:
            number = len(layers)
            layers.append(InnerLayer(number, named("s", number, results), results))
        elif last.number and list(entries(args[0])) == list(last.x):
            last.x = named("x", last.number, results)

    with ExitStack() as hooks:
        for module in model.modules():
            if not list(module.children()):
                hooks.enter_context(module.register_forward_hook(see))
        output = model(inputs)
    if len(layers) == 1:
        raise ValueError(
            f"{brief(model)} calls no Linear, so it has no s and x; build it of Linear layers and "
            "activations, such as MLP(2, [3, 1])"
        )
    return InnerNodes(layers, output)


def named(letter: str, layer: int, nodes: list[Value]) -> list[Value]:
    """The nodes, those without a label labelled by letter, unit and layer."""
    for i, node in enumerate(nodes):
        if not node.label:
            node.label = indexed(letter, (i,)) + of_layer(layer)
    return nodes
