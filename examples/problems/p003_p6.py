"""Vanishing and exploding gradients of a recurrent network.

∂h_T/∂h₀ is a product of T factors Diag(h(1 − h))·Wʰ, and h(1 − h) is at most ¼. So |Wʰ| < 4 makes
it vanish for certain, while more than 4 is needed for it to explode and does not suffice: with
Wʰ = 8 and no bias the state saturates and the gradient dies fastest of all.
"""

from typing import Any

from nn import RNNCell
from visualize.plots.comparing import sizes_by_time

QUESTION = """
hₜ = σ(Wⁱxₜ + Wʰhₜ₋₁). Why can ∂L/∂W vanish or explode over many steps? Shown for one unit, h₀ = ½,
with the input term held constant: what is ∂h_T/∂h₀?
"""
SYSTEMS = {
    "vanish": {"Wh": 1, "bias": 0},
    "edge": {"Wh": 4, "bias": -2},
    "explode": {"Wh": 8, "bias": -4},
    "alternating": {"Wh": -8, "bias": 4},
    "saturating": {"Wh": 8, "bias": 0},
}
NAMES = {
    **{name: f"Wʰ = {at['Wh']}, input {at['bias']}" for name, at in SYSTEMS.items()},
    "products": "∂h_T/∂h₀ by T",
    "prod": "∂h_T/∂h₀",
    "Wh": "Wʰ",
    "bias": "input term",
    "h0": "h₀",
}
TIMES = (1, 2, 5, 10, 20)


def unrolled(weight: float, bias: float) -> Any:
    """Twenty steps of one unit from h₀ = ½."""
    cell = RNNCell(
        1,
        1,
        nonlinearity="sigmoid",
        weight_ih=[[0]],
        weight_hh=[[weight]],
        bias_ih=[bias],
        bias_hh=[0],
    )
    return cell.unroll([[0]] * TIMES[-1], [0.5])


def answers() -> dict[str, Any]:
    """The products of the Jacobians, from the graph."""
    found = {}
    for name, system in SYSTEMS.items():
        products = [product[0][0] for product in unrolled(*system.values()).products]
        by_time = {str(T): products[T - 1] for T in TIMES}
        found[name] = {**system, "h0": 0.5, "products": by_time, "T": 20, "prod": products[19]}
    return found


def closed_form() -> dict[str, Any]:
    """Where h stays at ½ every factor is Wʰ/4: 1^T, 2^T and (−2)^T."""
    factors = {"edge": 1, "explode": 2, "alternating": -2}
    return {name: {"products": {str(T): f**T for T in TIMES}} for name, f in factors.items()}


def table() -> Any:
    """Wʰ = 8 without an input: the first states already saturate."""
    return unrolled(*SYSTEMS["saturating"].values())


def picture() -> Any:
    """The size of ∂h_T/∂h₀ by T: whether Wʰ = 8 explodes or vanishes is decided by the input."""
    shown = {name: system for name, system in SYSTEMS.items() if name != "alternating"}
    norms = {NAMES[name]: unrolled(*system.values()).norms for name, system in shown.items()}
    return sizes_by_time(norms, "|∂h_T/∂h₀|")
