"""What changes from one frame to the next, so that only this part is drawn anew.

A frame of a pass differs from the one before by a card, a line and a sentence. `paint` gives each
of them a line of the SVG text, so what changed is found without drawing; drawing a part takes a
tenth of the time of the whole.
"""

import io
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image

from visualize.picture.font import missing_glyphs, text_width
from visualize.picture.images import PIXELS_PER_POINT, fitting_scale, png

ROOT = re.compile(
    r'(<svg xmlns="[^"]*") width="([\d.]+)pt" height="[\d.]+pt" viewBox="0 0 ([\d.]+) [\d.]+"(.*)'
)
SHIFT = re.compile(r'<g transform="translate\((-?[\d.]+) (-?[\d.]+)\)">')
CLOSING = ("</g>", "</svg>")
DRAWN = ("g", "title", "desc", "rect", "circle", "path", "text")
SIDEWAYS = {"start": 0.0, "middle": 0.5, "end": 1.0}
OVERHANG = 4.0
"""How far a stroke or a letter may reach beyond the points that are named, in points."""


class Region(NamedTuple):
    """A part of a frame: its left, top, right and bottom, in points or in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Region") -> bool:
        """Whether two parts have a place in common.

        >>> Region(0, 0, 1, 1).meets(Region(1, 0, 2, 1))
        False
        """
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


NOWHERE = Region(0, 0, 0, 0)


class Frame(NamedTuple):
    """A frame as it is written.

    Attributes:
        lines: Its lines.
        regions: The part of the picture that each draws; None if it encloses others.
        unit: How many points the numbers in it count.
    """

    lines: list[str]
    regions: list[Region | None]
    unit: float


def images(frames: Iterable[str], scale: float, max_pixels: int) -> Iterator[Image.Image]:
    """The frames as images of one size; what did not change is copied from the one before.

    Raises:
        ValueError: A frame has another size than the first one.
    """
    before: Frame | None = None
    image: Image.Image | None = None
    for number, svg in enumerate(frames, start=1):
        if image is None:
            scale = fitting_scale(svg, scale, max_pixels)
        frame = read(svg)
        regions = changed(before, frame) if before and frame else None
        if image and frame and regions is not None:
            image, factor = image.copy(), scale * PIXELS_PER_POINT * frame.unit
            for region in regions:
                pixels = aligned(region, factor, image.size)
                part = drawn(part_of(frame, pixels, factor), scale, max_pixels)
                image.paste(part, (int(pixels.left), int(pixels.top)))
        else:
            whole = drawn(svg, scale, max_pixels)
            if image and image.size != whole.size:
                raise ValueError(
                    f"frame {number} has {whole.width}x{whole.height} pixels, the first one "
                    f"{image.width}x{image.height}; draw all steps in one layout"
                )
            image = whole
        before = frame
        yield image


def drawn(svg: str, scale: float, max_pixels: int) -> Image.Image:
    """An SVG as an image."""
    return Image.open(io.BytesIO(png(svg, scale=scale, max_pixels=max_pixels))).convert("RGB")


def read(svg: str) -> Frame | None:
    """A frame as `paint` writes it; None for an SVG of another make, which is drawn whole."""
    lines = svg.split("\n")
    root = ROOT.fullmatch(lines[0])
    if not root:
        return None
    regions: list[Region | None] = [None]
    dx = dy = 0.0
    for line in lines[1:]:
        if line in CLOSING:
            dx = dy = 0.0
            regions.append(None)
        elif shift := SHIFT.fullmatch(line):
            dx, dy = float(shift[1]), float(shift[2])
            regions.append(None)
        elif (found := bounds(line)) is not None:
            left, top, right, bottom = found
            regions.append(Region(left + dx, top + dy, right + dx, bottom + dy))
        else:
            return None
    return Frame(lines, regions, float(root[2]) / float(root[3]))


@lru_cache(maxsize=20_000)
def bounds(line: str) -> Region | None:
    """The part of the picture that a line draws; None if it is not known.

    >>> bounds('<circle cx="10" cy="10" r="2"/>')
    Region(left=4.0, top=4.0, right=16.0, bottom=16.0)
    """
    try:
        element = ElementTree.fromstring(line)
    except ElementTree.ParseError:
        return None
    points: list[tuple[float, float]] = []
    for shape in element.iter():
        if shape.tag not in DRAWN or "transform" in shape.attrib or "style" in shape.attrib:
            return None
        found = corners(shape)
        if found is None:
            return None
        points += found
    if not points:
        return NOWHERE
    around_points = around([Region(x, y, x, y) for x, y in points])
    grow = (-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
    return Region(*map(add, around_points, grow))


def corners(shape: ElementTree.Element) -> list[tuple[float, float]] | None:
    """Points around a shape; none around a group or a title; None if they are not known."""

    def at(name: str) -> float:
        return float(shape.get(name, 0))

    match shape.tag:
        case "rect":
            x, y = at("x"), at("y")
            return [(x, y), (x + at("width"), y + at("height"))]
        case "circle":
            x, y, r = at("cx"), at("cy"), at("r")
            return [(x - r, y - r), (x + r, y + r)]
        case "text":
            size, said = at("font-size"), shape.text or ""
            wide = text_width(said, size) + size * len(missing_glyphs(said))
            left = at("x") - SIDEWAYS[shape.get("text-anchor", "start")] * wide
            return [(left, at("y") - size), (left + wide, at("y") + size / 2)] if said else []
        case "path":
            line = shape.get("d", "")
            if re.search(r"[^MCLZ\d\s.,-]", line):
                return None
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", line)]
            return list(zip(numbers[::2], numbers[1::2], strict=True))
    return []


def changed(before: Frame, after: Frame) -> list[Region] | None:
    """The parts in which two frames differ; None if they are not known."""
    if len(before.lines) != len(after.lines):
        return None
    places = [i for i, line in enumerate(after.lines) if line != before.lines[i]]
    found = [frame.regions[i] for i in places for frame in (before, after)]
    known = [region for region in found if region]
    if len(known) < len(found):
        return None
    return apart([region for region in known if region.left < region.right])


def apart(regions: list[Region]) -> list[Region]:
    """The same parts, with those that meet made one.

    >>> apart([Region(0, 0, 2, 2), Region(5, 0, 6, 1), Region(1, 1, 3, 3)])
    [Region(left=5, top=0, right=6, bottom=1), Region(left=0, top=0, right=3, bottom=3)]
    """
    found: list[Region] = []
    for region in regions:
        while meeting := [other for other in found if other.meets(region)]:
            found = [other for other in found if other not in meeting]
            region = around([region, *meeting])
        found.append(region)
    return found


def around(regions: list[Region]) -> Region:
    """The smallest part that holds all of these."""
    left, top, right, bottom = zip(*regions, strict=True)
    return Region(min(left), min(top), max(right), max(bottom))


def aligned(region: Region, factor: float, size: tuple[int, int]) -> Region:
    """A part in whole pixels, inside an image of this size."""
    return Region(
        max(0, math.floor(region.left * factor)),
        max(0, math.floor(region.top * factor)),
        min(size[0], math.ceil(region.right * factor)),
        min(size[1], math.ceil(region.bottom * factor)),
    )


def part_of(frame: Frame, pixels: Region, factor: float) -> str:
    """The SVG of a part of a frame, given in pixels: the lines that draw something there."""
    left, top, right, bottom = (side / factor for side in pixels)
    # a side that is a whole number of pixels might come out one longer
    wide, tall = right - left - 0.01 / factor, bottom - top - 0.01 / factor
    here = Region(left, top, right, bottom)
    box = f"{left:.6f} {top:.6f} {wide:.6f} {tall:.6f}"
    size = f'width="{wide * frame.unit:.6f}pt" height="{tall * frame.unit:.6f}pt" viewBox="{box}"'
    lines = [ROOT.sub(rf"\1 {size}\4", frame.lines[0])]
    for line, region in zip(frame.lines[1:], frame.regions[1:], strict=True):
        if region is None or region.meets(here):
            lines.append(line)
    return "\n".join(lines)
