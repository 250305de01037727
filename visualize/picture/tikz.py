"""`tikz`: the picture of a graph for a LaTeX document, set in the document's own type."""

from typing import Any

from autograd import Trace, Value
from visualize.picture.drawing import Picture, draw


def tikz(drawn: Value | Trace | Picture, **options: Any) -> str:
    r"""A `tikzpicture` (packages tikz, amsmath) of a graph, as `draw` with the same options.

    Args:
        drawn: An output, its trace, or a picture of it.
        options: Those of `draw`: `step`, `highlight`, `rounding`, `depth` and so on.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> tikz(L).splitlines()[0]
    '\\begin{tikzpicture}[x=1bp, y=-1bp, >=stealth]'
    """
    return (drawn if isinstance(drawn, Picture) else draw(drawn, **options)).tikz
