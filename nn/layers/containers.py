"""Modules made of modules: Sequential, Residual, Bottleneck, and Flatten between them."""

from collections.abc import Iterator
from typing import Any

from nn.base.labels import number_layers
from nn.base.module import Module
from nn.base.nested import as_nested, is_listed, rank_of, shape_of, show_shape


class Sequential(Module):
    """Modules one after another, named 0, 1, 2, … as in PyTorch.

    One sample goes in as a batch of one and comes out as one sample, where the modules say what
    rank a sample has. Layers with parameters are numbered in their labels: w₁₂⁽²⁾.

    >>> from nn import Linear, ReLU
    >>> net = Sequential(Linear(1, 1, weight=[[-2]], bias=[0]), ReLU())
    >>> net([3]), net([[3], [-3]])
    ([Value(0)], [[Value(0)], [Value(6)]])
    """

    def __init__(self, *modules: Module) -> None:
        for place, module in enumerate(modules):
            if not isinstance(module, Module):
                raise TypeError(
                    f"Sequential takes modules, but argument {place} is a "
                    f"{type(module).__name__}; write Sequential(first, second), not a list of them"
                )
        self._modules = list(modules)
        for place, module in enumerate(modules):
            module._name = module._name or str(place)
        self.sample_rank = first_rank(self._modules)
        number_layers(self.modules())

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules by place."""
        for place, module in enumerate(self._modules):
            yield str(place), module

    def forward(self, x: Any) -> Any:
        """Each module in turn."""
        x = as_nested(x)
        return self.run([x])[0] if rank_of(x) == self.sample_rank else self.run(x)

    def run(self, x: Any) -> Any:
        """Each module in turn, on a batch."""
        for module in self._modules:
            x = module(x)
        return x

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shapes of one module after another."""
        for module in self._modules:
            shape = module.output_shape(shape)
        return shape

    def __getitem__(self, place: int) -> Module:
        return self._modules[place]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules)


def first_rank(modules: list[Module]) -> int | None:
    """The rank of one sample, as the first module that fixes one says."""
    return next((m.sample_rank for m in modules if m.sample_rank is not None), None)


class Flatten(Module):
    """Joins the axes from `start_dim` to `end_dim` into one; by default all but that of the batch.

    Inside a `Sequential` the batch axis is always there; alone, give one sample to `Flatten(0)`.

    >>> Flatten()([[[1, 2], [3, 4]]])
    [[1, 2, 3, 4]]
    """

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        self.start_dim, self.end_dim = start_dim, end_dim

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
