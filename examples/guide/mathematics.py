"""Mathematics as MathML, which browsers set themselves: the site needs no network."""

from typing import Any

from docutils.nodes import SkipNode
from latex2mathml.converter import convert

CLOSER = {
    "<mo>&#x02202;</mo>": "<mi>&#x02202;</mi>",
    "<mo>&#x0002F;</mo>": '<mo lspace="0" rspace="0">/</mo>',
    "<mo>&#x0003D;</mo><mo>&#x02212;</mo>": '<mo>=</mo><mo form="prefix">&#x02212;</mo>',
}
"""∂ as a letter, / without room around it, − as a sign: browsers set ∂L/∂x = −1 wider."""


def mathml(node: Any, display: str) -> str:
    """A formula's LaTeX as MathML."""
    text = convert(node.astext(), display=display)
    for wide, close in CLOSER.items():
        text = text.replace(wide, close)
    return text


def inline(translator: Any, node: Any) -> None:
    """Mathematics within a sentence."""
    translator.body.append(mathml(node, "inline"))
    raise SkipNode


def displayed(translator: Any, node: Any) -> None:
    """Mathematics on a line of its own."""
    translator.body.append(mathml(node, "block"))
    raise SkipNode


def setup(app: Any) -> None:
    """Make this the way in which Sphinx writes mathematics."""
    app.add_html_math_renderer(
        "mathml", inline_renderers=(inline, None), block_renderers=(displayed, None)
    )
    app.config.html_math_renderer = "mathml"
