"""How marks are distributed, as a small figure in a page."""

from collections.abc import Sequence
from statistics import mean, median

BINS = 10
WIDTH, HEIGHT = 48, 140
"""Of a column, and of the highest of them."""


def distribution(shares: Sequence[float]) -> str:
    """A histogram of shares of the marks, from 0 to 1, in tenths; the last has its end too.

    >>> figure = distribution([0.0, 0.95, 1.0])
    >>> figure.count("<rect"), "mean 65\N{NO-BREAK SPACE}%" in figure
    (2, True)
    """
    if not shares:
        return ""
    counts = [0] * BINS
    for share in shares:
        counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    told = f"{len(shares)} marked, mean {mean(shares):.0%}, median {median(shares):.0%}"
    told = told.replace("%", "\N{NO-BREAK SPACE}%")
    columns = "".join(_column(i, count, max(counts)) for i, count in enumerate(counts))
    axis = "".join(
        f'<text x="{i * WIDTH}" y="{HEIGHT + 40}" text-anchor="middle">{i * 100 // BINS}</text>'
        for i in range(BINS + 1)
    )
    return (
        f'<figure class="distribution"><svg viewBox="-20 0 {BINS * WIDTH + 60} {HEIGHT + 50}" '
        f'role="img" aria-label="{told}">{columns}'
        f'<path d="M0 {HEIGHT + 21}H{BINS * WIDTH}"/>{axis}'
        f'<text x="{BINS * WIDTH + 22}" y="{HEIGHT + 40}">%</text></svg>'
        f"<figcaption>Sheets by the share of the marks they got: {told}.</figcaption></figure>"
    )


def _column(i: int, count: int, most: int) -> str:
    """One column with its count above it, nothing where there is none."""
    if not count:
        return ""
    height = HEIGHT * count / most
    top = HEIGHT + 20 - height
    return (
        f'<rect x="{i * WIDTH + 3}" y="{top:.1f}" width="{WIDTH - 6}" height="{height:.1f}"/>'
        f'<text x="{(i + 0.5) * WIDTH:g}" y="{top - 5:.1f}" text-anchor="middle">{count}</text>'
    )
