"""Mathematics as MathML, which browsers set themselves: the site needs no network."""

from typing import Any

from docutils.nodes import SkipNode
from latex2mathml.converter import convert


def inline(translator: Any, node: Any) -> None:
    """Mathematics within a sentence."""
    translator.body.append(convert(node.astext()))
    raise SkipNode


def displayed(translator: Any, node: Any) -> None:
    """Mathematics on a line of its own."""
    translator.body.append(convert(node.astext(), display="block"))
    raise SkipNode


def setup(app: Any) -> None:
    """Make this the way in which Sphinx writes mathematics."""
    app.add_html_math_renderer(
        "mathml", inline_renderers=(inline, None), block_renderers=(displayed, None)
    )
    app.config.html_math_renderer = "mathml"
