"""Plots that put several things beside each other: losses, sizes over time, shares, matrices.

They give matplotlib Figures, like `curves`; every series has its own dashes and marker.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograd import derivative, sigmoid, softplus, squared_error
from visualize.picture.themes import THEMES
from visualize.plots.curves import BLUE, INK, VERMILLION, new_figure, tinted
from visualize.plots.gradients import finish, series

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GREEN, QUIET = THEMES["light"].partial, THEMES["light"].quiet
STYLES = (
    ("o-", BLUE),
    ("s--", VERMILLION),
    ("^:", GREEN),
    ("D-.", INK),
    ("v-", QUIET),
    ("P--", BLUE),
)
"""Marker, dashes and colour of each series."""
HUES = (BLUE, VERMILLION, GREEN, QUIET, "#E69F00", "#56B4E9", "#CC79A7")
"""Hues of what is tinted: those of the pictures, and further ones of Okabe and Ito."""
POINTS = 201


def losses_by_logit(target: float = 1.0, low: float = -10.0, high: float = 10.0) -> "Figure":
    """Cross-entropy and squared error of a sigmoid output by its logit, and their gradients.

    Where the answer is confidently wrong the gradient of the cross-entropy is −1 or 1; that of the
    squared error has died with the sigmoid's slope. Question 002.Q1 of the course problem set.

    Args:
        target: What the output should be, from 0 to 1.
        low: The logit at which the plot begins.
        high: Where it ends.
    """
    if not 0 <= target <= 1:
        raise ValueError(f"the target of a sigmoid is a number from 0 to 1, got {target:g}")
    return with_slopes(
        {
            "cross-entropy": lambda a: softplus(a) - target * a,
            "squared error": lambda a: squared_error(sigmoid(a), target),
        },
        low,
        high,
        names=("logit a", f"loss for y = {target:g}", "∂loss/∂a"),
    )


def with_slopes(
    functions: Mapping[str, Callable[[Any], Any]],
    low: float,
    high: float,
    *,
    names: tuple[str, str, str] = ("x", "value", "derivative"),
) -> "Figure":
    """Several functions of one number, and beside them the derivative of each.

    Args:
        functions: By the names they have in the legend; of one Value each.
        low: Where the plot begins.
        high: Where it ends.
        names: Of the number, of the values and of the derivatives.
    """
    if not low < high:
        raise ValueError(f"a plot from {low:g} to {high:g} is empty; give the smaller number first")
    figure, axes = new_figure(8.6, 3.6)
    axes.remove()
    left, right = figure.subplots(1, 2)
    xs = [low + (high - low) * i / (POINTS - 1) for i in range(POINTS)]
    for axes, order in ((left, 0), (right, 1)):
        axes.spines[["top", "right"]].set_visible(False)
        axes.axhline(0, color=INK, lw=0.6)
        for (name, function), (style, color) in zip(functions.items(), STYLES, strict=False):
            ys = list(map(derivative(function, order), xs))
            axes.plot(xs, ys, style[1:], color=color, lw=2, label=name)
        axes.set(xlabel=names[0], ylabel=names[1 + order])
    left.legend(frameon=False)
    return figure


def sizes_by_time(sizes: Mapping[str, Sequence[float]], ylabel: str = "size") -> "Figure":
    """Sizes at the time steps 1, 2, …, on a logarithmic axis: what vanishes, what explodes?

    Args:
        sizes: A positive number for each step, by the names the series have in the legend.
        ylabel: What they are the size of.
    """
    figure, axes = new_figure(6.0, 4.0)
    for (name, numbers), (style, color) in zip(sizes.items(), STYLES, strict=False):
        series(axes, range(1, len(numbers) + 1), numbers, style, color, name)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set(xlabel="time step", ylabel=ylabel)
    finish(axes)
    return figure


def shares(parts: Mapping[str, Mapping[str, float]], xlabel: str) -> "Figure":
    """A bar for each whole, put together of its parts, with the number written on every part.

    Args:
        parts: For each whole its parts by name; a part has one colour in all of them.
        xlabel: What is counted.
    """
    names = list(dict.fromkeys(name for whole in parts.values() for name in whole))
    figure, axes = new_figure(8.0, 1.3 + 0.6 * len(parts))
    most = max(sum(whole.values()) for whole in parts.values())
    before = [0.0] * len(parts)
    for place, name in enumerate(names):
        color = tinted(HUES[place % len(HUES)])
        sizes = [whole.get(name, 0) for whole in parts.values()]
        bars = axes.barh(range(len(parts)), sizes, left=before, color=color, ec="white", label=name)
        texts = [f"{size:,.0f}" if size > most / 14 else "" for size in sizes]
        axes.bar_label(bars, texts, label_type="center", fontsize=9)
        before = [start + size for start, size in zip(before, sizes, strict=True)]
    for row, total in enumerate(before):
        axes.text(total, row, f"  {total:,.0f}", va="center", weight="bold")
    axes.set_yticks(range(len(parts)), list(parts))
    axes.set(xlabel=xlabel, xlim=(0, 1.15 * most))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.invert_yaxis()
    figure.legend(frameon=False, loc="outside upper center", ncols=min(len(names), 7))
    return figure


def matrices(shown: Mapping[str, Any]) -> "Figure":
    """Matrices of symbols beside each other, each kind of symbol in its own tint.

    Args:
        shown: By their headings; with `symbols`, `row_names` and `column_names`, as `ConvMatrix`.
    """
    kinds: dict[str, str] = {}
    width = sum(len(matrix.column_names) + 1.5 for matrix in shown.values())
    height = max(len(matrix.row_names) for matrix in shown.values())
    figure, axes = new_figure(0.55 * width, 0.8 + 0.42 * height)
    axes.axis("off")
    left = 0.0
    for heading, matrix in shown.items():
        columns = len(matrix.column_names)
        axes.text(left + columns / 2 - 0.5, -1.8, heading, ha="center", weight="bold")
        for i, row in enumerate(matrix.symbols):
            axes.text(left - 0.8, i, matrix.row_names[i], ha="right", va="center", color=QUIET)
            for j, symbol in enumerate(row):
                color = tint_of(symbol, kinds)
                axes.fill([left + j + a for a in SIDE], [i + b for b in UP], fc=color, ec="0.85")
                axes.text(left + j, i, symbol, ha="center", va="center", fontsize=9)
        for j, name in enumerate(matrix.column_names):
            axes.text(left + j, -0.8, name, ha="center", va="center", color=QUIET)
        left += columns + 1.5
    axes.set(xlim=(-1.6, left - 1.5), ylim=(height - 0.4, -2.3))
    return figure


SIDE, UP = (-0.5, 0.5, 0.5, -0.5), (-0.5, -0.5, 0.5, 0.5)


def tint_of(symbol: str, kinds: dict[str, str]) -> str:
    """The tint of the kernel that a weight belongs to, the symbol without its index below."""
    if symbol == "0":
        return "white"
    kind = "".join(c for c in symbol if c not in "₀₁₂₃₄₅₆₇₈₉")
    return kinds.setdefault(kind, tinted(HUES[len(kinds) % len(HUES)]))
