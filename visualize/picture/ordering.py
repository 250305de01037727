"""Cards from top to bottom in the order in which people count them: x₁, x₂, …, w₁₁, w₁₂.

Graphviz looks for few crossings and does not care which of several equal orders it takes; often it
is the reverse one. Two changes keep its crossings and its lines: the whole picture upside down, and
leaves that change places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from visualize.picture.clusters import View
from visualize.picture.geometry import Box, Point, Positions, Route

ALIKE = 0.5
"""Sizes that differ by less than this many points are the same."""


def upright(seen: View, places: Positions) -> Positions:
    """The same places, turned upside down where more columns count upwards than downwards."""
    columns: dict[float, list[float]] = defaultdict(list)
    for card in seen.cards:
        box = places.nodes[card.key]
        columns[round(box.x)].append(box.y)
    pairs = [pair for column in columns.values() for pair in combinations(column, 2)]
    upwards = sum(later < earlier for earlier, later in pairs)
    return turned(places) if 2 * upwards > len(pairs) else places


def turned(places: Positions) -> Positions:
    """The same places upside down."""

    def box(found: Box) -> Box:
        return found._replace(y=places.height - found.y)

    def route(found: Route) -> Route:
        return Route(tuple(Point(x, places.height - y) for x, y in found.points))

    return replace(
        places,
        nodes={key: box(each) for key, each in places.nodes.items()},
        clusters={key: box(each) for key, each in places.clusters.items()},
        edges={key: route(each) for key, each in places.edges.items()},
    )


def leaves_in_order(seen: View, places: Positions) -> Positions:
    """The same places, with leaves that are used once by one node in their order."""
    nodes, edges = dict(places.nodes), dict(places.edges)
    for leaves in alike(seen, places):
        down = sorted(leaves, key=lambda pair: (places.nodes[pair[0]].y, places.nodes[pair[0]].x))
        for (card, link), (old_card, old_link) in zip(leaves, down, strict=True):
            nodes[card], edges[link] = places.nodes[old_card], places.edges[old_link]
    return replace(places, nodes=nodes, edges=edges)


def alike(seen: View, places: Positions) -> Iterator[list[tuple[str, str]]]:
    """Leaves that may change places: each with its line, those of one node and size together."""
    uses = Counter(link.source for link in seen.links)
    cards = {card.key: card for card in seen.cards}
    found: dict[tuple[object, ...], list[tuple[str, str]]] = defaultdict(list)
    order = {key: place for place, key in enumerate(cards)}
    for link in sorted(seen.links, key=lambda link: order[link.source]):
        card = cards[link.source]
        if uses[link.source] == 1 and card.nodes[0].op is None and not card.closed:
            box = places.nodes[card.key]
            size = round(box.width / ALIKE), round(box.height / ALIKE)
            found[link.target, card.place.frames, size].append((card.key, link.key))
    yield from found.values()
