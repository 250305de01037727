"""Plots of gradients: an activation's derivative; sizes by layer, by time and by weight scale.

They give matplotlib Figures, like `curves`; every series has its own marker or dashes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograd import OPS, Graph, Op, Trace, Value
from visualize.picture.scopes import homes
from visualize.plots.curves import BLUE, INK, VERMILLION, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS = 601
SCALES = tuple(2 ** (i / 4) for i in range(-12, 25))
"""Weight scales from 1/8 to 64, four to the octave."""


def activation(op: Op | str, low: float = -5.0, high: float = 5.0) -> "Figure":
    """A function of one number, solid, and its derivative, dashed.

    Args:
        op: An op of one operand, or its name.
        low: Where the plot begins.
        high: Where it ends.

    Raises:
        ValueError: There is no such op of one operand, or it has no value in this range.
    """
    if not low < high:
        raise ValueError(f"a plot from {low:g} to {high:g} is empty; give the smaller number first")
    chosen = one_operand(op)
    xs = [low + (high - low) * i / (POINTS - 1) for i in range(POINTS)]
    values = [guarded(chosen.value, x) for x in xs]
    slopes = [guarded(chosen.partial, 0, (x,), y) for x, y in zip(xs, values, strict=True)]
    if all(y != y for y in values):
        raise ValueError(f"{chosen.name} has no value between {low:g} and {high:g}")
    figure, axes = new_figure(5.4, 3.6)
    axes.axhline(0, color=INK, lw=0.6)
    axes.axvline(0, color=INK, lw=0.6)
    lines = [
        axes.plot(xs, with_gaps(values), color=BLUE, lw=2, label=f"{chosen.name}(x)"),
        axes.plot(xs, with_gaps(slopes), color=VERMILLION, lw=2, ls="--", label="derivative"),
    ]
    axes.legend(handles=[line for (line,) in lines], frameon=False)
    axes.set_xlabel("x")
    return figure


def one_operand(op: Op | str) -> Op:
    """An op of one operand, by itself or by name."""
    known = sorted(name for name, other in OPS.items() if other.arity == 1)
    chosen = OPS.get(op) if isinstance(op, str) else op
    if chosen is None or chosen.arity not in (1, None):
        raise ValueError(f"no op of one number is named {op!r}; choose from {', '.join(known)}")
    return chosen


def guarded(rule: Any, *numbers: Any) -> float:
    """A rule's result, nan where it has none."""
    try:
        return float(rule(*numbers))
    except (ValueError, ArithmeticError):
        return math.nan


def with_gaps(ys: Sequence[float]) -> list[float]:
    """The same numbers, nan at a jump, so that no line is drawn where the function has none."""
    finite = [y for y in ys if math.isfinite(y)]
    most = 0.3 * (max(finite) - min(finite)) if finite else 0.0
    return [math.nan if i and abs(y - ys[i - 1]) > most > 0 else y for i, y in enumerate(ys)]


def gradient_by_layer(run: Value | Trace) -> "Figure":
    """The mean size of the gradients in each module, in forward order, on a logarithmic axis.

    Weights (leaves) are circles on a solid line, computed nodes squares on a dashed one. A mean of
    exactly 0 lies on the lower edge.

    Args:
        run: The loss, or a trace of it.

    Raises:
        ValueError: No node belongs to a module.
    """
    trace = run if isinstance(run, Trace) else run.trace()
    sizes: dict[str, tuple[list[float], list[float]]] = {}
    home_of = homes(trace.graph)
    for node in sorted(trace.graph.nodes, key=lambda node: node.op is None):  # ops in order first
        home = home_of[node]
        if home is not None:
            kinds = sizes.setdefault(home.path, ([], []))
            kinds[node.op is not None].append(abs(trace.gradients[node]))
    if not sizes:
        raise ValueError("no node of this graph belongs to a module; build it with nn, or `scope`")
    figure, axes = new_figure(1.6 + 0.9 * max(4, len(sizes)), 3.8)
    styles = (("o-", BLUE, "weights"), ("s--", VERMILLION, "nodes"))
    for kind, (style, color, label) in enumerate(styles):
        found = {i: kinds[kind] for i, kinds in enumerate(sizes.values()) if kinds[kind]}
        means = [math.fsum(gradients) / len(gradients) for gradients in found.values()]
        series(axes, list(found), means, style, color, label)
    axes.set_xticks(range(len(sizes)), list(sizes), rotation=30, ha="right")
    axes.set_ylabel("mean |gradient|")
    finish(axes)
    return figure


def gradient_by_time(
    run: Value | Trace, states: Sequence[Value | str | Sequence[Value]]
) -> "Figure":
    """The size of ∂L/∂h at each time step, on a logarithmic axis: does it vanish or explode?

    Args:
        run: The loss L, or a trace of it.
        states: The hidden state h at each time step: a node, its name, or several nodes (their
            Euclidean norm).
    """
    trace = run if isinstance(run, Trace) else run.trace()
    named = [trace.graph.node(each) if isinstance(each, str) else each for each in states]
    groups = [[state] if isinstance(state, Value) else list(state) for state in named]
    norms = [math.hypot(*(trace.gradients.get(node, 0.0) for node in group)) for group in groups]
    figure, axes = new_figure(6.0, 3.6)
    series(axes, range(1, len(norms) + 1), norms, "o-", BLUE, "hidden state")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set(xlabel="time step", ylabel="size of the gradient")
    finish(axes, legend=False)
    return figure


def gradient_by_scale(
    output: Value, weights: Sequence[Value | str], scales: Iterable[float] = SCALES
) -> "Figure":
    """The size of the gradient when all weights are scaled, both axes logarithmic.

    Large weights saturate tanh and sigmoid, and the gradient vanishes: question 000.Q1 of the
    course problem set.

    Args:
        output: The loss.
        weights: The leaves that are scaled, and whose gradient is measured, or their names.
        scales: Positive factors.
    """
    factors = [float(factor) for factor in scales]
    if min(factors, default=0.0) <= 0:
        raise ValueError("scales are positive numbers, for their axis is logarithmic")
    nodes = Graph(output).listed(weights)
    norms = [gradient_at(output, nodes, factor) for factor in factors]
    figure, axes = new_figure(6.0, 3.6)
    series(axes, factors, norms, "o-", BLUE, "gradient")
    axes.set_xscale("log")
    axes.set(xlabel="factor on all weights", ylabel="size of the gradient")
    finish(axes, legend=False)
    return figure


def gradient_at(output: Value, weights: Sequence[Value], factor: float) -> float:
    """The Euclidean norm of the gradient with all weights multiplied by a factor.

    >>> w = Value(1.0, "w")
    >>> gradient_at(w * w, [w], 3.0)
    6.0
    """
    scaled = recomputed(output, {weight: factor * weight.data for weight in weights})
    gradients = scaled[output].trace().gradients
    return math.hypot(*(gradients.get(scaled[weight], 0.0) for weight in weights))


def recomputed(output: Value, changed: Mapping[Value, float]) -> dict[Value, Value]:
    """A graph computed again with other numbers in some leaves: each old node's new one.

    Raises:
        ValueError: A changed node is no leaf of the graph.
    """
    fresh: dict[Value, Value] = {}
    for node in Graph(output).nodes:
        if node.op is None:
            fresh[node] = Value(changed.get(node, node.data), node.label)
        else:
            fresh[node] = node.op(*(fresh[a] if isinstance(a, Value) else a for a in node.args))
    for node in changed:
        if node not in fresh or node.op is not None:
            raise ValueError(f"{node!r} is no leaf of this graph; only leaves can be scaled")
    return fresh


def series(
    axes: Any, xs: Sequence[float], ys: Sequence[float], style: str, color: str, label: str
) -> None:
    """A line with markers; what is exactly 0 becomes an open triangle on the lower edge."""
    if not ys:
        return
    axes.plot(xs, [y if y > 0 else math.nan for y in ys], style, color=color, ms=5, label=label)
    zeros = [x for x, y in zip(xs, ys, strict=True) if y == 0]
    if zeros:
        axes.plot(
            zeros, [0.03] * len(zeros), "v", mfc="none", color=color, clip_on=False,
            label=f"{label}: exactly 0", transform=axes.get_xaxis_transform(),
        )  # fmt: skip


def finish(axes: Any, legend: bool = True) -> None:
    """A logarithmic axis of sizes, faint lines to read it by, a legend."""
    axes.set_yscale("log")
    axes.grid(axis="y", lw=0.4, color="0.85")
    if legend or any("exactly 0" in line.get_label() for line in axes.lines):
        axes.legend(frameon=False)
