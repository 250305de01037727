"""The player put before the reader: in the cell of a notebook, else as a file in the browser."""

import importlib
import os
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

from autograd import Trace
from autograd.ops.alphabet import identifier
from visualize.files import write
from visualize.player.page import embedded, page

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
"""On Linux one of these says that there is a browser to open; without a screen, a browser of the
terminal would take it over, and could not show the page.
"""


def play(trace: Trace, path: str | Path | None = None, *, force: bool = False, **look: Any) -> None:
    """Show the player: in a notebook below its cell, else in the browser, and print where it is.

    Args:
        trace: The pass.
        path: The file to write; by default one among the temporary files, in a notebook none.
        force: Overwrite the file if it exists.
        look: `depth`, `title` and `theme` as for `visualize.player.page.page`.
    """
    inline = in_notebook()
    if path is not None or not inline:
        path = save(trace, path, force=force, **look)
        print(f"wrote {path}" if inline else f"wrote {path}\n{browse(path)}")
    if inline:
        shown = {"text/plain": repr(trace), "text/html": embedded(trace, **look)}
        importlib.import_module("IPython.display").display(shown, raw=True)


def save(trace: Trace, path: str | Path | None, *, force: bool = False, **look: Any) -> Path:
    """Write the player and give its path; without one into a new folder of temporary files."""
    text = page(trace, **look)
    if path is None:
        name = identifier(trace.graph.names[trace.graph.output])[:60]
        path = Path(tempfile.mkdtemp(prefix="chalkgrad-")) / f"{name}.html"
    return write(path, text, force=force)


def browse(path: Path) -> str:
    """Open a page in the reader's browser; gives what to tell them."""
    seen = not sys.platform.startswith("linux") or any(os.environ.get(name) for name in SCREENS)
    if seen and webbrowser.open(path.resolve().as_uri()):
        return "opened in the browser"
    return "found no browser to open it in; open the file in one"


def in_notebook() -> bool:
    """Whether this runs in a cell of a notebook, which can show HTML."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None
