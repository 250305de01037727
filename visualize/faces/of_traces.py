"""The pictures and the page that a `Trace` gains as methods."""

from pathlib import Path
from typing import Any

from autograd import Trace, Value
from visualize.files import write
from visualize.film.frames import animation, save_frames
from visualize.picture.drawing import Picture
from visualize.picture.drawing import draw as draw_it
from visualize.player import opening
from visualize.player.page import embedded, page


def draw(self: Trace, **options: Any) -> Picture:
    """The picture of the pass, or of one `step` of it; see `visualize.draw`."""
    return draw_it(self, **options)


def svg(self: Trace, **options: Any) -> str:
    """The picture as SVG text; options as for `visualize.draw`."""
    return draw_it(self, **options).svg


def html(self: Trace, path: str | Path, *, force: bool = False, **options: Any) -> Path:
    """Write the player, one page that loads nothing; see `visualize.player.page.page`."""
    return write(path, page(self, **options), force=force)


def play(self: Value | Trace, path: str | Path | None = None, **options: Any) -> None:
    """Show the player in the browser, or below a notebook's cell; see `visualize.player.opening`.

    A node shows its pass, exactly; for one by hand write `node.trace(Rounding(4)).play()`.
    """
    opening.play(self if isinstance(self, Trace) else self.trace(), path, **options)


def gif(self: Trace, path: str | Path, *, force: bool = False, **options: Any) -> Path:
    """Write an animated GIF, one frame for each step; see `visualize.film.frames.animation`."""
    return write(path, animation(self, "gif", **options), force=force)


def apng(self: Trace, path: str | Path, *, force: bool = False, **options: Any) -> Path:
    """Write an animated PNG, one frame for each step; see `visualize.film.frames.animation`."""
    return write(path, animation(self, "apng", **options), force=force)


def frames(self: Trace, folder: str | Path, **options: Any) -> list[Path]:
    """Write one numbered picture for each step; see `visualize.film.frames.save_frames`."""
    return save_frames(self, folder, **options)


def save(self: Trace, path: str | Path, *, force: bool = False, **options: Any) -> Path:
    """Write the pass to a file; the suffix says how.

    html is the player, gif and apng an animation; svg, png, pdf, dot, tikz and tex the finished
    picture.

    Raises:
        ValueError: Another suffix.
        FileExistsError: The file exists and `force` is not set.
    """
    kind = Path(path).suffix.lower()
    moving = {".html": html, ".gif": gif, ".apng": apng}
    if kind in moving:
        return moving[kind](self, path, force=force, **options)
    return draw_it(self, **options).save(path, force=force)


def _repr_html_(self: Trace) -> str:
    return embedded(self)
