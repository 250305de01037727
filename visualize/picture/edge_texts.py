"""Where the text of each link stands: beside its own line, and on as little else as possible.

Graphviz would keep a row of its own free for every text, which makes a layer twice as tall. So it
lays out lines alone, and each text takes the best place along its line that is still free.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, product

from visualize.picture.geometry import Box, Point, Route
from visualize.picture.outlines import overlap
from visualize.picture.themes import PARTIAL

TALL = PARTIAL + 1
SIDES = ((1, 0.0), (-1, 0.3), (0, 1.0))  # above a line, below it, on it: and what each costs
UPON = ((0, 0.0),)
STRIDE, STRIDES = 8.0, 200  # between points of a line that are looked at, and at most so many
CHOICES, TRIALS = 16, 6_000  # places along a line that are tried, and about so many in all
CELL, BLOCK = 16.0, 64.0  # of the ground: how finely lines and boxes are looked up
ON_TEXT, ON_CARD, ON_LINE, ASIDE = 40.0, 60.0, 0.7, 2.5
"""What it costs to cover a text, a card, a point of a line, and to stand at the end of a line."""
FEWEST = 3
"""With so many lines that fewer places could be tried, each text stands in the middle."""

Cell = tuple[int, int]
Sides = tuple[tuple[int, float], ...]


class Ground:
    """What is taken: the boxes of cards and texts, and how much of lines, found by their place."""

    def __init__(self) -> None:
        self.boxes: dict[Cell, list[tuple[Box, float]]] = defaultdict(list)
        self.lines: dict[Cell, float] = defaultdict(float)

    def take(self, box: Box, cost: float) -> None:
        """Mark a box as taken."""
        taken = (box, cost)
        for block in cells(box, BLOCK):
            self.boxes[block].append(taken)

    def draw(self, line: list[Point]) -> None:
        """Mark the points of a line as drawn."""
        weight = math.dist(line[0], line[1]) / STRIDE
        for x, y in line:
            self.lines[int(x // CELL), int(y // CELL)] += weight

    def cost(self, box: Box) -> float:
        """What a text in this box would cover."""
        covered: dict[Box, float] = {}
        crossed = 0.0
        drawn = self.lines.get
        for cell in cells(box, CELL):
            crossed += drawn(cell, 0.0)
        for block in cells(box, BLOCK):
            for other, cost in self.boxes.get(block, ()):
                if other not in covered and overlap(box, other):
                    covered[other] = cost
        return sum(covered.values()) + ON_LINE * crossed


def cells(box: Box, side: float) -> Iterator[Cell]:
    """The square cells of the ground, so wide, that a box reaches into."""
    x, y, width, height = box
    left, right = int((x - width / 2) // side), int((x + width / 2) // side)
    top, bottom = int((y - height / 2) // side), int((y + height / 2) // side)
    return product(range(left, right + 1), range(top, bottom + 1))


def along(route: Route, stride: float = STRIDE) -> list[Point]:
    """Points of a route in about equal steps, its ends among them.

    >>> along(Route((Point(0, 0), Point(10, 0), Point(20, 0), Point(30, 0))), stride=15)
    [Point(x=0, y=0), Point(x=15.0, y=0.0), Point(x=30.0, y=0.0)]
    """
    whole = sum(math.dist(*pair) for pair in pairwise(route.points))
    stride = max(stride, whole / STRIDES)
    points = list(route.points[:1])
    for first in range(0, len(route.points) - 1, 3):
        a, b, c, d = route.points[first : first + 4]
        length = math.dist(a, b) + math.dist(b, c) + math.dist(c, d)
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
        points += [
            Point(ax * s + bx * t + cx * u + dx * v, ay * s + by * t + cy * u + dy * v)
            for s, t, u, v in bernstein(max(1, round(length / stride)))
        ]
    return points


@cache
def bernstein(count: int) -> list[tuple[float, float, float, float]]:
    """What each control point of a cubic Bézier curve weighs at t = 1/count, 2/count, …, 1.

    >>> bernstein(2)
    [(0.125, 0.375, 0.375, 0.125), (0.0, 0.0, 0.0, 1.0)]
    """
    pairs = [(1 - i / count, i / count) for i in range(1, count + 1)]
    return [(s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t) for s, t in pairs]


def places(
    routes: Mapping[str, Route],
    widths: Mapping[str, float],
    cards: Iterable[Box],
    upon: Collection[str] = (),
) -> dict[str, Point]:
    """The middle of each link's text.

    Args:
        routes: The lines, by key.
        widths: How wide the text of each line is, by key; a line without a text is left out.
        cards: What no text should cover.
        upon: The keys of lines whose text stands on the line itself.
    """
    lines = {key: along(route) for key, route in routes.items()}
    tried = min(CHOICES, TRIALS // max(len(lines), 1))
    if tried < FEWEST:
        return {key: line[len(line) // 2] for key, line in lines.items()}
    ground = Ground()
    for card in cards:
        ground.take(card, ON_CARD)
    for line in lines.values():
        ground.draw(line)
    found = {}
    for key in sorted(widths, key=lambda key: len(lines[key])):  # a short line leaves least choice
        choices = spots(lines[key], widths[key], tried, UPON if key in upon else SIDES)
        best, _ = min(choices, key=lambda choice: ground.cost(choice[0]) + choice[1])
        ground.take(best, ON_TEXT)
        found[key] = Point(best.x, best.y)
    return found


def spots(
    line: list[Point], width: float, tried: int, sides: Sides = SIDES
) -> Iterator[tuple[Box, float]]:
    """The boxes in which a text may stand, each with what its place beside the line costs."""
    last = len(line) - 1
    for i in range(last // 8 + 1, last - last // 8, max(1, last // tried)):
        before, after = line[i - 1], line[i + 1]
        length = math.dist(before, after) or 1.0
        across = Point((after.y - before.y) / length, (before.x - after.x) / length)
        if across.y > 0:  # so that it points up
            across = Point(-across.x, -across.y)
        reach = (width * abs(across.x) + TALL * abs(across.y)) / 2 + 1
        aside = ASIDE * abs(2 * i / last - 1)
        for side, cost in sides:
            x, y = line[i].x + side * reach * across.x, line[i].y + side * reach * across.y
            yield Box(x, y, width, TALL), aside + cost
