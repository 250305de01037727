"""The pass as images: an animation, or one numbered picture for each step."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from autograd import Trace
from visualize.files import write
from visualize.film.animation import apng, gif
from visualize.picture.images import png
from visualize.picture.marks import shortened
from visualize.picture.painting import paint
from visualize.picture.staging import staged
from visualize.picture.themes import theme_named

MOST_FRAMES = 2_000


def frames(
    trace: Trace, *, theme: str = "light", digits: int | None = None, **options: Any
) -> Iterator[str]:
    """The picture after each step as SVG texts, all of the same size and layout.

    Arguments are those of `visualize.draw`.

    >>> from autograd import Value
    >>> x = Value(3.0, "x")
    >>> len(list(frames((x * x).trace())))
    7
    """
    colours = theme_named(theme)
    trace = shortened(trace, digits)
    stage = staged(trace, **options)
    return (paint(stage, stage.marks(trace, step), colours) for step in range(len(trace)))


def animation(
    trace: Trace,
    kind: str,
    *,
    seconds: float = 1.0,
    scale: float = 1.0,
    watch: Callable[[Iterable[str]], Iterable[str]] = iter,
    **options: Any,
) -> bytes:
    """The pass as "gif" or "apng", one frame for each step.

    Args:
        trace: The pass.
        kind: "gif" or "apng".
        seconds: How long each frame stands, 0.02 to 60.
        scale: How large, compared with what a browser shows; large pictures are made smaller.
        watch: Passes the frames on one by one, such as a progress bar.
        options: As for `visualize.draw`.

    Raises:
        ValueError: The pass has more than 2,000 steps.
    """
    if len(trace) > MOST_FRAMES:
        raise ValueError(
            f"an animation of {len(trace):,} steps is too long to watch; "
            f"at most {MOST_FRAMES:,} are drawn, and trace.html() steps through any number"
        )
    encode = {"gif": gif, "apng": apng}[kind]
    return encode(watch(frames(trace, **options)), seconds, scale=scale)


def save_frames(
    trace: Trace, folder: str | Path, *, kind: str = "svg", force: bool = False, **options: Any
) -> list[Path]:
    """One picture for each step in a folder: step-000.svg, step-001.svg and so on.

    Args:
        trace: The pass.
        folder: Made if it is not there.
        kind: "svg" or "png".
        force: Whether files of these names are replaced.
        options: As for `visualize.draw`.

    Raises:
        ValueError: Another kind.
        FileExistsError: A file is there and `force` is not set.
    """
    if kind not in ("svg", "png"):
        raise ValueError(f"frames are saved as svg or png, not {kind!r}")
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    digits = max(3, len(str(len(trace) - 1)))
    page = theme_named(options.get("theme", "light")).page
    return [
        write(
            folder / f"step-{step:0{digits}}.{kind}",
            svg if kind == "svg" else png(svg, background=page),
            force=force,
        )
        for step, svg in enumerate(frames(trace, **options))
    ]
