"""Where Graphviz put things, read from the SVG it drew."""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_ROOT = re.compile(r"<svg\b[^>]*>")
_POINTS_PER = {"": 0.75, "px": 0.75, "pt": 1.0}  # CSS: 96 px = 72 pt = 1 inch


class Point(NamedTuple):
    """A place in points from the picture's upper left corner, x to the right, y down."""

    x: float
    y: float


class Box(NamedTuple):
    """The centre and the size of a node's or cluster's outline, in points."""

    x: float
    y: float
    width: float
    height: float


class Route(NamedTuple):
    """An edge's way: Bézier control points, the start and then three per piece.

    The last point is the arrow's tip.
    """

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """The size of a picture in points and, by their ids, the places of what it shows."""

    width: float
    height: float
    nodes: dict[str, Box]
    clusters: dict[str, Box]
    edges: dict[str, Route]


def size(svg: str) -> tuple[float, float]:
    """Width and height of the picture in points.

    >>> size('<svg width="96px" height="36pt"/>')
    (72.0, 36.0)
    """
    root = _ROOT.search(svg)
    found = [
        re.search(rf'\s{side}="([\d.]+)(pt|px)?"', root[0] if root else "")
        for side in ("width", "height")
    ]
    if not (found[0] and found[1]):
        raise ValueError('the SVG needs a width and a height in pt or px, such as width="96pt"')
    width, height = (float(side[1]) * _POINTS_PER[side[2] or ""] for side in found if side)
    return width, height


def positions(svg: str) -> Positions:
    """The places of all nodes, clusters and edges in an SVG drawn by Graphviz.

    >>> picture = '''<svg width="80pt" height="40pt"><g transform="translate(4 36)">
    ... <g class="node" id="n1"><ellipse cx="20" cy="-18" rx="16" ry="10"/></g></g></svg>'''
    >>> positions(picture).nodes["n1"]
    Box(x=24.0, y=18.0, width=32.0, height=20.0)
    """
    page = ElementTree.fromstring(svg).find("{*}g")
    if page is None:
        raise ValueError("the SVG was not drawn by Graphviz: it has no group of nodes and edges")
    shift = re.search(r"translate\(([^)]*)\)", page.get("transform", ""))
    dx, dy = _numbers(shift[1]) if shift else (0.0, 0.0)
    found = Positions(*size(svg), {}, {}, {})
    for group in page.iterfind(".//{*}g"):
        name, kinds = group.get("id", ""), group.get("class", "").split()
        if "edge" in kinds:
            found.edges[name] = _route(group, dx, dy)
        elif "node" in kinds:
            found.nodes[name] = _box(group, dx, dy)
        elif "cluster" in kinds:
            found.clusters[name] = _box(group, dx, dy)
    return found


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _points(shape: ElementTree.Element, dx: float, dy: float) -> list[Point]:
    """All points that a path, polygon, polyline or text names."""
    numbers = _numbers(shape.get("d") or shape.get("points") or "")
    if "x" in shape.attrib:
        numbers = [float(shape.attrib["x"]), float(shape.attrib["y"])]
    return [
        Point(round(x + dx, 2), round(y + dy, 2))
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]


def _box(group: ElementTree.Element, dx: float, dy: float) -> Box:
    """The box around all shapes and places of text in the group.

    The control points of a rounded corner lie on the box, so they need no care.
    """
    points = []
    for shape in group.iter():
        points += _points(shape, dx, dy)
        if "rx" in shape.attrib:
            x, y, rx, ry = (float(shape.attrib[name]) for name in ("cx", "cy", "rx", "ry"))
            points += [Point(x - rx + dx, y - ry + dy), Point(x + rx + dx, y + ry + dy)]
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    return Box(
        *(round(x, 3) for x in ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top))
    )


def _route(group: ElementTree.Element, dx: float, dy: float) -> Route:
    """The edge's line as drawn, its end moved to the tip of the arrow."""
    path, head = (
        [] if shape is None else _points(shape, dx, dy)
        for shape in (group.find(f".//{{*}}{tag}") for tag in ("path", "polygon"))
    )
    if path and head:
        path[-1] = max(head, key=lambda corner: math.dist(corner, path[-1]))
    return Route(tuple(path))
