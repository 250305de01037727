"""A table of what each layer of a model gives and costs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, Literal

from nn.base.holding import dotted
from nn.base.module import Module
from nn.base.nested import Shape, show_shape
from nn.base.tables import aligned
from nn.layers.containers import Residual, Sequential
from nn.layers.linear import Linear
from nn.sliding.directions import unusual
from nn.sliding.kernels import Convolution
from nn.sliding.pooling import Pool
from nn.study.counting import NOTHING, Amount, Count, count, times
from nn.study.trial_runs import trial_run

Convention = Literal["mul+add", "mac"]
CONVENTIONS: dict[str, str] = {
    "mul+add": "a multiplication counts 1, an addition 1, a maximum of n numbers n − 1",
    "mac": "a multiplication together with an addition counts 1; further additions and maxima 0",
}


@dataclass(frozen=True)
class LayerRow:
    """One layer: its name and kind, the shapes of one sample before and after it, and its count."""

    name: str
    kind: str
    input_shape: Shape
    output_shape: Shape
    count: Count

    def parameters(self, *, bias: bool = True, norm: bool = True) -> int:
        """Parameters, with or without biases and normalisation."""
        return sum(amount.number for amount in self.parameter_amounts(bias, norm))

    def parameter_amounts(self, bias: bool = True, norm: bool = True) -> list[Amount]:
        """The parts of the number of parameters."""
        return [
            self.count.weights,
            self.count.biases if bias else NOTHING,
            self.count.norm if norm else NOTHING,
        ]

    def addition_amounts(self, bias: bool = True) -> list[Amount]:
        """The parts of the number of additions and comparisons."""
        return [
            self.count.additions,
            self.count.bias_additions if bias else NOTHING,
            self.count.comparisons,
        ]

    def flops(self, convention: str = "mul+add", *, bias: bool = True) -> int:
        """Operations by a convention, with or without the additions of biases."""
        additions = sum(amount.number for amount in self.addition_amounts(bias))
        return self.count.multiplications.number + (additions if convention == "mul+add" else 0)

    def __str__(self) -> str:
        cells = {
            "params": self.parameter_amounts(),
            "mul": [self.count.multiplications],
            "add": self.addition_amounts(),
        }
        costs = [
            f"{name} {equation(amounts)}" for name, amounts in cells.items() if equation(amounts)
        ]
        return f"{self.kind}, {show_shape(self.input_shape)}: " + ", ".join(costs)


@dataclass(frozen=True, repr=False)
class Summary:
    """The rows of a model and their totals; prints as a table."""

    title: str
    rows: tuple[LayerRow, ...]
    convention: str = "mul+add"

    @property
    def output_shape(self) -> Shape:
        """The shape of the result of one sample."""
        return self.rows[-1].output_shape

    def parameters(self, *, bias: bool = True, norm: bool = True) -> int:
        """All parameters, with or without biases and normalisation."""
        return sum(row.parameters(bias=bias, norm=norm) for row in self.rows)

    @property
    def multiplications(self) -> int:
        """All multiplications."""
        return sum(row.count.multiplications.number for row in self.rows)

    def flops(self, *, bias: bool = True) -> int:
        """All operations by the convention, with or without the additions of biases."""
        return sum(row.flops(self.convention, bias=bias) for row in self.rows)

    def __str__(self) -> str:
        head = ("layer", "output", "parameters", "multiplications", "additions, maxima", "FLOPs")
        lines = aligned([head, *map(self.cells, self.rows)], left=len(head) - 1)
        return "\n".join([self.title, *lines, *self.totals()])

    __repr__ = __str__

    def cells(self, row: LayerRow) -> tuple[str, ...]:
        """The text of a row."""
        return (
            f"{row.name} {row.kind}".strip(),
            show_shape(row.output_shape),
            equation(row.parameter_amounts()),
            equation([row.count.multiplications]),
            equation(row.addition_amounts()),
            str(row.flops(self.convention)),
        )

    def totals(self) -> Iterator[str]:
        """The lines below the table."""
        total, no_bias = self.parameters(), self.parameters(bias=False)
        no_norm, bare = self.parameters(norm=False), self.parameters(bias=False, norm=False)
        parts = [f"parameters: {total}"]
        parts += [f"{no_bias} without biases"] if no_bias != total else []
        parts += [f"{no_norm} without normalisation"] if no_norm != total else []
        parts += [f"{bare} without both"] if bare not in (no_bias, no_norm) else []
        yield ", ".join(parts)
        flops, no_bias = self.flops(), self.flops(bias=False)
        yield f"FLOPs: {flops}" + (f", {no_bias} without biases" if no_bias != flops else "")
        yield f"  {CONVENTIONS[self.convention]}"
        if functions := sum(row.count.functions for row in self.rows):
            yield f"  not counted: {functions} values of functions such as tanh or exp"


def summary(
    model: Module, input_shape: Iterable[int] | None = None, convention: Convention = "mul+add"
) -> Summary:
    """What each layer gives and costs for one sample, with formulas.

    Normalisation counts as in evaluation, one multiplication and one addition per number. A module
    that is used twice brings its parameters once. Layers and containers of `nn` are not run. A
    module of your own is, on zeros, to see which layers it calls; what it computes besides is not
    counted, unless it has a rule (see `nn.count`).

    Args:
        model: Any module.
        input_shape: The shape of one sample, without a batch.
        convention: "mul+add" or "mac"; what FLOPs count.

    Raises:
        ValueError: A layer does not take the shape it meets, or the convention is unknown.
        TypeError: No shape is given, or nothing can be counted in a module.

    >>> from nn import Conv1d, Flatten, Linear, ReLU, Sequential
    >>> model = Sequential(Conv1d(1, 2, 3), ReLU(), Flatten(), Linear(6, 1))
    >>> summary(model, (1, 5))
    Sequential on one sample of 1×5
    layer              output  parameters       multiplications  additions, maxima  FLOPs
    0 Conv1d 1→2, k=3  2×3     2·(1·3) + 2 = 8  2·3·(1·3) = 18   2·3·2 + 2·3 = 18      36
    1 ReLU             2×3                                       2·3 = 6                6
    2 Flatten          6                                                                0
    3 Linear 6→1       1       1·6 + 1 = 7      1·6 = 6          1·5 + 1 = 6           12
    parameters: 15, 12 without biases
    FLOPs: 54, 47 without biases
      a multiplication counts 1, an addition 1, a maximum of n numbers n − 1
    """
    if convention not in CONVENTIONS:
        raise ValueError(
            f"unknown convention {convention!r}; choose from {', '.join(map(repr, CONVENTIONS))}"
        )
    if not isinstance(model, Module):
        raise TypeError(f"summary takes a module, such as nn.MLP(2, [4, 1]), got {model!r:.60}")
    if not isinstance(input_shape, Iterable):
        raise TypeError(
            f"give the shape of one sample as a tuple, got {input_shape}: summary(model, (2,)) for "
            "two numbers, summary(model, (1, 28, 28)) for an image of one channel"
        )
    shape = tuple(input_shape)
    rows = once(rows_of(model, shape, ""))
    title = f"{type(model).__name__} on one sample of {show_shape(shape)}"
    return Summary(title, tuple(rows), convention)


Found = tuple[Module | None, LayerRow]


@singledispatch
def rows_of(module: Module, shape: Shape, name: str) -> Iterator[Found]:
    """The rows of a module on a sample of a shape: by default it is one layer, or where there is no
    counting rule for it, those of its parts in the order in which a run calls them.
    """
    if is_counted(module):
        after = module.output_shape(shape)
        yield module, LayerRow(name, kind_of(module), shape, after, count(module, shape))
        return
    run = trial_run(module, shape, is_counted)
    own = sum(len(leaves) for _, _, leaves in module.own_leaves())
    if not run.calls and not own:
        count(module, shape)  # says that there is no rule, and how one is given
    for call in run.calls:
        yield from rows_of(call.module, call.before, dotted(name, call.name))
    if own:
        kind = f"{kind_of(module)}, its own"
        yield module, LayerRow(name, kind, shape, run.after, Count(weights=Amount(own, str(own))))


def is_counted(module: Module) -> bool:
    """Whether it is known what a module of this kind costs, or of what rows it consists."""
    kind = type(module)
    return any(rules.dispatch(kind) is not rules.dispatch(object) for rules in (count, rows_of))


def shape_after(module: Module, shape: Shape) -> Shape:
    """The shape that a module makes of one sample of a shape."""
    try:
        return module.output_shape(shape)
    except NotImplementedError:
        return trial_run(module, shape, is_counted).after


@rows_of.register
def rows_of_sequential(module: Sequential, shape: Shape, name: str) -> Iterator[Found]:
    """The rows of one module after another."""
    for child, part in module.named_children():
        yield from rows_of(part, shape, dotted(name, child))
        shape = shape_after(part, shape)


@rows_of.register
def rows_of_residual(module: Residual, shape: Shape, name: str) -> Iterator[Found]:
    """The rows of both ways, their sum, and the activation after it."""
    result = module.output_shape(shape)
    yield from rows_of(module.body, shape, dotted(name, "body"))
    if module.shortcut is not None:
        yield from rows_of(module.shortcut, shape, dotted(name, "shortcut"))
    yield None, LayerRow(name, "+", result, result, Count(additions=times(result)))
    if module.activation is not None:
        yield from rows_of(module.activation, result, dotted(name, "activation"))


def once(found: Iterator[Found]) -> Iterator[LayerRow]:
    """The rows, with the parameters of a module that comes again left out."""
    seen: set[Module] = set()
    for module, row in found:
        if module in seen:
            bare = replace(row.count, weights=NOTHING, biases=NOTHING, norm=NOTHING)
            row = replace(row, kind=f"{row.kind} (again)", count=bare)
        if module is not None:
            seen.add(module)
        yield row


def kind_of(module: Module) -> str:
    """A layer in few words: `Conv1d 1→2, k=3`."""
    kind = type(module).__name__
    if isinstance(module, Convolution):
        taps = "×".join(map(str, module.kernel_shape))
        words = [f"{module.in_channels}→{module.out_channels}", f"k={taps}"]
        words += [f"{name}={shortened(given)}" for name, given in unusual(module).items()]
        return f"{kind} " + ", ".join(words)
    if isinstance(module, Linear):
        return f"{kind} {module.in_features}→{module.out_features}"
    if isinstance(module, Pool):
        sides = [(one.kernel_size, one.stride) for one in module.geometry]
        taps, steps = ("×".join(map(str, numbers)) for numbers in zip(*sides, strict=True))
        return f"{kind} k={taps}, stride={steps}"
    return kind


def shortened(setting: Any) -> Any:
    """A setting that is the same in both directions, once."""
    is_square = isinstance(setting, tuple) and len(set(setting)) == 1
    return setting[0] if is_square else setting


def equation(amounts: Sequence[Amount]) -> str:
    """`2·(1·3) + 2 = 8`, and nothing for nothing."""
    parts = [amount for amount in amounts if amount.number]
    written = " + ".join(part.written for part in parts)
    total = str(sum(part.number for part in parts))
    return written if not parts or written == total else f"{written} = {total}"
