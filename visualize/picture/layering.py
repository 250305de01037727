"""Where the cards of a network stand: its layers in columns, each in its order, lines straight."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from visualize.picture.captions import Caption
from visualize.picture.clusters import View
from visualize.picture.edge_texts import along
from visualize.picture.geometry import Box, Point, Positions, Route
from visualize.picture.networks import columns

BETWEEN_ROWS, BETWEEN_COLUMNS = 8.0, 50.0
CLEAR = 14.0
"""How far a line that leads around cards stays away from them."""
STEEPEST = 0.13
"""How much of its height a column's distance to the next is at least, so that lines come apart."""


def in_columns(
    seen: View, captions: Mapping[str, Caption], widths: Mapping[str, float]
) -> Positions | None:
    """The places of a network's cards and lines; None where a line can only run over a card.

    Args:
        seen: The network.
        captions: The caption of each card, by its key.
        widths: The width of the text on each line, by its key.
    """
    layers: dict[int, list[str]] = {}
    for key, column in columns(seen).items():
        layers.setdefault(column, []).append(key)
    column_of = {key: column for column, keys in layers.items() for key in keys}
    tall = {column: heights(keys, captions) for column, keys in layers.items()}
    texts = dict.fromkeys(layers, 0.0)
    for link in seen.links:
        before = column_of[link.target] - 1
        texts[before] = max(texts[before], widths[link.key])
    nodes: dict[str, Box] = {}
    x = 0.0
    for column, keys in sorted(layers.items()):
        wide = max(captions[key].width for key in keys)
        y = (max(tall.values()) - tall[column]) / 2
        for key in keys:
            size = captions[key]
            nodes[key] = Box(x + wide / 2, y + size.height / 2, size.width, size.height)
            y += size.height + BETWEEN_ROWS
        steep = STEEPEST * max(tall[column], tall.get(column + 1, 0.0)) * (len(keys) > 1)
        x += wide + max(BETWEEN_COLUMNS, texts[column] + 30.0, steep)
    edges = {}
    for link in seen.links:
        source, target = nodes[link.source], nodes[link.target]
        between = [box for box in nodes.values() if source.x < box.x < target.x]
        between = [box for box in between if box not in (source, target)]
        ways = (straight(source, target), *(around(source, target, between, up) for up in (1, -1)))
        free = (way for way in ways if not is_crossed(way, between))
        if (way := next(free, None)) is None:
            return None
        edges[link.key] = way
    right = max(box.x + box.width / 2 for box in nodes.values())
    return down_to_zero(Positions(right, max(tall.values()), nodes, {}, edges))


def heights(keys: Iterable[str], captions: Mapping[str, Caption]) -> float:
    """How tall a column of cards is."""
    return sum(captions[key].height + BETWEEN_ROWS for key in keys) - BETWEEN_ROWS


def straight(source: Box, target: Box) -> Route:
    """A straight line from the right side of a card to the left side of another."""
    start = Point(source.x + source.width / 2, source.y)
    end = Point(target.x - target.width / 2, target.y)
    dx, dy = (end.x - start.x) / 3, (end.y - start.y) / 3
    thirds = (Point(start.x + i * dx, start.y + i * dy) for i in (1, 2))
    return Route((start, *thirds, end))


def around(source: Box, target: Box, between: Iterable[Box], up: int) -> Route:
    """A line above (up is 1) or below (-1) the cards between two others."""
    start = Point(source.x + source.width / 2, source.y)
    end = Point(target.x - target.width / 2, target.y)
    beyond = [box.y - up * box.height / 2 for box in between] or [start.y]
    crest = (min if up > 0 else max)(beyond) - up * CLEAR
    bend = (8 * crest - start.y - end.y) / 6  # so that a cubic's middle is at its crest
    return Route(
        (start, Point(start.x + BETWEEN_COLUMNS, bend), Point(end.x - BETWEEN_COLUMNS, bend), end)
    )


def down_to_zero(places: Positions) -> Positions:
    """The same places, moved down as far as lines reach above the picture."""
    lines = [along(route) for route in places.edges.values()]
    top = min((point.y for line in lines for point in line), default=0.0)
    bottom = max((point.y for line in lines for point in line), default=0.0)
    down = max(0.0, -top)
    return replace(
        places,
        height=down + max(places.height, bottom),
        nodes={key: box._replace(y=box.y + down) for key, box in places.nodes.items()},
        edges={
            key: Route(tuple(Point(point.x, point.y + down) for point in route.points))
            for key, route in places.edges.items()
        },
    )


def is_crossed(route: Route, boxes: Iterable[Box]) -> bool:
    """Whether a line runs over one of these cards."""
    line = along(route)
    left, right = line[0].x, line[-1].x
    return any(
        abs(point.x - box.x) < box.width / 2 and abs(point.y - box.y) < box.height / 2
        for box in boxes
        if left < box.x < right
        for point in line
    )
