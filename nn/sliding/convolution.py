"""Conv1d, Conv2d, ConvTranspose1d and ConvTranspose2d."""

from random import Random
from typing import Any

from nn.base.initialisers import Initialiser
from nn.sliding.backward_ways import BackwardView, backward_view
from nn.sliding.conv_matrix import ConvMatrix, matrix_of
from nn.sliding.directions import in_directions
from nn.sliding.geometry import TransposedGeometry
from nn.sliding.kernels import Convolution, Size, from_geometry


class Conv1d(Convolution):
    """y[o][p] = b[o] + Σ_c Σ_t w[o][c][t] · x[c][p·stride + t·dilation − padding]:
    in_channels × L -> out_channels × ⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1.

    This is a cross-correlation, as in PyTorch; `flip=True` turns the kernel round, for the
    convolution of mathematics.

    Args:
        in_channels: Channels of the input.
        out_channels: Channels of the output.
        kernel_size: k taps.
        stride: s, the step from window to window.
        padding: Zeros on both sides, or "valid" (none), "same" (the length stays), "full" (every
            tap meets every number).
        dilation: d, the step from tap to tap.
        groups: Groups of channels that see only each other.
        bias: Whether there is b; or b itself.
        flip: Whether the kernel is flipped.
        padding_mode: What stands for zeros: "zeros", "reflect", "replicate" or "circular".
        weight: out × in/groups × k numbers or Values; else drawn.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A setting is impossible, or a given weight has another shape.

    >>> conv = Conv1d(1, 1, 3, bias=False, weight=[[[1, 0, 2]]])
    >>> conv([[1, 2, 3, 4]])
    [[Value(7), Value(10)]]
    """

    sample_rank = 2
    directions = 1

    def matrix(self, length: int, output: Any = None) -> ConvMatrix:
        """The matrix A of vec(Y) = A·vec(X) + b for an input of a length, with symbols and numbers.

        Args:
            length: L.
            output: Y of a forward pass on Values, so that entries name the edges of that graph;
                else a pass of its own is made.

        >>> Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).matrix(3)
        vec(Y) = A·vec(X), A 2×3, cross-correlation (kernel not flipped)
             x₁  x₂  x₃
        y₁ [ w₁  w₂   0 ]
        y₂ [  0  w₁  w₂ ]
        """
        return matrix_of(self, (length,), output)

    def backward_view(self, dY: Any, x: Any = None, length: int | None = None) -> BackwardView:  # noqa: N803
        """∂L/∂X of a given ∂L/∂Y in three ways side by side, and with x ∂L/∂W as a correlation.

        Args:
            dY: ∂L/∂Y, out_channels × L_out numbers.
            x: X, for ∂L/∂W.
            length: L, where a stride leaves several possible.

        >>> conv = Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]])
        >>> print(conv.backward_view([[1, 10]]))
        ∂L/∂X of Conv1d(1, 1, kernel_size=2, bias=False)
        forward pass: cross-correlation (kernel not flipped); backward kernel: ...
                                   edges  Aᵀ·∂L/∂Y  full convolution
        x₁  w₁·∂L/∂y₁                  3         3                 3
        x₂  w₂·∂L/∂y₁ + w₁·∂L/∂y₂     35        35                35
        x₃  w₂·∂L/∂y₂                 50        50                50
        """
        return backward_view(self, dY, x, length)


class Conv2d(Convolution):
    """Conv1d in two directions: in_channels × H × W -> out_channels × H_out × W_out, where each
    size is ⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1.

    Args:
        in_channels: Channels of the input.
        out_channels: Channels of the output.
        kernel_size: Taps, one number or (height, width); so for the next three.
        stride: The step from window to window.
        padding: Zeros on both sides, or "valid", "same", "full".
        dilation: The step from tap to tap.
        groups: Groups of channels that see only each other.
        bias: Whether there is b; or b itself.
        flip: Whether the kernel is flipped in both directions.
        padding_mode: What stands for zeros: "zeros", "reflect", "replicate" or "circular".
        weight: out × in/groups × height × width numbers or Values; else drawn.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A setting is impossible, or a given weight has another shape.

    >>> conv = Conv2d(1, 1, 2, bias=False, weight=[[[[1, 0], [0, 10]]]])
    >>> conv([[[1, 2, 3], [4, 5, 6]]])
    [[[Value(51), Value(62)]]]
    """

    sample_rank = 3
    directions = 2

    def matrix(self, height: int, width: int, output: Any = None) -> ConvMatrix:
        """The matrix A of vec(Y) = A·vec(X) + b, with the positions of a plane taken row by row."""
        return matrix_of(self, (height, width), output)


class ConvTranspose(Convolution):
    """What transposed convolutions share: each input spreads a kernel over the output."""

    transposed = True

    output_padding: Any = from_geometry("output_padding")

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Size = 0,
        output_padding: Size = 0,
        groups: int = 1,
        bias: Any = True,
        dilation: Size = 1,
        *,
        weight: Any = None,
        init: str | Initialiser = "pytorch",
        seed: int | Random | None = None,
    ) -> None:
        self.set_channels(in_channels, out_channels, groups)
        self.geometry = in_directions(
            self.directions,
            TransposedGeometry,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            output_padding=output_padding,
        )
        self.start(weight, bias, init, seed)


class ConvTranspose1d(ConvTranspose):
    """Each input spreads a kernel over the output; the matrix is the transpose of a Conv1d's:
    in_channels × L -> out_channels × (L − 1)·s − 2·padding + d·(k − 1) + output_padding + 1.

    Args:
        in_channels: Channels of the input.
        out_channels: Channels of the output.
        kernel_size: k taps.
        stride: s, how far apart neighbouring inputs spread.
        padding: Numbers taken off both ends of the output.
        output_padding: Positions added at the far end, less than stride or dilation.
        groups: Groups of channels that see only each other.
        bias: Whether there is b; or b itself.
        dilation: d, the step from tap to tap.
        weight: in × out/groups × k numbers or Values; else drawn.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A setting is impossible, or a given weight has another shape.

    >>> conv = ConvTranspose1d(1, 1, 3, bias=False, weight=[[[1, 2, 3]]])
    >>> [y.data for y in conv([[1, 10]])[0]]
    [1.0, 12.0, 23.0, 30.0]
    """

    sample_rank = 2
    directions = 1

    def matrix(self, length: int, output: Any = None) -> ConvMatrix:
        """The matrix A of vec(Y) = A·vec(X) + b for an input of a length."""
        return matrix_of(self, (length,), output)


class ConvTranspose2d(ConvTranspose):
    """ConvTranspose1d in two directions: in_channels × H × W -> out_channels × H_out × W_out, where
    each size is (L − 1)·s − 2·padding + d·(k − 1) + output_padding + 1.

    Args:
        in_channels: Channels of the input.
        out_channels: Channels of the output.
        kernel_size: Taps, one number or (height, width); so for the next three and dilation.
        stride: How far apart neighbouring inputs spread.
        padding: Numbers taken off both ends of the output.
        output_padding: Positions added at the far end, less than stride or dilation.
        groups: Groups of channels that see only each other.
        bias: Whether there is b; or b itself.
        dilation: The step from tap to tap.
        weight: in × out/groups × height × width numbers or Values; else drawn.
        init: An initialiser or its name.
        seed: Of the random numbers, or a generator.

    Raises:
        ValueError: A setting is impossible, or a given weight has another shape.

    >>> conv = ConvTranspose2d(1, 1, 2, bias=False, weight=[[[[1, 2], [3, 4]]]])
    >>> [[y.data for y in row] for row in conv([[[1, 10]]])[0]]
    [[1.0, 12.0, 20.0], [3.0, 34.0, 40.0]]
    """

    sample_rank = 3
    directions = 2

    def matrix(self, height: int, width: int, output: Any = None) -> ConvMatrix:
        """The matrix A of vec(Y) = A·vec(X) + b, with the positions of a plane taken row by row."""
        return matrix_of(self, (height, width), output)
