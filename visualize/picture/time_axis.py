"""The time axis below a picture whose modules are steps in time."""

from collections.abc import Iterator, Mapping

from visualize.picture.clusters import View
from visualize.picture.geometry import Box, Point, Positions
from visualize.picture.scopes import time_of
from visualize.picture.svg_parts import head, label
from visualize.picture.themes import PARTIAL, Theme

TALL = 34.0
OVERHANG = 46.0  # of the axis to the right of its last step; its name stands there


def steps_in_time(view: View, places: Positions) -> dict[int, Box]:
    """Where each step in time is drawn, closed or open; none if they belong to several modules."""
    boxes = {path: places.clusters[f"c{i}"] for i, path in enumerate(view.frames)}
    boxes |= {card.place.path: places.nodes[card.key] for card in view.cards if card.closed}
    steps = {path: time for path in boxes if (time := time_of(path)) is not None}
    owners = {path.rpartition(".")[0] for path in steps}
    return {steps[path]: boxes[path] for path in steps} if len(owners) == 1 else {}


def time_axis(steps: Mapping[int, Box], bottom: float, theme: Theme) -> Iterator[str]:
    """The axis: a line at a height, with a tick and a time below the middle of each step."""
    if not steps:
        return
    y = bottom + 8
    left = min(box.x - box.width / 2 for box in steps.values())
    right = max(box.x + box.width / 2 for box in steps.values())
    parts = [
        f'<g class="axis"><path d="M{left:.1f},{y:.1f}L{right:.1f},{y:.1f}" fill="none" '
        f'stroke="{theme.wire}" stroke-width="1.3"/>'
        f'<path class="tip" d="{head(Point(right - 9, y), Point(right, y), 1.0)}" '
        f'fill="{theme.wire}"/>'
    ]
    for time, box in sorted(steps.items()):
        parts.append(
            f'<path d="M{box.x:.1f},{y - 4:.1f}L{box.x:.1f},{y + 4:.1f}" stroke="{theme.wire}" '
            'stroke-width="1.3"/>'
            + label(box.x, y + 18, f"t = {time}", PARTIAL, theme.quiet, "module")
        )
    parts.append(label(right + 6, y + 4, "time", PARTIAL, theme.quiet, "module", "start") + "</g>")
    yield "".join(parts)
