"""Embedding: a table with a row of numbers to learn for each index."""

from operator import index
from random import Random
from typing import Any, ClassVar

from nn.base.initialisers import Initialiser
from nn.base.nested import Shape, as_nested, is_listed
from nn.base.shapes import check_count, is_count
from nn.base.weighted import Weighted


class Embedding(Weighted):
    """The row of an index, as in a table: a whole number -> `embedding_dim` numbers, and any
    nesting of indices -> the same nesting of rows.

    It is the product of a one-hot vector with a matrix, without the products by 0: ∂y/∂row = 1, and
    a row that is asked for twice adds up both gradients. Indices count from 0, labels from 1.

    Args:
        num_embeddings: Rows, for the indices 0 … num_embeddings − 1.
        embedding_dim: Numbers in a row.
        padding_idx: An index whose row starts at 0 and is not trained; from the end if negative.
        weight: num_embeddings × embedding_dim numbers or Values; else drawn.
        init: An initialiser or its name; "normal" is N(0, 1), as in PyTorch.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A size is no count, padding_idx is no index, or a weight has another shape.

    >>> Embedding(2, 3, weight=[[1, 2, 3], [4, 5, 6]])([1, 0])
    [[Value(4, 'e₂₁'), Value(5, 'e₂₂'), Value(6, 'e₂₃')], [Value(1, 'e₁₁'), ...]]
    """

    sample_rank = 1
    letters: ClassVar[dict[str, str]] = {"weight": "e"}

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        *,
        weight: Any = None,
        init: str | Initialiser = "normal",
        seed: int | Random | None = None,
    ) -> None:
        self.num_embeddings = check_count("num_embeddings", num_embeddings)
        self.embedding_dim = check_count("embedding_dim", embedding_dim)
        self.padding_idx = padding_idx
        if padding_idx is not None:
            if not is_count(padding_idx, -num_embeddings) or padding_idx >= num_embeddings:
                raise ValueError(
                    f"padding_idx is one of the {num_embeddings} indices from 0 to "
                    f"{num_embeddings - 1}, got {padding_idx!r}"
                )
            self.padding_idx = padding_idx % num_embeddings
        self.start(weight, False, init, seed)
        if weight is None and self.padding_idx is not None:
            for entry in self.weight[self.padding_idx]:
                entry.data = 0.0

    def parameter_shapes(self) -> dict[str, Shape]:
        """weight num_embeddings × embedding_dim."""
        return {"weight": (self.num_embeddings, self.embedding_dim)}

    def fans(self) -> tuple[int, int]:
        """num_embeddings and embedding_dim, as of the matrix that a one-hot vector meets."""
        return self.num_embeddings, self.embedding_dim

    def forward(self, x: Any) -> Any:
        """One index, or any nesting of them."""
        x = as_nested(x)
        return [self.forward(part) for part in x] if is_listed(x) else self.row(x)

    def row(self, number: Any) -> list[Any]:
        """The row of one index; that of the padding as plain numbers, so that nothing trains it.

        Raises:
            TypeError: It is no whole number.
            ValueError: There is no such row.
        """
        last = self.num_embeddings - 1
        if isinstance(number, bool) or not hasattr(number, "__index__"):
            raise TypeError(
                f"{self!r} takes whole numbers from 0 to {last}, got {number!r}; one-hot vectors "
                "go to Linear"
            )
        place = index(number)
        if not 0 <= place <= last:
            raise ValueError(f"{self!r} has rows 0 to {last}, got the index {place}")
        row = self.weight[place]
        return [entry.data for entry in row] if place == self.padding_idx else list(row)

    def output_shape(self, shape: Shape) -> Shape:
        """(…) -> (…, embedding_dim)."""
        return (*shape, self.embedding_dim)

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        written = f"{self.num_embeddings}, {self.embedding_dim}"
        return written + ("" if self.padding_idx is None else f", padding_idx={self.padding_idx}")
