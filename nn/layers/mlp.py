"""MLP: a multilayer perceptron."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from nn.base.initialisers import Initialiser, generator
from nn.base.module import Module
from nn.base.shapes import as_batch, check_count
from nn.layers.activations import Identity
from nn.layers.activations import activation as activation_of
from nn.layers.containers import Sequential
from nn.layers.linear import Linear


class MLP(Sequential):
    """Linear layers with activations between: n_in numbers -> n_L numbers.

    One sample gives a Value if there is one output, else a list; a list of samples gives a list of
    results. It is a `Sequential`, so its parameters are named as those of PyTorch's
    `Sequential(Linear, ReLU, Linear)`: `0.weight`, `0.bias`, `2.weight`, …

    Args:
        nin: n_in.
        nouts: n₁, …, n_L, the width of every layer.
        activation: After every layer but the last; a name from `nn.ACTIVATIONS`, or a module.
        output: After the last layer; "identity" for none.
        bias: Whether layers have biases.
        seed: Of the random numbers.
        expanded: Whether products and sums are single nodes.
        init: An initialiser or its name; see `nn.base.initialisers`.
        weights: The weight matrices W⁽¹⁾ … W⁽ᴸ⁾, if given literally.
        biases: The bias vectors b⁽¹⁾ … b⁽ᴸ⁾, if given literally.

    Raises:
        ValueError: A shape does not fit, or an activation is unknown.

    >>> model = MLP(2, [2, 1], weights=[[[1, 0], [0, -1]], [[3, 5]]], bias=False)
    >>> model([1, -1]), model([[1, -1], [1, 1]])
    (Value(8), [Value(8), Value(3)])
    >>> model.parameters()[-1]
    Value(5, 'w₁₂⁽²⁾')
    """

    def __init__(
        self,
        nin: int,
        nouts: Sequence[int],
        activation: str | Module = "relu",
        output: str | Module = "identity",
        bias: bool = True,
        seed: int | None = None,
        expanded: bool = False,
        *,
        init: str | Initialiser = "pytorch",
        weights: Sequence[Any] | None = None,
        biases: Sequence[Any] | None = None,
    ) -> None:
        widths = widths_of(nin, nouts)
        depth = len(widths) - 1
        for name, given in (("weights", weights), ("biases", biases)):
            if given is not None and len(given) != depth:
                raise ValueError(f"{name} must be one per layer, {depth}, got {len(given)}")
        activation_of(activation)  # an unknown name is an error even with no hidden layer
        rng = generator(seed)
        modules: list[Module] = []
        for place, (n, m) in enumerate(pairwise(widths)):
            modules.append(
                Linear(
                    n,
                    m,
                    bias=biases[place] if biases is not None else bias,
                    weight=weights[place] if weights is not None else None,
                    init=init,
                    seed=rng,
                    expanded=expanded,
                    layer=place + 1,
                )
            )
            after = activation_of(activation if place < depth - 1 else output)
            if not isinstance(after, Identity):
                modules.append(after)
        super().__init__(*modules)
        self.single = widths[-1] == 1

    @property
    def layers(self) -> tuple[Linear, ...]:
        """The linear layers in order."""
        return tuple(module for module in self if isinstance(module, Linear))

    def forward(self, x: Any) -> Any:
        """Each layer in turn; one Value per sample if there is one output."""
        samples, batched = as_batch(self, x)
        if not batched:
            result = self.run(samples[0], is_sample=True)
            return result[0] if self.single else result
        results = self.run(samples, is_sample=False)
        return [y[0] for y in results] if self.single else results

    def allowed(self) -> str:
        """What inputs it takes, and what becomes of them."""
        return f"{self.layers[0].in_features} numbers (nin), or a list of such samples"


def widths_of(nin: int, nouts: Sequence[int]) -> list[int]:
    """n_in, n₁, …, n_L, checked.

    >>> widths_of(2, [3, 1])
    [2, 3, 1]
    """
    if not hasattr(nouts, "__len__"):
        raise TypeError(f"the widths are a list such as [3, 1], got {nouts!r}")
    if not nouts:
        raise ValueError("an MLP needs one width per layer, got none; write MLP(2, [16, 1])")
    return [check_count("nin", nin), *(check_count("a width", n) for n in nouts)]
