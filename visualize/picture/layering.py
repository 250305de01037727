"""Where the cards of a network stand: its layers in columns, each in its order, lines straight."""

from collections.abc import Iterable, Mapping

from visualize.picture.captions import Caption
from visualize.picture.clusters import View
from visualize.picture.edge_texts import along
from visualize.picture.geometry import Box, Point, Positions, Route
from visualize.picture.networks import columns

BETWEEN_ROWS, BETWEEN_COLUMNS = 8.0, 50.0
STEEPEST = 0.13
"""How much of its height a column's distance to the next is at least, so that lines come apart."""


def in_columns(
    seen: View, captions: Mapping[str, Caption], widths: Mapping[str, float]
) -> Positions | None:
    """The places of a network's cards and lines; None where a line would run over a card.

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
    edges = {link.key: straight(nodes[link.source], nodes[link.target]) for link in seen.links}
    for link in seen.links:
        others = (box for key, box in nodes.items() if key not in (link.source, link.target))
        if is_crossed(edges[link.key], others):
            return None
    right = max(box.x + box.width / 2 for box in nodes.values())
    return Positions(right, max(tall.values()), nodes, {}, edges)


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
