"""Modules made of modules: Sequential, Residual, Bottleneck, and Flatten between them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from nn.base.labels import number_layers
from nn.base.module import Module
from nn.base.nested import as_nested, is_listed, rank_of, shape_of, show_shape
from nn.layers import batches


class Sequential(Module):
    """Modules one after another, named 0, 1, 2, … as in PyTorch.

    Each module gets what the one before it gave, so in here it does what it does alone; of a layer
    that gives its last states beside its outputs, such as an RNN, the outputs. Where modules say
    what rank a sample has, one sample may be given; those that count axes with that of the batch,
    such as Flatten, see it as a batch of one. Layers with parameters are numbered in their labels:
    w₁₂⁽²⁾.

    >>> from nn import Linear, ReLU
    >>> net = Sequential(Linear(1, 1, weight=[[-2]], bias=[0]), ReLU())
    >>> net([3]), net([[3], [-3]])
    ([Value(0)], [[Value(0)], [Value(6)]])
    """

    def __init__(self, *modules: Module) -> None:
        for place, module in enumerate(modules):
            if not isinstance(module, Module):
                raise TypeError(not_a_module(place, module))
        self._hold(modules)
        for place, module in enumerate(modules):
            module._name = module._name or str(place)
        number_layers(self.modules())

    def _hold(self, modules: Sequence[Module]) -> None:
        """Take modules in, with what a pass through them asks."""
        self._modules = list(modules)
        self.sample_rank = first_rank(self._modules)
        self._wants_batch = [any(part.wants_batch for part in m.modules()) for m in modules]
        self.gives_states = bool(modules) and modules[-1].gives_states

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules by place."""
        for place, module in enumerate(self._modules):
            yield str(place), module

    def forward(self, x: Any) -> Any:
        """Each module in turn."""
        x = as_nested(x)
        return self.run(x, is_sample=rank_of(x) == self.sample_rank)

    def run(self, x: Any, *, is_sample: bool) -> Any:
        """Each module in turn, on a batch or on one sample."""
        states_beside = False
        x, start = (x, 0) if is_sample else batches.begun(self._modules, x)
        each = zip(self._modules[start:], self._wants_batch[start:], strict=True)
        for module, wants_batch in each:
            x = x[0] if states_beside else x
            x = module([x])[0] if is_sample and wants_batch else module(x)
            states_beside = module.gives_states
        return x

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shapes of one module after another."""
        for module in self._modules:
            shape = module.output_shape(shape)
        return shape

    @overload
    def __getitem__(self, place: int) -> Module: ...
    @overload
    def __getitem__(self, place: slice) -> "Sequential": ...
    def __getitem__(self, place: int | slice) -> "Module | Sequential":
        """A module by place, or a Sequential of several; their labels stay."""
        if not isinstance(place, slice):
            return self._modules[place]
        part = Sequential()
        part._hold(self._modules[place])
        return part

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules)


def first_rank(modules: list[Module]) -> int | None:
    """The rank of one sample, as the first module that fixes one says."""
    return next((m.sample_rank for m in modules if m.sample_rank is not None), None)


def not_a_module(place: int, given: Any) -> str:
    """What is said of an argument of Sequential that is no module."""
    kind = given.__name__ if isinstance(given, type) else type(given).__name__
    if isinstance(given, type) and issubclass(given, Module):
        return f"argument {place} of Sequential is the class {kind}, not a module; write {kind}()"
    if isinstance(given, Iterable) and not isinstance(given, str):
        return (
            f"Sequential takes modules, but argument {place} is a {kind}; write "
            "Sequential(first, second), not a list of them, or Sequential(*modules)"
        )
    return (
        f"Sequential takes modules, but argument {place} is a {kind}, {given!r:.60}; "
        "give a module, such as Tanh()"
    )


class Flatten(Module):
    """Joins the axes from `start_dim` to `end_dim` into one; by default all but that of the batch.

    Inside a `Sequential` the batch axis is always there; alone, give one sample to `Flatten(0)`.

    >>> Flatten()([[[1, 2], [3, 4]]])
    [[1, 2, 3, 4]]
    """

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        self.start_dim, self.end_dim = start_dim, end_dim
        self.wants_batch = start_dim > 0

    def forward(self, x: Any) -> Any:
        """The same entries in order, nested less deeply."""
        x = as_nested(x)
        rank = rank_of(x)
        first, last = self.start_dim % rank if rank else 0, self.end_dim % rank if rank else 0
        if not -rank <= self.start_dim < rank or not -rank <= self.end_dim < rank or first > last:
            raise ValueError(
                f"{self!r} needs axes {self.start_dim} to {self.end_dim}, but the input has the "
                f"shape {show_shape(shape_of(x))}; a single sample goes to Flatten(0)"
            )
        return flattened(x, first, last)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The product of the joined axes, for one sample of a batch."""
        full = (1, *shape)
        first, last = self.start_dim % len(full), self.end_dim % len(full)
        total = 1
        for n in full[first : last + 1]:
            total *= n
        return (*full[:first], total, *full[last + 1 :])[1:]

    def extra_repr(self) -> str:
        """The axes."""
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


def flattened(x: Any, first: int, last: int) -> Any:
    """A nested list with the axes from first to last joined."""
    if first > 0:
        return [flattened(part, first - 1, last - 1) for part in x]
    for _ in range(last):
        x = [entry for part in x for entry in part]
    return list(x)


class Residual(Module):
    """body(x) + shortcut(x), then an activation if one is given; without a shortcut, body(x) + x.

    The shape of body(x) must be that of x, or of shortcut(x). Names: `body`, `shortcut`.

    >>> from nn import Linear
    >>> Residual(Linear(1, 1, weight=[[2]], bias=[0]))([3])
    [Value(9)]
    """

    def __init__(
        self, body: Module, shortcut: Module | None = None, activation: Module | None = None
    ) -> None:
        self.body, self.shortcut, self.activation = body, shortcut, activation
        self.sample_rank = body.sample_rank

    def forward(self, x: Any) -> Any:
        """The sum of both ways."""
        x = as_nested(x)
        long, short = self.body(x), x if self.shortcut is None else self.shortcut(x)
        if shape_of(long) != shape_of(short):
            self.refuse(shape_of(long), shape_of(short))
        total = added(long, short)
        return total if self.activation is None else self.activation(total)

    def refuse(self, long: tuple[int, ...], short: tuple[int, ...]) -> None:
        """Raise the error of two shapes that do not add up."""
        raise ValueError(
            f"a residual block adds body(x) of shape {show_shape(long)} to "
            f"{'x' if self.shortcut is None else 'shortcut(x)'} of shape {show_shape(short)}; both "
            "must be the same: give a shortcut, such as a 1×1 convolution, or change the body"
        )

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The common shape of both ways."""
        long = self.body.output_shape(shape)
        short = shape if self.shortcut is None else self.shortcut.output_shape(shape)
        if long != short:
            self.refuse(long, short)
        return long


def added(left: Any, right: Any) -> Any:
    """The sums of the entries of two nested lists of one shape."""
    if is_listed(left):
        return [added(a, b) for a, b in zip(left, right, strict=True)]
    return left + right
