"""Templates of exercises: small networks with drawn numbers, and the lines of their working."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple, TypeAlias


class Draft(NamedTuple):
    """An exercise before its numbers are worked out: what is given, and the lines as formulas."""

    title: str
    given: tuple[str, ...]
    lines: tuple[str, ...]


def numbers(draw: Random, count: int, low: float = -1.5, high: float = 1.5) -> list[str]:
    """Numbers of two decimals, none near 0 and no two alike in size."""
    found: list[float] = []
    while len(found) < count:
        x = round(draw.uniform(low, high), 2)
        if abs(x) > 0.15 and all(abs(abs(x) - abs(y)) > 0.02 for y in found):
            found.append(x)
    return [f"{x:g}" for x in found]


def vector(items: list[str]) -> str:
    """A vector as a sheet writes it."""
    return f"[{', '.join(items)}]"


def chain(draw: Random) -> Draft:
    """Three sigmoids: two sums feed a third; the gradient goes back along one path."""
    x, w = numbers(draw, 4), numbers(draw, 6)
    return Draft(
        "a chain of sigmoids",
        (
            f"x1, x2, x3, x4 = {', '.join(x)}",
            f"w1, w2, w3, w4, w5, w6 = {', '.join(w)}",
            f"y = {numbers(draw, 1, 0.1, 0.9)[0]}",
        ),
        (
            "S1 = x1 w1 + x2 w2",
            "s1 = sigmoid(S1)",
            "S2 = x3 w3 + x4 w4",
            "s2 = sigmoid(S2)",
            "S3 = s1 w5 + s2 w6",
            "yhat = sigmoid(S3)",
            "L = (yhat - y)^2",
            "dL/dyhat = 2(yhat - y)",
            "dyhat/dS3 = sigmoid'(S3)",
            "dL/dS3 = dL/dyhat * dyhat/dS3",
            "dL/ds2 = dL/dS3 * w6",
            "ds2/dS2 = s2(1 - s2)",
            "dL/dS2 = dL/ds2 * ds2/dS2",
            "dL/dw3 = dL/dS2 * x3",
            "dL/dw4 = dL/dS2 * x4",
            "dL/dw5 = dL/dS3 * s1",
        ),
    )


def mlp(draw: Random) -> Draft:
    """Two tanh units and a linear output; the input's gradient is a sum over two paths."""
    w, b, v = numbers(draw, 4), numbers(draw, 3, -0.8, 0.8), numbers(draw, 2)
    return Draft(
        "a small network with tanh units",
        (
            f"x1, x2 = {', '.join(numbers(draw, 2))}",
            f"w11, w12, w21, w22 = {', '.join(w)}",
            f"v1, v2 = {', '.join(v)}",
            f"b1, b2, b3 = {', '.join(b)}",
            f"t = {numbers(draw, 1)[0]}",
        ),
        (
            "z1 = w11 x1 + w12 x2 + b1",
            "z2 = w21 x1 + w22 x2 + b2",
            "h1 = tanh(z1)",
            "h2 = tanh(z2)",
            "y = v1 h1 + v2 h2 + b3",
            "L = (y - t)^2/2",
            "dL/dy = y - t",
            "dL/dh1 = dL/dy * v1",
            "dL/dh2 = dL/dy * v2",
            "dL/dz1 = dL/dh1 * tanh'(z1)",
            "dL/dz2 = dL/dh2 (1 - h2^2)",
            "dL/dw11 = dL/dz1 * x1",
            "dL/dw12 = dL/dz1 * x2",
            "dL/dw21 = dL/dz2 * x1",
            "dL/dx1 = dL/dz1 * w11 + dL/dz2 * w21",
            "dL/dv1 = dL/dy * h1",
        ),
    )


def conv1d(draw: Random) -> Draft:
    """A valid convolution, ReLU, a second kernel, and the way back with the flipped kernel."""
    return Draft(
        "a convolution and its way back",
        (
            f"x = {vector(numbers(draw, 5))}",
            f"w = {vector(numbers(draw, 3))}",
            f"u = {vector(numbers(draw, 3))}",
            f"t = {numbers(draw, 1)[0]}",
        ),
        (
            "a = correlate(x, w, valid)",
            "h = tanh(a)",
            "y = u' h",
            "L = (y - t)^2",
            "dL/dy = 2(y - t)",
            "dL/dh = u dL/dy",
            "dL/da = dL/dh .* tanh'(a)",
            "dL/dw = correlate(x, dL/da, valid)",
            "dL/dx = conv(dL/da, w, full)",
        ),
    )


def softmax_ce(draw: Random) -> Draft:
    """A linear layer, softmax and cross-entropy, and one step of gradient descent."""
    w = numbers(draw, 6)
    p = round(draw.uniform(0.15, 0.4), 2)
    return Draft(
        "softmax and cross-entropy",
        (
            f"W = [{vector(w[:2])}, {vector(w[2:4])}, {vector(w[4:])}]",
            f"b = {vector(numbers(draw, 3, -0.8, 0.8))}",
            f"x = {vector(numbers(draw, 2))}",
            f"p = [{p:g}, {0.5 - p / 2:g}, {0.5 - p / 2:g}]",
            "rate = 0.5",
        ),
        (
            "z = W x + b",
            "q = softmax(z)",
            "E = -sum(p .* ln(q))",
            "dE/dz = q - p",
            "dE/dW = dE/dz x'",
            "dE/db = dE/dz",
            "dE/dx = W' dE/dz",
            "Wnew = W - rate dE/dW",
        ),
    )


def rnn(draw: Random) -> Draft:
    """Three steps of a recurrent unit; the shared weight's gradient sums over time."""
    return Draft(
        "backpropagation through time",
        (
            f"x1, x2, x3 = {', '.join(numbers(draw, 3))}",
            f"w, u = {', '.join(numbers(draw, 2, 0.3, 1.2))}",
            f"h0, t = {', '.join(numbers(draw, 2, 0.2, 0.9))}",
        ),
        (
            "a1 = w x1 + u h0",
            "h1 = tanh(a1)",
            "a2 = w x2 + u h1",
            "h2 = tanh(a2)",
            "a3 = w x3 + u h2",
            "h3 = tanh(a3)",
            "L = (h3 - t)^2",
            "dL/dh3 = 2(h3 - t)",
            "dL/da3 = dL/dh3 (1 - h3^2)",
            "dL/dh2 = dL/da3 * u",
            "dL/da2 = dL/dh2 * tanh'(a2)",
            "dL/dh1 = dL/da2 * u",
            "dL/da1 = dL/dh1 * tanh'(a1)",
            "dL/du = dL/da1 * h0 + dL/da2 * h1 + dL/da3 * h2",
            "dL/dw = dL/da1 * x1 + dL/da2 * x2 + dL/da3 * x3",
        ),
    )


Template: TypeAlias = Callable[[Random], Draft]
"""What draws the numbers of an exercise."""

TEMPLATES: dict[str, Template] = {
    "chain": chain,
    "mlp": mlp,
    "conv1d": conv1d,
    "softmax": softmax_ce,
    "rnn": rnn,
}
"""The templates of exercises by name."""
