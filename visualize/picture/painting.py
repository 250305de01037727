"""Our own SVG on Graphviz's places: the one step that gives ids, classes, colours and texts.

Graphviz decides where things are; everything visible is drawn here, so all layout engines look
alike. Colours are presentation attributes: they survive every converter and notebook, and the
player's style sheet overrides them by class.
"""

from collections.abc import Iterator

from autograd import Value
from autograd.ops.numerals import counted
from visualize.picture.captions import Caption, line_centres
from visualize.picture.clusters import Card, Link
from visualize.picture.font import FONT, text_width
from visualize.picture.footing import foot
from visualize.picture.geometry import Box, Point
from visualize.picture.lettering import short
from visualize.picture.marks import Marks
from visualize.picture.outlines import HEAD
from visualize.picture.staging import Stage
from visualize.picture.svg_parts import badge, badge_width, curve, escaped, head, label
from visualize.picture.themes import MARGIN, NAME, PARTIAL, Theme
from visualize.picture.time_axis import OVERHANG, TALL, steps_in_time, time_axis

CHANGING = ("value", "gradient", "inside")
DASHES = ("", "9 4", "2 4", "12 4 2 4", "5 5")


def paint(stage: Stage, marks: Marks, theme: Theme, size_in: str = "pt") -> str:
    """The picture as SVG text."""
    places = stage.places
    below = foot(stage.view, marks.caption, stage.legend, theme)
    wide = max(places.width, below.width) + 2 * MARGIN
    head = 30.0 if stage.title else 0.0
    steps = steps_in_time(stage.view, places) if stage.direction == "right" else {}
    wide = max(wide, places.width + 2 * OVERHANG * bool(steps))
    tall = places.height + 2 * MARGIN + head + below.height + TALL * bool(steps)
    wide, tall, scale = round(wide, 1), round(tall, 1), stage.font_size / NAME
    shift, digits = (wide - places.width) / 2, 1 if scale == 1 else 4
    summary = f"{len(stage.view.graph.nodes):,} nodes, {len(stage.view.graph.edges):,} edges"
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide * scale:.{digits}f}{size_in}" '
        f'height="{tall * scale:.{digits}f}{size_in}" '
        f'viewBox="0 0 {wide:.1f} {tall:.1f}" role="img" '
        f'font-family="{FONT}, Helvetica, Arial, sans-serif">',
        f"<title>{escaped(stage.title or 'Computation graph')}</title>",
        f"<desc>{summary}</desc>",
        f'<rect class="page" width="{wide:.1f}" height="{tall:.1f}" fill="{theme.page}"/>',
    ]
    if stage.title:
        body.append(label(wide / 2, 26, short(stage.title, 80), 17, theme.ink, "heading"))
    body.append(f'<g transform="translate({shift:.1f} {MARGIN + head:.1f})">')
    body += module_outlines(stage, theme)
    heavy_last = sorted(stage.view.links, key=lambda link: stage.stress(link) is not None)
    body += [wire(stage, link, marks, theme) for link in heavy_last]
    body += weight_texts(stage, marks, theme)
    body += [card_shape(stage, card, marks, theme) for card in stage.view.cards]
    body += time_axis(steps, places.height, theme)
    body += ["</g>", *below.lines(wide, tall), "</svg>"]
    return "\n".join(body)


def module_outlines(stage: Stage, theme: Theme) -> Iterator[str]:
    """The outlines of open modules, outermost first."""
    for place, path in enumerate(stage.view.frames):
        box = stage.places.clusters[f"c{place}"]
        left, top = box.x - box.width / 2, box.y - box.height / 2
        name, wide = escaped(path), max(text_width(short(path), PARTIAL) + 24, 48)
        yield (
            f'<g class="frame" id="c{place}" data-path="{name}"><title>{name}</title>'
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
            f'rx="10" fill="none" stroke="{theme.outline}" stroke-dasharray="2 3"/>'
            f'<g class="handle"><rect x="{box.x - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{HEAD:g}" rx="6" fill="none"/>'
            + label(box.x, top + 16, short(path), PARTIAL, theme.quiet, "module")
            + "</g></g>"
        )


def wire(stage: Stage, link: Link, marks: Marks, theme: Theme) -> str:
    """A link: its line, its arrow head, and on it the local derivative or the number of edges."""
    route = stage.places.edges[link.key]
    letters = stage.stress(link)
    active = marks.active_edge in link.edges
    heavy = letters is not None or active
    colour = theme.ink if heavy else theme.wire
    dash = DASHES[(ord(letters[0]) - 65) % len(DASHES)] if letters and letters != "…" else ""
    kind = "edge" + " path" * (letters is not None) + " active" * active
    names = stage.view.names
    edge = link.edges[0]
    about = f"{names[edge.operand]} → {names[edge.node]}"
    if link.bundled:
        about = shown = counted(len(link.edges), "edge")
    else:
        shown = marks.partials.get(edge, "")
    if link.weight is not None:
        about = f"{about}: {stage.named(link.weight)}"
    thin = 1.3 if stage.view.is_written else 0.8
    line, tip = curve(route)
    parts = [
        f'<g class="{kind}" id="{link.key}"><title>{escaped(about)}</title>',
        f'<path class="wire" d="{line}" fill="none" stroke="{colour}" '
        f'stroke-width="{4.2 if active else 2.8 if heavy else thin:g}"'
        + f' stroke-dasharray="{dash}"' * bool(dash)
        + "/>",
        f'<path class="tip" d="{head(*tip, 1.35 if heavy else 1.0)}" fill="{colour}"/>',
    ]
    if link.weight is None:
        place = stage.texts[link.key]
        parts.append(wire_text(place, shown, letters or "", link.bundled, theme))
    return "".join(parts) + "</g>"


def wire_text(place: Point, shown: str, letters: str, bundled: bool, theme: Theme) -> str:
    """What stands on a link: the letters of its paths, and its local derivative or edge count."""
    x, y = place.x, place.y + 0.36 * PARTIAL
    ink, kind = (theme.quiet, "count") if bundled else (theme.partial, "partial")
    if not letters:
        return label(x, y, shown, PARTIAL, ink, kind)
    left = x - (badge_width(letters) + 5 + text_width(shown, PARTIAL)) / 2
    disc = badge(left + badge_width(letters) / 2, y - 4, letters, theme)
    return disc + label(left + badge_width(letters) + 5, y, shown, PARTIAL, ink, kind, "start")


def weight_texts(stage: Stage, marks: Marks, theme: Theme) -> Iterator[str]:
    """The weights on lines and their gradients, over all lines, on a ground that clears them."""
    for link in stage.view.links if stage.view.is_written else ():
        if link.weight is None or link.weight not in marks.values:
            continue
        said = f"{short(stage.view.names[link.weight], 12)} = {marks.values[link.weight]}"
        gradient = marks.gradients.get(link.weight, "")
        told = f"∂ {gradient}" if gradient else ""
        gap = 5.0 if told else 0.0
        wide = text_width(said, PARTIAL) + gap + text_width(told, PARTIAL)
        place = stage.texts[link.key]
        left, y = place.x - wide / 2, place.y + 0.36 * PARTIAL
        yield (
            f'<g class="weight"><rect x="{left - 3:.1f}" y="{place.y - 7:.1f}" rx="3" '
            f'width="{wide + 6:.1f}" height="14" fill="{theme.page}" fill-opacity="0.85"/>'
            + label(left, y, said, PARTIAL, theme.ink, "weight", "start")
            + label(left + wide, y, told, PARTIAL, theme.gradient, "gradient", "end")
            + "</g>"
        )


def card_shape(stage: Stage, card: Card, marks: Marks, theme: Theme) -> str:
    """A node or a closed module: its outline and its texts."""
    caption, box = stage.captions[card.key], stage.places.nodes[card.key]
    active = marks.active_node in card.nodes
    on_path = card.key in stage.stressed
    output = stage.view.graph.output in card.nodes
    fill = {"leaf": theme.leaf, "group": theme.group}.get(caption.shape, theme.node)
    stroke, wide = theme.outline, 1.2
    if active or on_path or output:
        stroke, wide = theme.ink, 1.8 if output and not (active or on_path) else 2.6
    kind = f"node {caption.shape}" + " active" * active + " path" * on_path + " output" * output
    full = card.place.path if card.closed else stage.view.names[card.nodes[0]]
    path = f' data-path="{escaped(card.place.path)}"' if card.closed else ""
    return (
        f'<g class="{kind}" id="{card.key}"{path}><title>{escaped(full[:300])}</title>'
        + outline(caption, box, theme.active if active else fill, stroke, wide)
        + "".join(card_texts(caption, card, box, marks, theme))
        + "</g>"
    )


def outline(caption: Caption, box: Box, fill: str, stroke: str, wide: float) -> str:
    """The outline of a card: a circle for an unnamed op, else a box."""
    paint = f'fill="{fill}" stroke="{stroke}" stroke-width="{wide:g}"'
    if caption.shape == "circle":
        return (
            f'<circle class="body" cx="{box.x:.1f}" cy="{box.y:.1f}" '
            f'r="{caption.width / 2:.1f}" {paint}/>'
        )
    left, top = box.x - caption.width / 2, box.y - caption.height / 2
    round_by = {"leaf": 2, "box": 9, "group": 5}[caption.shape]
    size = f'width="{caption.width:.1f}" height="{caption.height:.1f}" rx="{round_by}"'
    shadow = ""
    if caption.shape == "group":  # a second sheet behind: there is more inside
        shadow = f'<rect class="body" x="{left + 4:.1f}" y="{top - 4:.1f}" {size} {paint}/>'
    return shadow + f'<rect class="body" x="{left:.1f}" y="{top:.1f}" {size} {paint}/>'


def card_texts(caption: Caption, card: Card, box: Box, marks: Marks, theme: Theme) -> Iterator[str]:
    """A card's texts: name, formula, value, gradient; the last two may be blank."""
    node: Value = card.nodes[0]
    sizes = caption.sizes
    lines = [(caption.title, theme.ink, "name"), (caption.subtitle, theme.quiet, "formula")]
    if card.closed:
        lines.append((happening(card, marks), theme.ink, "inside"))
    else:
        gradient = f"∂ {marks.gradients[node]}" if node in marks.gradients else ""
        lines.append((marks.values.get(node, ""), theme.value, "value"))
        lines.append((gradient, theme.gradient, "gradient"))
    for (shown, colour, kind), size, y in zip(lines, sizes, line_centres(sizes), strict=True):
        if size:
            room = caption.room(y, size) if kind in CHANGING else 0.0
            yield label(box.x, box.y + y + 0.36 * size, shown, size, colour, kind, room=room)


def happening(card: Card, marks: Marks) -> str:
    """What a step does inside a closed module, in short."""
    node = marks.active_node
    if node is None or node not in card.nodes:
        return ""
    shown = marks.gradients.get(node)
    name = short(node.label, 12) or "·"
    return f"∂ {name} = {shown}" if shown else f"{name} = {marks.values.get(node, '')}"
