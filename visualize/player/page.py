"""The player's page: one HTML file that loads nothing, with its data packed inside."""

import base64
import json
import zlib
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib import resources
from string import Template
from typing import Any

from autograd import Trace
from visualize.picture.drawing import draw
from visualize.picture.images import as_image
from visualize.picture.lettering import clean
from visualize.picture.themes import THEMES, Theme
from visualize.player.data import payload
from visualize.player.joining import joined
from visualize.player.program import rules_script

ENTRY = "events"
"""The module of the scripts that starts the page; it imports the others."""
STYLES = (
    *("player", "panel", "stage", "details", "overview", "presenter", "predict", "live"),
    *("paper", "guard", "share", "embed", "language"),
)
"""The style sheets in their order: a later one has the last word."""
PACKED = 7  # of 9: a page 4 % larger, made in a seventh less time
FOLDER = resources.files("visualize.player")


def page(trace: Trace, *, depth: int | None = None, title: str = "", theme: str = "auto") -> str:
    """The player of a trace as the text of an HTML file.

    Args:
        trace: The pass. The page can also show it exactly and with 1 to 6 decimals by hand.
        depth: How many levels of modules are open at first; by default as many as can be read.
        title: A heading.
        theme: "light", "dark", or "auto" for what the reader's system prefers.

    Raises:
        ValueError: Another theme.
    """
    if theme not in ("auto", *THEMES):
        raise ValueError(f"unknown theme {theme!r}; choose auto, light or dark")
    data, svg = payload(trace, depth, title)
    packed = base64.b64encode(zlib.compress(json.dumps(data).encode(), PACKED)).decode()
    rules = rules_script(dict.fromkeys(node.op for node in trace.graph.nodes if node.op))
    script = joined(ENTRY, lambda module: rules if module == "rules" else read(f"{module}.js"))
    guard = read("guard.js")
    style = variables() + "".join(read(f"{name}.css") for name in STYLES)
    output = trace.graph.names[trace.graph.output]
    return Template(read("page.html")).substitute(
        policy=policy([guard, script], style),
        title=escape(clean(title or f"Backward pass of {output}")[:200]),
        theme=theme,
        style=style,
        guard=guard,
        svg=svg,
        data=packed,
        script=script,
    )


def read(name: str) -> str:
    """A file of this package as text."""
    return FOLDER.joinpath(name).read_text("utf-8")


def policy(scripts: Sequence[str], style: str) -> str:
    """The page's Content-Security-Policy: nothing but these scripts and this style sheet.

    Images may come from the scripts themselves (`blob:`, which nothing outside can name): a picture
    is drawn once as an image to be saved as PNG.

    >>> policy(["let x = 1;"], "p {}")
    "default-src 'none'; script-src 'sha256-..."
    """
    run = " ".join(f"'sha256-{digest(script)}'" for script in scripts)
    allowed = f"script-src {run}; style-src 'sha256-{digest(style)}'"
    return f"default-src 'none'; {allowed}; img-src blob:; base-uri 'none'; form-action 'none'"


def digest(text: str) -> str:
    """The SHA-256 of a text as a policy writes it.

    >>> digest("")
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return base64.b64encode(sha256(text.encode()).digest()).decode()


def variables() -> str:
    """The colours of both themes as CSS variables."""

    def block(theme: Theme) -> str:
        return "".join(f"--{name}:{colour};" for name, colour in vars(theme).items())

    light, dark = block(THEMES["light"]), block(THEMES["dark"])
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root[data-theme=auto]{{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
    )


def embedded(trace: Trace, *, height: int = 680, **look: Any) -> str:
    """The player as an HTML element for a notebook; several on one page do not meet.

    Behind it stands the finished picture, which shows only where the notebook is not trusted: there
    the player is taken out, and so is the mark of a template, but not what is in it.

    Args:
        trace: The pass.
        height: Of the element, in pixels.
        look: `depth`, `title` and `theme` as for `page`.
    """
    inside = escape(page(trace, **look), quote=True)
    picture = as_image(draw(trace, depth=look.get("depth")).svg)
    return (
        f'<iframe srcdoc="{inside}" sandbox="allow-scripts allow-modals allow-downloads" '
        f'title="Backward pass, step by step" loading="lazy" '
        f'style="width:100%;height:{height}px;border:0"></iframe><template>{picture}</template>'
    )
