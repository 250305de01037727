"""What a card says besides its numbers, its shape, and the room it needs."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from autograd import Op, Value, text, value_formula
from autograd.ops.notation import Call, Fraction, Infix, Prefix, Root, Spelled
from autograd.ops.numerals import counted
from autograd.writing.formula import Apply, Number, Symbol
from visualize.picture.clusters import Card
from visualize.picture.font import text_width
from visualize.picture.lettering import LONGEST, clean, set_indices, short
from visualize.picture.marks import minus
from visualize.picture.themes import FIGURE, NAME, SMALL

SYMBOLS = {"mul": "×", "sigma": "Σ", "sub": "−"}
LEADING, WIDEST = 1.22, 150.0
BLANK = "·"
"""Stands for the operand in a circle where its place must be seen: (·)², max(·, 0)."""


@dataclass(frozen=True)
class Caption:
    """A card's texts above its numbers, its shape, and its size in points.

    Attributes:
        title: Its first line.
        subtitle: Its second line, "" for none.
        shape: Its outline.
        width: In points.
        height: In points.
        sizes: The font sizes of title, subtitle, value and gradient, 0 for a line that is not kept.
    """

    title: str
    subtitle: str
    shape: Literal["leaf", "box", "circle", "group"]
    width: float
    height: float
    sizes: tuple[float, ...]

    def room(self, y: float, size: float) -> float:
        """How wide a line of text can be, by the height of its middle and its font size.

        >>> Caption("+", "", "circle", 26, 26, ()).room(10, 4)
        10.0
        """
        if self.shape != "circle":
            return self.width - 8
        return 2 * math.sqrt(max((self.width / 2) ** 2 - (abs(y) + size / 2) ** 2, 0.0))


def symbol(op: Op, node: Value) -> str:
    """An op as it stands in a circle, with the constants it uses: `×`, `tanh`, `2 −`, `(·)²`."""
    values = [isinstance(arg, Value) for arg in node.args]
    notation = op.notation
    if isinstance(notation, Call) and len(values) == 1:
        return notation.text or op.name
    sign = SYMBOLS.get(op.name, "")
    if all(values):
        match notation:
            case Infix(text=written):
                return sign or written
            case Prefix():
                return "−"
            case Fraction():
                return "÷"
            case Root():
                return "√"
            case Call() if len(values) > 2:
                return notation.text or op.name
    if isinstance(notation, Spelled) and len(values) > 2:
        return sign or op.name
    return with_constants(op, node, sign)


def with_constants(op: Op, node: Value, sign: str) -> str:
    """An op and its constants; the operand is left out beside an operator, for the arrow shows it.

    >>> x = Value(3.0)
    >>> [with_constants(y.op, y, "") for y in (x + 1, 2 + x, x / 3, x**2, 2**x)]
    ['+ 1', '2 +', '÷ 3', '(·)²', '2^(·)']
    """
    if isinstance(op.notation, Infix | Fraction):
        sign = sign or (op.notation.text if isinstance(op.notation, Infix) else "÷")
        first, second = ("" if isinstance(arg, Value) else text(Number(arg)) for arg in node.args)
        second = f"({second})" if second.startswith("-") else second
        return minus(f"{first} {sign} {second}".strip())
    args = tuple(Symbol(BLANK) if isinstance(arg, Value) else Number(arg) for arg in node.args)
    shown = minus(text(Apply(op, args)))
    if isinstance(op.notation, Call):
        return shown
    return shown.replace(f"({BLANK})", BLANK).replace(BLANK, f"({BLANK})")


def caption(
    card: Card, names: Mapping[Value, str], numbers: Iterable[str], bias: str = ""
) -> Caption:
    """The caption of a card.

    Args:
        card: The card.
        names: The graph's names.
        numbers: Every number that the card will show, so that its size is the same at every step.
        bias: What is written of a neuron's bias.
    """
    if card.closed:
        return group_caption(card)
    node = card.nodes[0]
    if node.op is None:
        title, subtitle = short(names[node]), ""
    elif bias:
        title = short(names[node] if node.label else symbol(node.op, node), 12)
        subtitle = bias
    elif node.label:
        formula = minus(text(value_formula(node, named_here(node, names))))
        title = short(names[node])
        subtitle = clean(formula) if len(formula) <= LONGEST else short(symbol(node.op, node))
    else:
        title, subtitle = short(symbol(node.op, node), 12), short(names[node])
    sizes = line_sizes(title, bool(subtitle))
    figures = max((text_width(number, FIGURE) for number in numbers), default=0.0)
    widths = (text_width(title, sizes[0]), text_width(subtitle, SMALL), figures, figures)
    tall = sum(sizes) * LEADING
    if node.op is None or node.label:
        shape: Literal["leaf", "box"] = "box" if node.op else "leaf"
        return Caption(title, subtitle, shape, max(*widths, 40) + 14, tall + 8, sizes)
    corners = zip(widths, line_centres(sizes), sizes, strict=True)
    radius = max(math.hypot(wide / 2, abs(y) + size / 2) for wide, y, size in corners)
    return Caption(title, subtitle, "circle", 2 * radius + 6, 2 * radius + 6, sizes)


def compact(card: Card, names: Mapping[Value, str], numbers: Iterable[str]) -> Caption:
    """The caption of a node among many: a low box, without a formula and without blank lines."""
    numbers = list(numbers)
    node = card.nodes[0]
    named = node.op is None or node.label
    title = short(names[node] if named else symbol(node.op, node) if node.op else "", 12)
    gradient = SMALL if any(number.startswith("∂") for number in numbers) else 0.0
    sizes = (SMALL, 0.0, SMALL, gradient)
    wide = max(text_width(shown, SMALL) for shown in (title, *numbers)) + 10
    shape: Literal["leaf", "box"] = "box" if node.op else "leaf"
    return Caption(title, "", shape, max(wide, 40), sum(sizes) * LEADING + 4, sizes)


def named_here(node: Value, names: Mapping[Value, str]) -> dict[Value, str]:
    """The names of a node and its operands as pictures write them."""
    return {each: set_indices(names[each]) for each in (node, *node.operands)}


def line_sizes(title: str, with_subtitle: bool) -> tuple[float, ...]:
    """The font sizes of a card's lines: title, subtitle, value, gradient."""
    return (NAME if len(title) < 12 else FIGURE, SMALL if with_subtitle else 0.0, FIGURE, FIGURE)


def line_centres(sizes: Sequence[float]) -> list[float]:
    """The height of each line's middle, counted from the middle of all.

    >>> line_centres([10.0, 10.0])
    [-6.1, 6.1]
    """
    tops = accumulate((size * LEADING for size in sizes), initial=-sum(sizes) * LEADING / 2)
    return [top + size * LEADING / 2 for top, size in zip(tops, sizes, strict=False)]


def matched(captions: dict[str, Caption]) -> dict[str, Caption]:
    """The same captions, with cards of one shape made equally large, except very wide ones."""
    common: dict[str, tuple[float, float]] = {}
    for each in captions.values():
        wide, tall = common.get(each.shape, (0.0, 0.0))
        if each.width <= WIDEST:
            common[each.shape] = (max(wide, each.width), max(tall, each.height))
    return {
        key: replace(
            each,
            width=max(each.width, common.get(each.shape, (0.0, 0.0))[0]),
            height=max(each.height, common.get(each.shape, (0.0, 0.0))[1]),
        )
        for key, each in captions.items()
    }


def group_caption(card: Card) -> Caption:
    """The caption of a closed module: its name, what it is, and how much is in it."""
    leaves = sum(node.op is None for node in card.nodes)
    kind = f"{card.place.kind} · " if card.place.kind else ""
    counts = kind + counted(len(card.nodes), "node")
    if leaves == len(card.nodes):
        counts = kind + counted(leaves, "leaf")
    elif leaves:
        counts += f" ({counted(leaves, 'leaf')})"
    title = short(card.place.path)
    if card.time is not None:
        title, counts = f"t = {card.time}", counted(len(card.nodes), "node")
    wide = max(text_width(title, NAME), text_width(counts, SMALL))
    return Caption(title, counts, "group", max(wide + 24, 124), 66, line_sizes(title, True)[:3])
