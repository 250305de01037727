"""Linear, Layer and Neuron: weighted sums and their activations."""

from collections.abc import Sequence
from random import Random
from typing import Any

from autograd.engine.weighted_sums import Rows, affine
from nn.base.initialisers import Initialiser
from nn.base.module import Module
from nn.base.nested import as_nested, show_shape, uniform_kind
from nn.base.shapes import as_batch, check_count, refuse
from nn.base.weighted import Row, Weighted, with_biases
from nn.layers.activations import Identity
from nn.layers.activations import activation as activation_of


class Linear(Weighted):
    """y = W x + b: `in_features` numbers -> `out_features` numbers; a list of samples, or of lists
    of them, gives a list of results.

    Args:
        in_features: n_in.
        out_features: n_out.
        bias: Whether there is b; or b itself, n_out numbers or Values.
        weight: W itself, n_out × n_in numbers or Values; else it is drawn.
        init: An initialiser or its name; see `nn.base.initialisers`.
        seed: Of the random numbers, or a generator.
        expanded: Whether products and sums are single nodes instead of one weighted sum per output.
        layer: A number written above the labels.

    Raises:
        ValueError: A given weight or bias has another shape.

    >>> Linear(2, 1, weight=[[3, 5]], bias=[7])([1, 10])
    [Value(60)]
    """

    sample_rank = 1
    _rows: Rows | None = None
    _activation: Module = Identity()

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool | Sequence[Any] = True,
        *,
        weight: Any = None,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
        expanded: bool = False,
        layer: int | None = None,
    ) -> None:
        self.in_features = check_count("in_features", in_features)
        self.out_features = check_count("out_features", out_features)
        self.expanded, self.layer = expanded, layer
        self.start(weight, bias, init, seed)

    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        """weight n_out × n_in, bias n_out."""
        return {"weight": (self.out_features, self.in_features), "bias": (self.out_features,)}

    def fans(self) -> tuple[int, int]:
        """n_in and n_out."""
        return self.in_features, self.out_features

    def forget(self) -> None:
        """Prepare the rows again at the next call."""
        self._rows = None

    def rows(self) -> Rows:
        """(b, w₁, …, wₙ), or (w₁, …, wₙ), for each output: the same tuples in every call, which a
        pass then walks only once.
        """
        if self._rows is None:
            self._rows = with_biases(self.weight, self.bias)
        return self._rows

    def forward(self, x: Any) -> Any:
        """W x + b of one sample, of each sample in a batch, or along the last axis of anything."""
        return self.weigh(as_nested(x))

    def weigh(self, x: Any) -> Any:
        """W x + b along the last axis."""
        if not isinstance(x, (list, tuple)) or len(x) == 0:
            given = "an empty batch" if isinstance(x, (list, tuple)) else repr(x)
            refuse(self, given)
        if isinstance(x[0], (list, tuple)):
            return [self.weigh(sample) for sample in x]
        if len(x) != self.in_features:
            refuse(self, f"a sample of {len(x)} numbers")
        sums = products_and_sums if self.expanded else affine
        return sums(self.rows(), uniform_kind(x))

    @property
    def neurons(self) -> list["Neuron"]:
        """The neurons one by one, made of the same Values: `layer.neurons[0].w`, `.b`."""
        biases = self.bias or [None] * self.out_features
        return [
            Neuron(self.in_features, self._activation, weight=w, bias=False if b is None else b)
            for w, b in zip(self.weight, biases, strict=True)
        ]

    def allowed(self) -> str:
        """What inputs it takes, and what becomes of them."""
        return (
            f"{self.in_features} numbers (in_features), or a list of such samples, and gives "
            f"{self.out_features} per sample"
        )

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """(…, n_in) -> (…, n_out)."""
        if not shape or shape[-1] != self.in_features:
            refuse(self, f"the shape {show_shape(shape)}")
        return (*shape[:-1], self.out_features)

    def extra_repr(self) -> str:
        """As PyTorch writes it."""
        has_bias = vars(self).get("bias", True) is not None
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={has_bias}"


def products_and_sums(rows: Sequence[Row], x: Sequence[Any]) -> list[Any]:
    """w₁x₁ + w₂x₂ + … (+ b) for each row, every product and every sum a node of its own."""
    sums = []
    for row in rows:
        bias, weights = row[: -len(x)], row[-len(x) :]
        total, *rest = [w * entry for w, entry in zip(weights, x, strict=True)]
        for term in (*rest, *bias):
            total = total + term
        sums.append(total)
    return sums


class Layer(Linear):
    """A linear layer with its activation: n_in numbers -> n_out numbers, one Value if n_out is 1.

    Args:
        nin: n_in.
        nout: n_out.
        activation: A name from `nn.ACTIVATIONS`, or a module.
        options: As for `Linear`.

    >>> Layer(2, 2, "relu", weight=[[1, 0], [0, -1]], bias=[0, 0])([1, 1])
    [Value(1), Value(0)]
    """

    def __init__(
        self, nin: int, nout: int, activation: str | Module = "relu", **options: Any
    ) -> None:
        super().__init__(nin, nout, **options)
        self._activation = activation_of(activation)

    @property
    def activation(self) -> Module:
        """The activation, a module without parameters."""
        return self._activation

    def forward(self, x: Any) -> Any:
        """The activation of W x + b; one Value per sample if there is one output."""
        samples, batched = as_batch(self, x)
        results = [self.activation(sums) for sums in self.weigh(samples)]
        if self.out_features == 1:
            results = [result[0] for result in results]
        return results if batched else results[0]

    def extra_repr(self) -> str:
        """As for `Linear`, and the activation."""
        return f"{super().extra_repr()}, activation={self.activation!r}"


class Neuron(Weighted):
    """One unit: activation(b + Σ wᵢxᵢ); `nin` numbers -> one Value.

    Args:
        nin: n_in.
        activation: A name from `nn.ACTIVATIONS`, or a module.
        bias: Whether there is b; or b itself.
        weight: w₁ … wₙ; else drawn.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.
        expanded: Whether products and sums are single nodes.

    >>> Neuron(2, "identity", weight=[3, 5], bias=7)([1, 10])
    Value(60)
    """

    sample_rank = 1
    _rows: Rows | None = None

    def __init__(
        self,
        nin: int,
        activation: str | Module = "relu",
        *,
        bias: Any = True,
        weight: Any = None,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
        expanded: bool = False,
    ) -> None:
        self.nin = check_count("nin", nin)
        self._activation = activation_of(activation)
        self.expanded = expanded
        self.start(weight, bias, init, seed)

    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        """weight n_in, bias one number."""
        return {"weight": (self.nin,), "bias": ()}

    def fans(self) -> tuple[int, int]:
        """n_in and 1."""
        return self.nin, 1

    def forget(self) -> None:
        """Prepare the row again at the next call."""
        self._rows = None

    def rows(self) -> Rows:
        """The one row of a `Linear` with one output, the same tuple in every call."""
        if self._rows is None:
            self._rows = with_biases([self.weight], None if self.bias is None else [self.bias])
        return self._rows

    @property
    def w(self) -> Any:
        """The weights w₁ … wₙ, by micrograd's name."""
        return self.weight

    @property
    def b(self) -> Any:
        """The bias, by micrograd's name; None for none."""
        return self.bias

    def forward(self, x: Any) -> Any:
        """One Value for a sample, a list of them for a batch."""
        samples, batched = as_batch(self, x)
        weigh = products_and_sums if self.expanded else affine
        results = []
        for sample in samples:
            if len(sample) != self.nin:
                refuse(self, f"a sample of {len(sample)} numbers")
            results.append(self._activation(weigh(self.rows(), uniform_kind(sample))[0]))
        return results if batched else results[0]

    def allowed(self) -> str:
        """What inputs it takes, and what becomes of them."""
        return f"{self.nin} numbers (nin), or a list of such samples, and gives one per sample"

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """(n_in,) -> ()."""
        if shape != (self.nin,):
            refuse(self, f"the shape {show_shape(shape)}")
        return ()

    def extra_repr(self) -> str:
        """The number of inputs and the activation."""
        return f"nin={self.nin}, activation={self._activation!r}"
