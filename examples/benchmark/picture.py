"""The picture of a run: ratios with their spread, and what grows on logarithmic scales."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, FuncFormatter

from examples.benchmark.tables import CONDITIONS, Record

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D", "#8C564B")
MARKERS = "osD^vPX*"
PLAIN = FuncFormatter(lambda x, _: f"{x:,g}" if x < 1 else f"{x:,.0f}")


Panel = tuple[str, Callable[[Axes], None]]


def panels(run: dict[str, Any]) -> list[Panel]:
    """A heading, and what draws below it, for everything that was measured."""
    found: list[Panel] = []
    eager = [r for r in run["races"] if r["section"] == "eager" and r["engine"] != r["base"]]
    if eager:
        found.append(("One pass, eager: times as fast as the peer", partial(ratios, races=eager)))
    for workload in ("W1", "W4"):
        races = [r for r in run["races"] if (r["section"], r["workload"]) == ("replay", workload)]
        if len({race["batch"] for race in races}) > 1:
            title = f"A batch of {workload}: times as fast as NumPy by hand"
            found.append((title, partial(replays, races=races)))
    for section, title, size in (
        ("growth", "A chain built, sent a gradient through and freed", "nodes"),
        ("surfaces", "What is shown", "nodes (check: lines)"),
    ):
        if run[section]:
            found.append((title, partial(growths, records=run[section], size=size)))
    return found


def save(run: dict[str, Any], path: Path) -> None:
    """Draw the panels into a PNG, two beside each other."""
    found = panels(run)
    rows = -(-len(found) // 2)
    figure = Figure(figsize=(13, 4.4 * max(rows, 1)), layout="constrained")
    axes = figure.subplots(max(rows, 1), 2, squeeze=False).ravel()
    for ax, (title, draw) in zip(axes, found, strict=False):
        draw(ax)
        ax.set_title(title, loc="left", fontsize=11, fontweight="bold")
        ax.spines[["top", "right"]].set_visible(False)
        ax.grid(alpha=0.25, linewidth=0.6)
    for ax in axes[len(found) :]:
        ax.axis("off")
    figure.savefig(path, dpi=120)


def whiskers(
    ax: Axes, x: Sequence[float], spreads: Sequence[Sequence[float]], **style: Any
) -> None:
    """Medians joined by a line, with a bar from quartile to quartile."""
    low, middle, high = zip(*spreads, strict=True)
    below = [m - a for m, a in zip(middle, low, strict=True)]
    above = [b - m for m, b in zip(middle, high, strict=True)]
    ax.errorbar(x, middle, yerr=[below, above], capsize=2, markersize=5, linewidth=1.4, **style)


def styles(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """A colour and a mark for each name."""
    return {
        name: {"color": COLOURS[i % 8], "marker": MARKERS[i % 8], "label": name}
        for i, name in enumerate(dict.fromkeys(names))
    }


def ratios(ax: Axes, races: Sequence[Record]) -> None:
    """A row for each workload and way of writing it, a mark for each condition."""
    rows = list(dict.fromkeys((r["workload"], r["engine"]) for r in races))[::-1]
    looks = styles([f"collector {text}" for text in CONDITIONS.values()])
    for shift, (condition, text) in zip(
        (0.24, 0.08, -0.08, -0.24), CONDITIONS.items(), strict=True
    ):
        found = [r for r in races if (r["collector"], r["steps"]) == condition]
        low, middle, high = zip(*(r["ratio"] for r in found), strict=True)
        y = [rows.index((r["workload"], r["engine"])) + shift for r in found]
        below = [m - a for m, a in zip(middle, low, strict=True)]
        above = [b - m for m, b in zip(middle, high, strict=True)]
        look = looks[f"collector {text}"] | {"linestyle": "none", "markersize": 5, "capsize": 2}
        ax.errorbar(middle, y, xerr=[below, above], **look)
    ax.set_yticks(range(len(rows)), [f"{workload}, {engine}" for workload, engine in rows])
    ax.set_xscale("log")
    ax.axvline(1, color="black", linewidth=0.8)
    ax.set_xlabel("peer's time ÷ chalkgrad's")
    ax.xaxis.set_major_formatter(PLAIN)
    ax.xaxis.set_minor_formatter("")
    ax.legend(fontsize=8, frameon=False, ncols=4, loc="upper center", bbox_to_anchor=(0.4, -0.12))


def replays(ax: Axes, races: Sequence[Record]) -> None:
    """A line for each engine over the batch."""
    shown = [r for r in races if (r["collector"], r["steps"]) == (False, 1)]
    lines(ax, shown, "engine", "batch", "ratio")
    ax.set_xlabel("batch")
    ax.set_ylabel("NumPy's time ÷ this one's")
    ax.yaxis.set_major_formatter(PLAIN)


def growths(ax: Axes, records: Sequence[Record], size: str) -> None:
    """A line for each thing over its size."""
    lines(ax, records, "what", "size", "seconds")
    ax.set_xlabel(size)
    ax.yaxis.set_major_formatter(EngFormatter("s"))


def lines(ax: Axes, records: Sequence[Record], name: str, x: str, y: str) -> None:
    """A line on logarithmic scales for each name among the records."""
    for each, look in styles([record[name] for record in records]).items():
        found = [record for record in records if record[name] == each]
        whiskers(ax, [record[x] for record in found], [record[y] for record in found], **look)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.xaxis.set_major_formatter(PLAIN)
    ax.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
