"""What layers with weight and bias share: giving, labelling and starting their parameters."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from autograd.engine.value import Value
from autograd.engine.weighted_sums import Rows
from nn.base.initialisers import Initialiser, generator, initialiser
from nn.base.labels import indexed, of_layer
from nn.base.leaves import as_leaves
from nn.base.module import Module
from nn.base.nested import as_nested, build, entries, shape_of, show_shape

Row = tuple[Any, ...]
"""The bias, where there is one, and the weights of one weighted sum."""


class Parameter:
    """A parameter of a layer: assigning numbers or Values of the right shape makes labelled Values.

    It reads as a nested tuple, so that no Value can be exchanged behind the layer's back; write
    `layer.weight[0][1].data = 5.0`, or assign the whole again. `layer.weight.shape`, `.data` and
    `.grad` are its shape, numbers and gradients.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, module: "Weighted | None", owner: type | None = None) -> Any:
        if module is None:
            return self
        if self.name not in vars(module):
            raise AttributeError(f"{type(module).__name__} has no {self.name}")
        return vars(module)[self.name]

    def __set__(self, module: "Weighted", given: Any) -> None:
        vars(module)[self.name] = None if given is None else module.labelled(self.name, given)
        module.forget()


def with_biases(weight: Sequence[Sequence[Any]], bias: Sequence[Any] | None) -> Rows:
    """The rows of W, each with its bias in front where there are biases."""
    if bias is None:
        return Rows(weight)
    return Rows((b, *row) for b, row in zip(bias, weight, strict=True))


class Weighted(Module):
    """A module with parameters of known shapes; the base of linear, convolution and norm layers.

    Attributes:
        layer: The number of the layer, written above its parameters' labels; None for none.
    """

    layer: int | None = None
    letters: ClassVar[dict[str, str]] = {"weight": "w", "bias": "b"}
    counts_as_layer: bool = True

    weight = Parameter()
    bias = Parameter()

    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each parameter by name, as in PyTorch."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what shapes its parameters have; "
            "define parameter_shapes(self)"
        )

    def fans(self) -> tuple[int, int]:
        """Inputs per output, and outputs per input."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say how many inputs an output has, which an "
            "initialiser asks; define fans(self)"
        )

    def label(self, name: str, index: tuple[int, ...]) -> str:
        """The course-style name of one entry of a parameter, without the number of the layer."""
        return indexed(self.letters[name], index)

    def forget(self) -> None:
        """Drop what was prepared from the parameters; called when one is assigned."""

    def labelled(self, name: str, given: Any) -> Any:
        """Numbers and Values as a nested tuple of Values with labels.

        Raises:
            ValueError: The shape is not the parameter's.
            TypeError: An entry is no number.
        """
        given = as_nested(given)
        shape = self.parameter_shapes()[name]
        if (found := shape_of(given)) != shape:
            raise ValueError(
                f"{name} of {self!r} has the shape {show_shape(shape)}, got {show_shape(found)}"
            )
        filled, layer = entries(given), of_layer(self.layer)

        def entry(*index: int) -> Value:
            leaf = next(filled)
            if not isinstance(leaf, Value):
                return Value(leaf, self.label(name, index) + layer)
            if not leaf.label:
                leaf.label = self.label(name, index) + layer
            return leaf

        return as_leaves(build(shape, entry))

    def start(
        self, weight: Any, bias: Any, init: str | Initialiser, seed: int | Random | None
    ) -> None:
        """Set weight and bias: as given, else as the initialiser draws them.

        A bias that is True starts at 0, but with the initialiser "pytorch" is drawn like a weight.
        """
        draw, rng, fans = initialiser(init), generator(seed), self.fans()
        shapes = self.parameter_shapes()
        if weight is None:
            weight = build(shapes["weight"], lambda *_: draw(rng, *fans))
        self.weight = weight
        if bias is True:
            bias = build(shapes["bias"], lambda *_: draw(rng, *fans) if init == "pytorch" else 0.0)
        self.bias = None if bias is False else bias

    def number(self, layer: int | None) -> None:
        """Write another layer number above the labels that this layer has given."""
        if layer == self.layer:
            return
        before, after = of_layer(self.layer), of_layer(layer)
        self.layer = layer
        for name, values in self.own_parameters():
            labels = build(
                self.parameter_shapes()[name], lambda *at, name=name: self.label(name, at)
            )
            for leaf, label in zip(entries(values), entries(labels), strict=True):
                if leaf.label == label + before:
                    leaf.label = label + after
