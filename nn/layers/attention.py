"""Scaled dot-product attention: as a function, as a head with its projections, and its Jacobians.

Rows of queries, keys and values stand for positions; positions count from 0.
"""

import math
from collections.abc import Sequence
from random import Random
from typing import Any

from autograd.engine.derivatives import jacobian
from autograd.engine.weighted_sums import affine
from nn.base.initialisers import Initialiser, generator
from nn.base.jacobians import Jacobian, Matrix, matmul
from nn.base.module import Module
from nn.base.nested import Shape, as_nested, numbers_of, rank_of, shape_of, show_shape, uniform_kind
from nn.base.shapes import as_batch, check_count, refuse
from nn.layers.linear import Linear
from nn.layers.probabilities import softmax

Positions = Sequence[Sequence[Any]]


def scaled_dot_product_attention(
    query: Any, key: Any, value: Any, *, is_causal: bool = False, scale: float | None = None
) -> Any:
    """yᵢ = Σⱼ pᵢⱼ vⱼ with pᵢ = softmax(scale · (qᵢ·k₁, qᵢ·k₂, …)): each query takes a mean of the
    values, weighted by how well its key fits [Vaswani et al. 2017, 3.2.1].

    Args:
        query: T × d numbers, or a nesting of such, as for the next two.
        key: S × d.
        value: S × d_v; the result is T × d_v.
        is_causal: Whether a position sees itself and those before it only.
        scale: By default 1/√d.

    Raises:
        ValueError: The shapes do not go together.

    >>> scaled_dot_product_attention([[0, 0]], [[1, 2], [3, 4]], [[10], [20]])
    [[15.0]]
    """
    query, key, value = as_nested(query), as_nested(key), as_nested(value)
    ranks = rank_of(query), rank_of(key), rank_of(value)
    if min(ranks) > 2 and ranks[0] == ranks[1] == ranks[2]:
        return [
            scaled_dot_product_attention(q, k, v, is_causal=is_causal, scale=scale)
            for q, k, v in zip(query, key, value, strict=True)
        ]
    weights = attention_weights(query, key, is_causal=is_causal, scale=scale)
    if len(shape_of(value)) != 2 or len(value) != len(key):
        raise ValueError(
            f"attention needs a value for each key, got {show_shape(shape_of(key))} as keys and "
            f"{show_shape(shape_of(value))} as values; give S × d and S × d_v"
        )
    columns = list(zip(*map(uniform_kind, value), strict=True))
    return [affine([column[: len(p)] for column in columns], p) for p in weights]


def attention_weights(
    query: Any, key: Any, *, is_causal: bool = False, scale: float | None = None
) -> list[list[Any]]:
    """pᵢ for each query: T × d and S × d -> T × S numbers whose rows sum to 1.

    A row of causal attention ends with the position itself: what follows has no edge in the graph.

    >>> attention_weights([[0], [0]], [[1], [2]], is_causal=True)
    [[1.0], [0.5, 0.5]]
    """
    query, key = as_nested(query), as_nested(key)
    shapes = shape_of(query), shape_of(key)
    if any(len(shape) != 2 for shape in shapes) or shapes[0][1] != shapes[1][1]:
        raise ValueError(
            "attention compares queries T × d with keys S × d of one length d, got "
            f"{show_shape(shapes[0])} and {show_shape(shapes[1])}"
        )
    factor = 1 / math.sqrt(shapes[0][1]) if scale is None else scale
    rows = [tuple(uniform_kind(k)) for k in key]
    seen = (rows[: i + 1] if is_causal else rows for i in range(len(query)))
    scores = [affine(each, uniform_kind(q)) for each, q in zip(seen, query, strict=True)]
    return [softmax(s if factor == 1 else [factor * one for one in s]) for s in scores]


def attention_jacobian(
    query: Sequence[Any], key: Positions, value: Positions, *, scale: float | None = None
) -> Jacobian:
    """∂y/∂q of one query q, d_v × d: from the graph, and as scale · Vᵀ(Diag(p) − p pᵀ)K.

    >>> attention_jacobian([0], [[1], [-1]], [[1], [0]], scale=1)  # ¼·1·1 + (-¼)·1·(-1)
    Jacobian 1×1, graph and closed form scale · Vᵀ(Diag(p) − p pᵀ)K (largest difference 0):
      0.5
    """
    q, keys, values = numbers_of(query), numbers_of(key), numbers_of(value)
    factor = 1 / math.sqrt(len(q)) if scale is None else scale
    (p,) = attention_weights([q], keys, scale=factor)

    def output(*entries: Any) -> Any:
        return scaled_dot_product_attention([entries], keys, values, scale=factor)[0]

    closed = through_softmax(p, values, [[factor * k for k in row] for row in keys])
    return Jacobian(jacobian(output, q), closed, "scale · Vᵀ(Diag(p) − p pᵀ)K")


def through_softmax(p: Sequence[float], values: Matrix, scores: Matrix) -> Matrix:
    """Vᵀ (Diag(p) − p pᵀ) S, for the derivatives S of the scores by something."""
    inner = [[a * ((i == j) - b) for j, b in enumerate(p)] for i, a in enumerate(p)]
    return matmul([list(column) for column in zip(*values, strict=True)], matmul(inner, scores))


class Projection(Linear):
    """A linear layer without bias whose weights have a letter of their own.

    >>> Projection("K", 1, 2).weight[1][0].label
    'K₂₁'
    """

    def __init__(self, letter: str, n_in: int, n_out: int, **options: Any) -> None:
        self.letters = {"weight": letter}  # type: ignore[misc]  # per layer, not per class
        super().__init__(n_in, n_out, bias=False, **options)


class AttentionHead(Module):
    """One head of attention: T × d -> T × d_head; each position looks at all, itself too.

    qᵢ = W_Q xᵢ, kⱼ = W_K xⱼ, vⱼ = W_V xⱼ, and yᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ/√d_head) vⱼ. The weights are
    `query.weight`, `key.weight` and `value.weight`, each d_head × d with labels Q₁₁, K₁₁ and V₁₁.

    Args:
        embed_dim: d.
        head_dim: d_head; d if not given.
        is_causal: Whether a position sees itself and those before it only.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    >>> head = AttentionHead(2, 1, init="zeros")
    >>> head([[1, 2], [3, 4], [5, 6]])
    [[Value(0)], [Value(0)], [Value(0)]]
    >>> [[p.data for p in row] for row in head.attention([[1, 2], [3, 4]])]
    [[0.5, 0.5], [0.5, 0.5]]
    """

    sample_rank = 2

    def __init__(
        self,
        embed_dim: int,
        head_dim: int | None = None,
        is_causal: bool = False,
        *,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        self.embed_dim = check_count("embed_dim", embed_dim)
        self.head_dim = embed_dim if head_dim is None else check_count("head_dim", head_dim)
        self.is_causal, rng = is_causal, generator(seed)
        sizes = self.embed_dim, self.head_dim
        self.query, self.key, self.value = (
            Projection(letter, *sizes, init=init, seed=rng) for letter in "QKV"
        )
        self.key.counts_as_layer = self.value.counts_as_layer = False  # the three are one layer

    def forward(self, x: Any) -> Any:
        """T × d numbers, or a list of such samples."""
        samples, batched = as_batch(self, x)
        results = []
        for sample in samples:
            self.output_shape(shape_of(sample))
            q, k, v = self.query(sample), self.key(sample), self.value(sample)
            results.append(scaled_dot_product_attention(q, k, v, is_causal=self.is_causal))
        return results if batched else results[0]

    def attention(self, x: Any) -> list[list[Any]]:
        """pᵢⱼ of one sample, how much position i takes of position j: T × d -> T × T."""
        self.output_shape(shape_of(x))
        return attention_weights(self.query(x), self.key(x), is_causal=self.is_causal)

    def jacobian(self, x: Any, of: int, by: int) -> Jacobian:
        """∂yᵢ/∂xⱼ for two positions i (`of`) and j (`by`), d_head × d, from the graph and in closed
        form: through the value, the key and, for i = j, the query.

        Raises:
            IndexError: There is no such position.

        >>> AttentionHead(1, init="ones").jacobian([[0], [0]], 0, 1)
        Jacobian 1×1, graph and closed form pᵢⱼW_V + Vᵀ(Diag(pᵢ) − pᵢpᵢᵀ)∂sᵢ/∂xⱼ (...):
          0.5
        """
        x = numbers_of(x)
        for place in (of, by):
            if not 0 <= place < len(x):
                raise IndexError(f"positions are 0 to {len(x) - 1}, got {place}")

        def output(*entries: Any) -> Any:
            return self([*x[:by], list(entries), *x[by + 1 :]])[of]

        formula = "pᵢⱼW_V + Vᵀ(Diag(pᵢ) − pᵢpᵢᵀ)∂sᵢ/∂xⱼ"
        return Jacobian(jacobian(output, x[by]), self.closed_jacobian(x, of, by), formula)

    def closed_jacobian(self, x: Matrix, i: int, j: int) -> Matrix:
        """pᵢⱼ W_V + Vᵀ(Diag(pᵢ) − pᵢpᵢᵀ) ∂sᵢ/∂xⱼ, where ∂sᵢ/∂xⱼ has the row qᵢᵀW_K/√d_head at j,
        and for i = j the rows k_mᵀW_Q/√d_head besides.
        """
        p = numbers_of(self.attention(x))[i]
        seen = len(p)
        q, k, v = (numbers_of(part(x))[:seen] for part in (self.query, self.key, self.value))
        w_q, w_k, w_v = (numbers_of(part.weight) for part in (self.query, self.key, self.value))
        factor = 1 / math.sqrt(self.head_dim)
        by_key, by_query = matmul([q[i]], w_k)[0], matmul(k, w_q)
        scores = [
            [factor * ((m == j) * a + (i == j) * b) for a, b in zip(by_key, row, strict=True)]
            for m, row in enumerate(by_query)
        ]
        share = p[j] if j < seen else 0.0
        inner = through_softmax(p, v, scores)
        return [
            [share * w + s for w, s in zip(*rows, strict=True)]
            for rows in zip(w_v, inner, strict=True)
        ]

    def output_shape(self, shape: Shape) -> Shape:
        """(T, d) -> (T, d_head)."""
        if len(shape) != 2 or shape[1] != self.embed_dim:
            refuse(self, f"the shape {show_shape(shape)}")
        return shape[0], self.head_dim

    def allowed(self) -> str:
        """What inputs it takes."""
        return f"T × {self.embed_dim} numbers (embed_dim), or a list of such samples"

    def __repr__(self) -> str:
        causal = ", is_causal=True" if self.is_causal else ""
        return f"AttentionHead({self.embed_dim}, {self.head_dim}{causal})"
