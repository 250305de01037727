"""Networks that are the same function: a test for it, and sigmoid as tanh."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from autograd.engine.modes import no_grad
from autograd.ops.numerals import show_number
from nn.base.module import Module
from nn.base.nested import entries, numbers_of
from nn.base.shapes import brief
from nn.layers.activations import Sigmoid, Tanh
from nn.layers.containers import Sequential
from nn.layers.linear import Linear


def as_tanh(model: Sequential) -> Sequential:
    """The tanh network that equals a network with sigmoid hidden layers, with new parameters.

    σ(s) = ½(tanh(s/2) + 1): each hidden layer gets W/2 and b/2; the layer after it gets W/2 and
    b + ½ Σⱼ Wⱼ.

    Raises:
        ValueError: A sigmoid has no linear layer on both sides.

    >>> from nn import MLP
    >>> same = as_tanh(MLP(1, [1, 1], "sigmoid", weights=[[[2]], [[6]]], biases=[[4], [1]]))
    >>> same.state_dict()["0.weight"], same.state_dict()["2.weight"], same.state_dict()["2.bias"]
    ([[1.0]], [[3.0]], [4.0])
    """
    modules = list(unpacked([model]))
    weights = {m: (weight_of(m), bias_of(m)) for m in modules if isinstance(m, Linear)}
    for before, module, after in zip(modules, modules[1:], [*modules[2:], None], strict=False):
        if not isinstance(module, Sigmoid):
            continue
        if not isinstance(before, Linear) or not isinstance(after, Linear):
            raise ValueError(
                "a sigmoid becomes a tanh only between two linear layers; at the output it cannot, "
                f"got {brief(before)}, {module!r}, {brief(after)}"
            )
        weight, bias = weights[before]
        weights[before] = [[w / 2 for w in row] for row in weight], [b / 2 for b in bias]
        weight, bias = weights[after]
        shifted = [b + sum(row) / 2 for row, b in zip(weight, bias, strict=True)]
        weights[after] = [[w / 2 for w in row] for row in weight], shifted
    return Sequential(
        *(
            Linear(m.in_features, m.out_features, weight=weights[m][0], bias=weights[m][1])
            if isinstance(m, Linear)
            else Tanh()
            if isinstance(m, Sigmoid)
            else m
            for m in modules
        )
    )


@dataclass(frozen=True)
class Equivalence:
    """Whether two functions agreed on samples; true or false as such.

    Attributes:
        largest: The largest difference of two results.
        sample: The sample at which it was found.
        count: How many samples were compared.
        tolerance: Up to where results count as equal, relative to max(1, |result|).

    >>> print(equivalent(abs, lambda x: x, [1, -2]))
    different on 2 samples: largest difference 2 at -2
    """

    largest: float
    sample: Any
    count: int
    tolerance: float

    def __bool__(self) -> bool:
        return self.largest <= self.tolerance

    def __str__(self) -> str:
        verdict = "equal" if self else "different"
        return (
            f"{verdict} on {self.count} samples: largest difference {show_number(self.largest)} "
            f"at {self.sample}"
        )


def equivalent(
    f: Callable[[Any], Any],
    g: Callable[[Any], Any],
    samples: Iterable[Any],
    tolerance: float = 1e-12,
) -> Equivalence:
    """Compare two functions or models on samples.

    Args:
        f: Takes a sample, gives numbers or Values, nested or not.
        g: The other one.
        samples: Inputs for both.
        tolerance: Up to where results count as equal, relative to max(1, |result|).

    Raises:
        ValueError: There are no samples, or the results have different sizes.

    >>> bool(equivalent(lambda x: 2 * x, lambda x: x + x, [1, 2, 3]))
    True
    >>> print(equivalent(lambda x: 2 * x, lambda x: x * x, [1, 2, 3]))
    different on 3 samples: largest difference 0.5 at 1
    """
    largest, worst, count = -1.0, None, 0
    with no_grad():
        for sample in samples:
            count += 1
            left, right = (list(entries(numbers_of(h(sample)))) for h in (f, g))
            if len(left) != len(right):
                raise ValueError(
                    f"the functions give {len(left)} and {len(right)} numbers at {sample}; only "
                    "results of one size can be equal"
                )
            found = max((deviation(a, b) for a, b in zip(left, right, strict=True)), default=0.0)
            if found > largest:
                largest, worst = found, sample
    if count == 0:
        raise ValueError("functions are compared on one or more samples, got none")
    return Equivalence(largest, worst, count, tolerance)


def deviation(a: float, b: float) -> float:
    """|a − b| relative to max(1, |a|, |b|); infinite where one of them is nan."""
    difference = 0.0 if a == b else abs(a - b) / max(1.0, abs(a), abs(b))
    return math.inf if math.isnan(difference) else difference


def unpacked(modules: Iterable[Module]) -> Iterable[Module]:
    """The modules, with those inside Sequentials one by one."""
    for module in modules:
        if isinstance(module, Sequential):
            yield from unpacked(module)
        else:
            yield module


def weight_of(layer: Linear) -> list[list[float]]:
    """W as numbers."""
    return [[w.data for w in row] for row in layer.weight]


def bias_of(layer: Linear) -> list[float]:
    """b as numbers, zeros if there is none."""
    return [b.data for b in layer.bias] if layer.bias is not None else [0.0] * layer.out_features
