"""Small parts of an SVG picture: a line of text, a curve, an arrow head, a letter in a disc."""

import math
from html import escape

from visualize.picture.font import text_width
from visualize.picture.geometry import Point, Route
from visualize.picture.lettering import clean
from visualize.picture.themes import PARTIAL, Theme


def escaped(text: str) -> str:
    """A text for use in SVG, whatever is in it."""
    return escape(clean(text), quote=True)


def label(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    kind: str,
    anchor: str = "middle",
    room: float = 0.0,
) -> str:
    """One line of text; the player is told of the room for it, where it may change."""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'font-size="{size:g}" fill="{colour}"'
        + (f' data-room="{room:.0f}"' if room else "")
        + f">{escaped(text)}</text>"
    )


def curve(route: Route) -> tuple[str, tuple[Point, Point]]:
    """A route as SVG path data, and the points where its arrow head begins and ends."""
    *points, tip = route.points
    before = next((p for p in reversed(points) if math.dist(p, tip) > 1), points[-1])
    length = math.dist(before, tip) or 1.0
    back = min(8.0, length)
    base = Point(
        tip.x - (tip.x - before.x) / length * back, tip.y - (tip.y - before.y) / length * back
    )
    start, *rest = points
    rest.append(base)
    data = f"M{start.x:.1f},{start.y:.1f}C" + " ".join(f"{p.x:.1f},{p.y:.1f}" for p in rest)
    return data, (base, tip)


def head(base: Point, tip: Point, scale: float) -> str:
    """An arrow head as SVG path data."""
    length = math.dist(base, tip) or 1.0
    dx, dy = (tip.x - base.x) / length, (tip.y - base.y) / length
    x, y, half = tip.x - dx * 9 * scale, tip.y - dy * 9 * scale, 3.6 * scale
    return (
        f"M{tip.x:.1f},{tip.y:.1f}L{x - dy * half:.1f},{y + dx * half:.1f} "
        f"{x + dy * half:.1f},{y - dx * half:.1f}Z"
    )


def badge(x: float, y: float, letters: str, theme: Theme) -> str:
    """The letters of the paths that run along a line, in a disc around a point."""
    wide = badge_width(letters)
    return (
        f'<rect class="badge" x="{x - wide / 2:.1f}" y="{y - 8:.1f}" width="{wide:.1f}" '
        f'height="16" rx="8" fill="{theme.ink}"/>'
        + label(x, y + 4, letters, PARTIAL, theme.page, "letter")
    )


def badge_width(letters: str) -> float:
    """How wide a badge is."""
    return max(16.0, text_width(letters, PARTIAL) + 8)
