"""The nested tuple of Values that a parameter is, which knows its shape, numbers and gradients."""

from typing import Any

from nn.base.nested import Shape, as_plain, gradient_of, is_listed, map_entries, shape_of


class Leaves(tuple[Any, ...]):
    """A nested tuple of Values, such as the rows of a weight matrix.

    >>> from nn import Linear
    >>> layer = Linear(2, 1, weight=[[3, 5]], bias=[7])
    >>> layer([10, 20])[0].backward()
    >>> layer.weight.shape, layer.weight.data, layer.weight.grad, layer.weight[0].grad
    ((1, 2), [[3.0, 5.0]], [[10.0, 20.0]], [10.0, 20.0])
    """

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        """Rows and columns of a matrix, the length of a vector, and so on."""
        return shape_of(self)

    @property
    def data(self) -> Any:
        """The numbers, as a nested list."""
        return map_entries(as_plain, self)

    @property
    def grad(self) -> Any:
        """The gradients, as a nested list of the same shape."""
        return map_entries(gradient_of, self)


def as_leaves(x: Any) -> Any:
    """A nested list of Values as nested `Leaves`; a single Value as it is."""
    return Leaves(map(as_leaves, x)) if is_listed(x) else x
