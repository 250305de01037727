"""Plots of a training: the loss curve, and what a classifier decides where in the plane.

They give matplotlib Figures, made without pyplot: a notebook shows one, and
`figure.savefig("loss.png")` writes it.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from autograd.extras import load_extra
from visualize.picture.themes import THEMES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, VERMILLION = THEMES["light"].value, THEMES["light"].gradient
INK = THEMES["light"].ink
STEPS = 60  # grid points along each side: a smooth line at a second's cost for a small network


def tinted(colour: str) -> str:
    """Two fifths of a colour on white.

    >>> tinted("#0072B2")
    '#99c7e0'
    """
    shares = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(0.4 * share + 0.6 * 255):02x}" for share in shares)


def new_figure(width: float, height: float) -> tuple["Figure", Any]:
    """An empty figure with one pair of axes.

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    kind = load_extra("visualize.plots.plot", "plots").Plot
    figure: Figure = kind((width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def loss_curve(history: Any) -> "Figure":
    """The training loss by epoch, solid, and the validation loss, dashed, on a logarithmic axis.

    The best epoch is marked where there is validation.

    Args:
        history: Has `training`, `validation` and `best_epoch`, as what `nn.fit` gives.

    Raises:
        TypeError: It has not.
    """
    if not hasattr(history, "training"):
        raise TypeError(
            f"loss_curve takes the History that nn.fit gives, got {type(history).__name__}; of "
            "losses of your own make one: nn.History(training=losses)"
        )
    figure, axes = new_figure(6.0, 3.6)
    epochs = range(1, len(history.training) + 1)
    axes.plot(epochs, history.training, color=BLUE, label="training")
    if history.validation:
        axes.plot(epochs, history.validation, color=VERMILLION, ls="--", label="validation")
        best = history.best_epoch
        lowest = history.validation[best - 1]
        axes.plot(best, lowest, "o", color=VERMILLION, label=f"best: {lowest:.3g} in epoch {best}")
    axes.legend(frameon=False)
    if min(history.training + history.validation) > 0:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(import_module("matplotlib.ticker").LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter("")
    axes.set(xlabel="epoch", ylabel="loss")
    return figure


def decision_boundary(
    model: Callable[[list[list[float]]], Sequence[Any]],
    points: Sequence[Sequence[float]],
    labels: Sequence[int],
    *,
    threshold: float = 0.0,
) -> "Figure":
    """What a classifier of two classes says everywhere around some points, and where it turns.

    Circles are label 0, triangles label 1; points on the wrong side are ringed.

    Args:
        model: Gives one score, a number or Value, for each of a list of points.
        points: Pairs of numbers.
        labels: 0 or 1 for each point.
        threshold: Scores above it mean 1: 0 for logits, ½ for probabilities.
    """
    xs, ys = (spread([point[i] for point in points]) for i in (0, 1))
    figure, axes = new_figure(6.0, 0.9 + 5.3 * (ys[-1] - ys[0]) / (xs[-1] - xs[0]))
    scores = [[float(s) - threshold for s in model([[x, y] for x in xs])] for y in ys]
    reach = max(abs(score) for row in scores for score in row) or 1.0
    levels = [reach * (i / 8 - 1) for i in range(17)]
    colors = import_module("matplotlib.colors").LinearSegmentedColormap.from_list(
        "sides", [tinted(BLUE), "white", tinted(VERMILLION)]
    )
    axes.contourf(xs, ys, scores, levels=levels, cmap=colors)
    axes.contour(xs, ys, scores, levels=[0.0], colors=INK, linewidths=1.5)
    guesses = [float(s) > threshold for s in model([list(point) for point in points])]
    for label, marker, color in ((0, "o", BLUE), (1, "^", VERMILLION)):
        own = [point for point, known in zip(points, labels, strict=True) if known == label]
        axes.scatter(*zip(*own, strict=True), marker=marker, color=color, edgecolor="white", s=40,
                     label=f"label {label}", zorder=2)  # fmt: skip
    pairs = zip(points, labels, guesses, strict=True)
    wrong = [point for point, label, guess in pairs if guess != label]
    if wrong:
        axes.scatter(*zip(*wrong, strict=True), s=110, facecolor="none", edgecolor=INK,
                     label=f"wrong: {len(wrong)} of {len(points)}", zorder=3)  # fmt: skip
    figure.legend(frameon=False, loc="outside upper center", ncols=3)
    axes.set(xlabel="x₁", ylabel="x₂", aspect="equal")
    return figure


def spread(numbers: Sequence[float]) -> list[float]:
    """Evenly spaced numbers around some, a tenth of their range beyond them."""
    low, high = min(numbers), max(numbers)
    margin = (high - low) / 10 or 1.0
    step = (high - low + 2 * margin) / (STEPS - 1)
    return [low - margin + i * step for i in range(STEPS)]
