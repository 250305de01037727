"""Back through two convolutions, valid and full.

What comes back through a valid convolution is a full one, and through a full one a valid one, both
times with the kernel flipped against the forward pass.
"""

from typing import Any

from autograd import Value, weighted_sum
from nn import Conv1d, correlate, flip
from visualize import Picture, draw

QUESTION = """
x (d numbers) goes through a convolution with w¹ (k₁ taps), ReLU, and a convolution with w² (k₂
taps), kernels not flipped. How long is a², what is ∂a²ᵢ/∂h¹ₙ, and which convolution gives ∂L/∂h¹
from ∂L/∂a²: if both convolutions are valid, and if both are full?
"""
GIVEN = {"x": [1, -2, 3, 1, -1, 2], "w1": [1, 0, -1], "w2": [2, -1]}
NAMES = {
    **{"w1": "w¹", "w2": "w²", "a1": "a¹", "h1": "h¹ = ReLU(a¹)", "a2": "a²"},
    **{"da2": "∂L/∂a² (given)", "dh1": "∂L/∂h¹", "dw2": "∂L/∂w²", "length": "length of a²"},
}


def taps(kernel: str) -> list[Value]:
    """The taps of a kernel: w¹₁, w¹₂, …."""
    return [Value(w, f"{NAMES[kernel]}{i}") for i, w in zip("₁₂₃", GIVEN[kernel], strict=False)]


def network(mode: str) -> tuple[Value, dict[str, list[Value]]]:
    """L = 1·a²₁ + 2·a²₂ + …, and the nodes it is made of."""
    first, second = (
        Conv1d(1, 1, len(GIVEN[w]), padding=mode, bias=False, weight=[[taps(w)]])
        for w in ("w1", "w2")
    )
    (a1,) = first([GIVEN["x"]])
    h1 = [node.relu() for node in a1]
    (a2,) = second([h1])
    for name, nodes in (("a¹", a1), ("h¹", h1), ("a²", a2)):
        for i, node in zip("₁₂₃₄₅₆₇₈₉", nodes, strict=False):
            node.label = f"{name}{i}"
    L = weighted_sum(0, range(1, len(a2) + 1), a2)
    L.label = "L"
    return L, {"a1": a1, "h1": h1, "a2": a2, "w2": list(second.weight[0][0])}


def answers() -> dict[str, Any]:
    """Both networks forward and backward, from ∂L/∂a² = 1, 2, 3, …."""
    found = {}
    for mode in ("valid", "full"):
        L, nodes = network(mode)
        L.backward()
        found[mode] = {name: [node.data for node in nodes[name]] for name in ("a1", "h1", "a2")}
        found[mode] |= {f"d{name}": [n.grad for n in nodes[name]] for name in ("a2", "h1", "w2")}
        found[mode]["length"] = len(nodes["a2"])
    return found


def closed_form() -> dict[str, Any]:
    """|a²| is d − k₁ − k₂ + 2 or d + k₁ + k₂ − 2; ∂L/∂h¹ = ∂L/∂a² ∗ flip(w²), full or valid."""
    d, k1, k2 = len(GIVEN["x"]), len(GIVEN["w1"]), len(GIVEN["w2"])
    lengths = {"valid": d - k1 - k2 + 2, "full": d + k1 + k2 - 2}
    other = {"valid": "full", "full": "valid"}
    back = flip(GIVEN["w2"])
    return {
        mode: {
            "length": n,
            "dh1": correlate(range(1, n + 1), back, other[mode]),
        }
        for mode, n in lengths.items()
    }


def table() -> list[list[Any]]:
    """∂a²ᵢ/∂h¹ₙ: w²ₙ₋ᵢ₊₁ if valid, w²ₙ₊ₖ₋ᵢ with k = k₂ if full, 0 where there is no such tap."""
    layer = Conv1d(1, 1, 2, bias=False, weight=[[GIVEN["w2"]]])
    full = Conv1d(1, 1, 2, padding="full", bias=False, weight=[[GIVEN["w2"]]])
    rows = []
    for kind, A in (("valid", layer.matrix(4)), ("full", full.matrix(4))):
        rows += [[f"{kind}, i = {i}", *row] for i, row in enumerate(A.symbols, 1)]
    return [["", "n = 1", "n = 2", "n = 3", "n = 4"], *rows]


def picture() -> Picture:
    """Both convolutions valid: three of the four ReLU are shut, and let nothing back."""
    return draw(network("valid")[0].trace())
