"""A convolution of two channels as a matrix, its way back, and the convolution that this is.

Backwards every weight goes the way it came: B = Aᵀ. Read as a convolution, ∂L/∂X is ∂L/∂Y padded
with K − 1 = 2 zeros on both sides, under kernels with their taps reversed and their channels
swapped. That the sizes fit proves nothing yet: several paddings and kernels do. That the numbers
are those of B does.
"""

from typing import Any

from nn import BackwardView, Conv1d
from visualize.plots.comparing import matrices

QUESTION = """
X has 2 channels of 4 numbers, Y = X ∗ W has 2 of 2, with kernels of 3 taps, no padding and stride
1. Which matrix A gives vec(Y) = A·vec(X), which B gives ∂L/∂vec(X) = B·∂L/∂vec(Y), and what
convolution of ∂L/∂Y is that? W¹² leads from input 1 to output 2.
"""
GIVEN = {
    "W_in_out": {"11": [1, 2, 3], "21": [4, 5, 6], "12": [7, 8, 9], "22": [10, 11, 12]},
    "X": [[1, 2, 3, 4], [5, 6, 7, 8]],
    "dY": [[1, 10], [100, 1000]],
}
NAMES = {
    "dY": "∂L/∂Y",
    "dX": "∂L/∂X",
    "dW_out_in_tap": "∂L/∂W by output and input",
    "W_in_out": "W",
}


def layer() -> Conv1d:
    """The convolution."""
    W = GIVEN["W_in_out"]
    return Conv1d(2, 2, 3, bias=False, weight=[[W["11"], W["21"]], [W["12"], W["22"]]])


def backward() -> BackwardView:
    """The way back, in three ways."""
    return layer().backward_view(GIVEN["dY"], GIVEN["X"])


def answers() -> dict[str, Any]:
    """Forward with the matrix, backward along the edges of the graph."""
    A, view = layer().matrix(4), backward()
    y = A @ GIVEN["X"]
    return {
        "A": A.numbers,
        "Y": [y[:2], y[2:]],
        "dX": view.from_edges,
        "dW_out_in_tap": view.weight_from_edges,
    }


def closed_form() -> dict[str, Any]:
    """∂L/∂X = Aᵀ·∂L/∂Y, and the full convolution of ∂L/∂Y with W̄ⁱʲ = (w₃ʲⁱ, w₂ʲⁱ, w₁ʲⁱ)."""
    W = GIVEN["W_in_out"]
    padded = [[0, 0, *row, 0, 0] for row in GIVEN["dY"]]
    kernels = [[W[f"{i}{j}"][::-1] for j in "12"] for i in "12"]
    slides = [
        [sum(padded[j][n + t] * kernel[j][t] for j in range(2) for t in range(3)) for n in range(4)]
        for kernel in kernels
    ]
    return {"dX": slides}


def table() -> Any:
    """Each entry of ∂L/∂X as a sum over edges, and its number in three ways."""
    return backward()


def picture() -> Any:
    """A and its transpose, the kernels told apart by their tint."""
    A = layer().matrix(4)
    return matrices({"A": A, "B = Aᵀ": A.T})
