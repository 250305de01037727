"""The picture of a graph in TikZ: the same layout as everywhere, set in the document's own type."""

from collections.abc import Iterator, Mapping

from autograd import Value, latex, text, value_formula
from autograd.ops.alphabet import latex_escape, latex_name
from visualize.picture.captions import Caption, line_centres, named_here
from visualize.picture.clusters import Card, Link
from visualize.picture.geometry import Point, Route
from visualize.picture.lettering import set_indices
from visualize.picture.marks import Marks
from visualize.picture.staging import Stage
from visualize.picture.themes import NAME, PARTIAL, Theme

DASHES = ("", "dashed", "dotted", "dash dot", "loosely dashed")
FILLS = ("node", "leaf", "group")
PAINTED = ("ink", "quiet", "outline", "wire", "value", "gradient", "partial", *FILLS)
LARGER = 1.3
"""TeX's type is that much narrower than the one the boxes were measured for."""
OUTLINES = {"leaf": "thin", "box": "thin, rounded corners=6bp", "group": "thin, double"}


def tikz_text(stage: Stage, marks: Marks, theme: Theme) -> str:
    """A `tikzpicture` of a stage with these numbers."""
    heavy_last = sorted(stage.view.links, key=lambda link: stage.stress(link) is not None)
    scale = stage.font_size / NAME
    scaled = f", scale={scale:.3g}, transform shape" if scale != 1 else ""
    start = rf"\begin{{tikzpicture}}[x=1bp, y=-1bp, >=stealth{scaled}]"
    lines = [start, *colours(theme)]
    lines += module_outlines(stage)
    for link in heavy_last:
        lines += wire(stage, link, marks)
    for card in stage.view.cards:
        lines += card_shape(stage, card, marks)
    lines.append(r"\end{tikzpicture}")
    return "\n".join(lines)


def colours(theme: Theme) -> Iterator[str]:
    """The theme's colours under names of their own."""
    for name in PAINTED:
        red, green, blue = channels(getattr(theme, name))
        yield rf"\definecolor{{chalk-{name}}}{{RGB}}{{{red},{green},{blue}}}"


def channels(colour: str) -> tuple[int, int, int]:
    """A colour such as #0072B2 as three numbers.

    >>> channels("#0072B2"), channels("#fff")
    ((0, 114, 178), (255, 255, 255))
    """
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def at(point: Point) -> str:
    """A place as TikZ writes it."""
    return f"({point.x:.1f},{point.y:.1f})"


def words(point: Point, size: float, colour: str, said: str) -> str:
    """One line of text, centred."""
    size *= 1.0 if colour == "quiet" else LARGER
    font = rf"\fontsize{{{size:.1f}}}{{{size:.1f}}}\selectfont"
    return (
        rf"\node[inner sep=0pt, text=chalk-{colour}, font={font}] at {at(point)} "
        rf"{{\strut {said}}};"
    )


def module_outlines(stage: Stage) -> Iterator[str]:
    """The outlines of open modules."""
    for place, path in enumerate(stage.view.frames):
        box = stage.places.clusters[f"c{place}"]
        left, top = box.x - box.width / 2, box.y - box.height / 2
        size = f"rectangle +({box.width:.1f},{box.height:.1f})"
        yield rf"\draw[chalk-outline, dotted, rounded corners] {at(Point(left, top))} {size};"
        yield words(Point(box.x, top + 10), PARTIAL, "quiet", latex_escape(path))


def wire(stage: Stage, link: Link, marks: Marks) -> Iterator[str]:
    """A link: its arrow, its local derivative or number of edges, the letters of its paths."""
    route: Route = stage.places.edges[link.key]
    letters = stage.stress(link)
    heavy = letters is not None or marks.active_edge in link.edges
    dash = DASHES[(ord(letters[0]) - 65) % len(DASHES)] if letters and letters != "…" else ""
    style = "chalk-ink, very thick" if heavy else "chalk-wire"
    start, *rest = route.points
    curve = "".join(
        f" .. controls {at(rest[i])} and {at(rest[i + 1])} .. {at(rest[i + 2])}"
        for i in range(0, len(rest), 3)
    )
    yield rf"\draw[->, {style}{', ' * bool(dash)}{dash}] {at(start)}{curve};"
    shown = (
        marks.partials.get(link.edges[0], "") if not link.bundled else f"{len(link.edges)} edges"
    )
    if link.weight is not None:
        yield from weight_words(stage, link, marks)
    elif shown:
        yield words(
            stage.texts[link.key], PARTIAL, "quiet" if link.bundled else "partial", number(shown)
        )
    if letters:
        middle = route.points[len(route.points) // 2]
        badge = r"circle, fill=chalk-ink, text=white, inner sep=1pt, font=\scriptsize"
        yield rf"\node[{badge}] at {at(middle)} {{{latex_escape(letters)}}};"


def weight_words(stage: Stage, link: Link, marks: Marks) -> Iterator[str]:
    """The weight on a line and its gradient, on white."""
    if link.weight is None or link.weight not in marks.values or not stage.view.is_written:
        return
    name = latex_name(set_indices(stage.view.names[link.weight]))
    said = rf"\({name} =\) {number(marks.values[link.weight])}"
    if gradient := number(marks.gradients.get(link.weight, ""), r"\partial\,"):
        said += rf"\, \textcolor{{chalk-gradient}}{{{gradient}}}"
    place = at(stage.texts[link.key])
    size = PARTIAL * LARGER
    style = rf"inner sep=1pt, fill=white, font=\fontsize{{{size:.1f}}}{{{size:.1f}}}\selectfont"
    yield rf"\node[{style}] at {place} {{\strut {said}}};"


def card_shape(stage: Stage, card: Card, marks: Marks) -> Iterator[str]:
    """A node or a closed module: its outline, and its lines of text."""
    caption, box = stage.captions[card.key], stage.places.nodes[card.key]
    stressed = card.key in stage.stressed or marks.active_node in card.nodes
    width = "very thick" if stressed else "thick" * (stage.view.graph.output in card.nodes)
    fill = {"leaf": "leaf", "group": "group"}.get(caption.shape, "node")
    style = f"draw=chalk-{'ink' if width else 'outline'}, fill=chalk-{fill}"
    if caption.shape == "circle":
        outline = f"({box.x:.1f},{box.y:.1f}) circle[radius={caption.width / 2:.1f}bp]"
        yield rf"\path[{', '.join(filter(None, (style, width)))}] {outline};"
    else:
        corner = Point(box.x - caption.width / 2, box.y - caption.height / 2)
        outline = f"{at(corner)} rectangle +({caption.width:.1f},{caption.height:.1f})"
        shape = OUTLINES[caption.shape].replace("thin", width or "thin")
        yield rf"\path[{style}, {shape}] {outline};"
    sizes = caption.sizes
    lines = card_lines(stage, card, caption, marks)
    for (said, colour), size, y in zip(lines, sizes, line_centres(sizes), strict=False):
        if size and said:
            yield words(Point(box.x, box.y + y), size, colour, said)


def card_lines(
    stage: Stage, card: Card, caption: Caption, marks: Marks
) -> Iterator[tuple[str, str]]:
    """A card's texts with their colours: name, formula, value, gradient."""
    names, node = stage.view.names, card.nodes[0]
    named = caption.shape in ("leaf", "box") and "…" not in caption.title
    title = rf"\({latex_name(set_indices(names[node]))}\)" if named else latex_escape(caption.title)
    yield title, "ink"
    yield subtitle(caption, node, names), "quiet"
    if not card.closed:
        yield number(marks.values.get(node, "")), "value"
        yield number(marks.gradients.get(node, ""), r"\partial\,"), "gradient"


def subtitle(caption: Caption, node: Value, names: Mapping[Value, str]) -> str:
    """The formula below a name; in mathematics where the picture shows it in full."""
    if node.op and node.label and caption.shape == "box":
        formula = value_formula(node, named_here(node, names))
        if text(formula).replace(" - ", " − ") == caption.subtitle:
            return rf"\({latex(formula)}\)"
    return latex_escape(caption.subtitle)


def number(shown: str, before: str = "") -> str:
    r"""A number of a picture in LaTeX, "" for none.

    >>> print(number("×(−0.5)"), number("3 + …"))
    \(\times ({-}0.5)\) \(3 + \dots\)
    """
    math = shown.replace("−", "{-}").replace("×", r"\times ").replace("none", r"\text{none}")
    math = math.replace("…", r"\dots")
    return rf"\({before}{math}\)" if shown else ""
