"""The outlines of open modules, drawn around cards that were laid out without them.

Graphviz leads every wire around a cluster to the column where it enters. Without clusters a layer
looks as in a textbook: inputs in the middle, wires straight. Where modules lie one after another
their outlines do not meet, and nothing is lost; where they would, clusters are needed.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from visualize.picture.clusters import View
from visualize.picture.geometry import Box, Point, Positions, Route

ASIDE, HEAD = 9.0, 24.0
"""Room inside an outline: beside and below its content, and above it, where its name stands."""


def outlined(view: View, places: Positions) -> Positions | None:
    """The same places with the outlines of open modules; None where outlines would meet."""
    if not view.frames:
        return places
    boxes: dict[str, Box] = {}
    for path in reversed(view.frames):  # an inner one before that around it
        inside = [places.nodes[card.key] for card in view.cards if path in card.place.frames]
        inner = [boxes[other] for other in boxes if is_inside(view, other, path)]
        boxes[path] = around([*inside, *inner])
    for path, box in boxes.items():
        outside = (card for card in view.cards if path not in card.place.frames)
        if any(overlap(box, places.nodes[card.key]) for card in outside):
            return None
    for (one, box), (other, second) in combinations(boxes.items(), 2):
        nested = is_inside(view, one, other) or is_inside(view, other, one)
        if overlap(box, second) and not nested:
            return None
    return grown(places, {f"c{i}": boxes[path] for i, path in enumerate(view.frames)})


def is_inside(view: View, inner: str, outer: str) -> bool:
    """Whether one open module is inside another."""
    for card in view.cards:
        frames = card.place.frames
        if inner in frames:
            return outer in frames[: frames.index(inner)]
    return False


def around(boxes: Iterable[Box]) -> Box:
    """The outline around boxes."""
    boxes = list(boxes)
    left = min(box.x - box.width / 2 for box in boxes) - ASIDE
    right = max(box.x + box.width / 2 for box in boxes) + ASIDE
    top = min(box.y - box.height / 2 for box in boxes) - HEAD
    bottom = max(box.y + box.height / 2 for box in boxes) + ASIDE
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes overlap.

    >>> overlap(Box(0, 0, 4, 4), Box(3, 0, 4, 4)), overlap(Box(0, 0, 4, 4), Box(4, 0, 4, 4))
    (True, False)
    """
    wide, tall = one.width + other.width, one.height + other.height
    return abs(one.x - other.x) * 2 < wide and abs(one.y - other.y) * 2 < tall


def grown(places: Positions, outlines: dict[str, Box]) -> Positions:
    """Places with outlines, in a picture large enough for them."""
    boxes = outlines.values()
    dx = max(0.0, *(box.width / 2 - box.x for box in boxes))
    dy = max(0.0, *(box.height / 2 - box.y for box in boxes))
    width = dx + max(places.width, *(box.x + box.width / 2 for box in boxes))
    height = dy + max(places.height, *(box.y + box.height / 2 for box in boxes))

    def moved(box: Box) -> Box:
        return box._replace(x=box.x + dx, y=box.y + dy)

    def rerouted(route: Route) -> Route:
        return Route(tuple(Point(point.x + dx, point.y + dy) for point in route.points))

    return replace(
        places,
        width=width,
        height=height,
        nodes={key: moved(box) for key, box in places.nodes.items()},
        clusters={key: moved(box) for key, box in outlines.items()},
        edges={key: rerouted(route) for key, route in places.edges.items()},
    )
