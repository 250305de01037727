"""The ops that losses are drawn with: each one node, as a textbook writes it."""

import math
from typing import Any

from autograd import clip, log, op, relu, sigmoid, softplus
from autograd.ops.constants import Constant
from autograd.ops.many import added
from autograd.ops.notation import Call, Spelled


def spelled_total(*xs: Any) -> Any:
    """x₁ + x₂ + … written out."""
    whole = xs[0]
    for x in xs[1:]:
        whole = whole + x
    return whole


@op(
    lambda i, xs, y: 1.0,
    variadic=True,
    notation=Spelled(spelled_total),
    samples=((1.0, -2.0, 3.5), (0.4,)),
    domain="at least one operand",
)
def total(*xs: Any) -> Any:
    """The sum of its operands as one node; every local derivative is 1.

    >>> total(1, 2, 3.5)
    6.5
    """
    return added(xs)


def one_of(n: int) -> Constant:
    """1/n, which formulas write as a fraction."""
    return Constant(1 / n, text=f"1/{n}", latex=rf"\frac{{1}}{{{n}}}", python=f"(1 / {n})")


@op(
    lambda i, xs, y: one_of(len(xs)),
    variadic=True,
    notation=Spelled(lambda *xs: spelled_total(*xs) / len(xs)),
    samples=((1.0, -2.0, 3.5), (0.4,)),
    domain="at least one operand",
)
def mean(*xs: Any) -> Any:
    """The mean of its n operands as one node; every local derivative is 1/n.

    >>> mean(1, 2, 6)
    3.0
    """
    return added(xs) / len(xs)


@op(
    lambda prediction, target, loss: prediction - target,
    lambda prediction, target, loss: target - prediction,
    notation=Spelled(lambda prediction, target: (prediction - target) ** 2 / 2),
    samples=((0.6, 0.5), (-1.0, 2.0)),
)
def half_squared_error(prediction: Any, target: Any) -> Any:
    """½(prediction − target)²; ∂/∂prediction = prediction − target, which is what the ½ is for.

    >>> half_squared_error(3, 1)
    2.0
    """
    return (prediction - target) * (prediction - target) / 2


@op(
    lambda prediction, target, delta, loss: clip(prediction - target, -delta, delta),
    lambda prediction, target, delta, loss: -clip(prediction - target, -delta, delta),
    lambda prediction, target, delta, loss: (
        relu(prediction - target - delta) + relu(target - prediction - delta)
    ),
    notation=Call("huber", r"\operatorname{huber}"),
    samples=((0.6, 0.5, 1.0), (-1.0, 2.0, 0.5), (3.0, 0.5, 1.5)),
    domain="a delta above 0",
)
def huber(prediction: Any, target: Any, delta: Any = 1.0) -> Any:
    """½d² for a difference d of at most delta, beyond it the line δ(|d| − ½δ) that goes on there.

    ∂/∂prediction = d held between −δ and δ, so that an outlier pulls no more than at δ.

    >>> huber(1.5, 1), huber(5, 1)
    (0.125, 3.5)
    """
    if not delta > 0:
        raise ValueError(f"delta is a number above 0, got {delta}")
    difference = prediction - target
    held = min(max(difference, -delta), delta)
    return held * (difference - held / 2)


@op(
    lambda p, y, loss: (p - y) / (p * (1 - p)),
    lambda p, y, loss: log(1 - p) - log(p),
    notation=Spelled(lambda p, y: -(y * log(p) + (1 - y) * log(1 - p))),
    samples=((0.8, 1.0), (0.3, 0.0), (0.6, 0.25)),
    domain="a probability strictly between 0 and 1",
)
def bce(p: Any, y: Any) -> Any:
    """−(y ln p + (1 − y) ln(1 − p)), the binary cross-entropy of a probability p and a target y.

    ∂/∂p = (p − y)/(p(1 − p)).

    >>> round(bce(0.5, 1), 4)
    0.6931
    """
    return -(y * math.log(p) + (1 - y) * math.log1p(-p))


@op(
    lambda z, y, loss: sigmoid(z) - y,
    lambda z, y, loss: -z,
    notation=Spelled(lambda z, y: softplus(z) - y * z),
    samples=((2.0, 1.0), (-1.5, 1.0), (0.7, 0.25)),
)
def bce_with_logits(z: Any, y: Any) -> Any:
    """softplus(z) − y·z: the binary cross-entropy of σ(z) and y; ∂/∂z = σ(z) − y.

    Computed as max(z, 0) − y·z + ln(1 + e^(−|z|)), so it is exact for any logit z.

    >>> bce_with_logits(1000, 0), bce_with_logits(1000, 1)
    (1000.0, 0.0)
    """
    return max(z, 0.0) - y * z + math.log1p(math.exp(-abs(z)))
