"""`draw`, `trace`, `step`, `worked`, `paths`: what can be shown of one output."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from autograd import Trace
from autograd import paths as paths_of
from autograd.ops.alphabet import identifier
from autograd.passes.steps import trace as traced
from visualize.commands.loading import InputError, load
from visualize.commands.options import (
    File,
    Force,
    Mode,
    Output,
    Places,
    Wrt,
    by_suffix,
    deliver,
    rounding,
)
from visualize.commands.progress import waiting, watched
from visualize.files import writable, write
from visualize.picture.themes import NAME

MOVING = (".gif", ".apng")
SOLUTIONS = {".txt": "text", ".md": "markdown", ".tex": "latex"}

OneWrt = Annotated[
    str | None, typer.Option("--wrt", "-w", metavar="NAME", help="Only the paths of this node: w3.")
]
Step = Annotated[int | None, typer.Option("--step", help="Show the state after this step.")]
Depth = Annotated[int | None, typer.Option(help="How many levels of modules to open.")]
Highlight = Annotated[
    str | None, typer.Option("--highlight", help="Stress the paths of this node: w3.")
]
Theme = Annotated[str, typer.Option(help="light or dark.")]
Weights = Annotated[
    str | None,
    typer.Option(help="How weights are drawn: as nodes, or on the arrows of a network."),
]
Direction = Annotated[str, typer.Option(help="Where arrows lead: right or down.")]
FontSize = Annotated[float, typer.Option(help="The size of names in points.")]
Digits = Annotated[
    int | None, typer.Option(help="How many significant digits numbers have, without -p: 6.")
]
Title = Annotated[str, typer.Option(help="A heading.")]
Most = Annotated[int, typer.Option(help="How many paths are written out.")]
Seconds = Annotated[float, typer.Option(help="Seconds per step of a .gif or .apng.")]


def draw(
    file: File,
    output: Output = None,
    step: Step = None,
    highlight: Highlight = None,
    places: Places = None,
    mode: Mode = "half_up",
    depth: Depth = None,
    theme: Theme = "light",
    title: Title = "",
    weights: Weights = None,
    digits: Digits = None,
    direction: Direction = "right",
    font_size: FontSize = NAME,
    seconds: Seconds = 1.0,
    force: Force = False,
) -> None:
    """Draw the graph with values, gradients and local derivatives.

    The suffix of the file says how: .svg, .png, .pdf, .dot, .tikz and .tex, or .gif and .apng with
    a frame per step.

    Example: chalkgrad draw examples/trace_w3.py:L -o w3.svg --highlight w3
    """
    from visualize.film.frames import animation
    from visualize.picture.drawing import SUFFIXES
    from visualize.picture.drawing import draw as drawn

    trace = passed(file, places, mode)
    output = writable(output or Path(f"{file_name(trace)}.svg"), force=force)
    suffix = by_suffix(output, {suffix: suffix for suffix in (*SUFFIXES, *MOVING)}, "")
    along = paths_of(trace, trace.graph.node(highlight)) if highlight else None
    look: dict[str, Any] = {"highlight": along, "depth": depth, "theme": theme, "title": title}
    look |= {"weights": weights, "digits": digits, "direction": direction, "font_size": font_size}
    if suffix in MOVING:
        watch = partial(watched, total=len(trace), message="Drawing steps")
        film = animation(trace, suffix[1:], seconds=seconds, watch=watch, **look)
        typer.echo(f"wrote {write(output, film, force=force)}")
        return
    with waiting("Drawing"):
        path = drawn(trace, step=step, **look).save(output, force=force)
    typer.echo(f"wrote {path}")


def passed(file: str, places: int | None, mode: str) -> Trace:
    """The pass through the output that a command names."""
    output = load(file)
    with waiting("Computing the pass"):
        return traced(output, rounding(places, mode))


def file_name(trace: Trace) -> str:
    """The output's name as a file name."""
    return identifier(trace.graph.names[trace.graph.output])


def trace(
    file: File,
    wrt: OneWrt = None,
    places: Places = None,
    mode: Mode = "half_up",
    sentences: Annotated[bool, typer.Option(help="Sentences instead of a table.")] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Print the whole pass as a table, a row for each leaf and step.

    With -w only the paths of one node. With -o the suffix of the file says how: .txt, .md, .html or
    .tex.

    Example: chalkgrad trace examples/trace_w3.py:L -w w3 --places 4
    """
    from visualize.text.tables import Table

    run = passed(file, places, mode)
    rows = Table(run, wrt)
    if sentences:
        lines = (f"{step.index:>4}  {run.sentence(step)}" for step in rows.steps)
        deliver("\n".join(lines), output, force)
    elif output is None:
        typer.echo(rows.text())
    else:
        typer.echo(f"wrote {rows.save(output, force=force)}")


def step(
    file: File,
    places: Places = None,
    mode: Mode = "half_up",
    depth: Depth = None,
    title: Title = "",
    theme: Annotated[str, typer.Option(help="auto, light or dark.")] = "auto",
    output: Output = None,
    opened: Annotated[
        bool, typer.Option("--open", help="Show the player in the browser at once.")
    ] = False,
    force: Force = False,
) -> None:
    """Step through the pass: here, or with --open in the browser.

    Here it goes key by key; ? shows the keys. Without a terminal every step is printed.

    With --open or -o PAGE.html it is the player instead: one page that loads nothing, to present,
    to change numbers in, to be asked, to descend. Without -o it is a temporary file.

    Example: chalkgrad step examples/trace_w3.py:L --open
    """
    run = passed(file, places, mode)
    if output is None and not opened:
        from visualize.text.terminal import play

        play(run)
        return
    from visualize.player.opening import browse, save

    by_suffix(output, {".html": "html"}, "html")
    output = output and writable(output, force=force)
    with waiting("Drawing"):
        path = save(run, output, force=force, depth=depth, title=title, theme=theme)
    typer.echo(f"wrote {path}")
    if opened:
        typer.echo(browse(path))


def worked(
    file: File,
    wrt: Wrt = None,
    places: Places = None,
    mode: Mode = "half_up",
    style: Annotated[str | None, typer.Option(help="text, markdown or latex.")] = None,
    most: Most = 20,
    picture: Annotated[bool, typer.Option(help="Begin a LaTeX document with the graph.")] = True,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write out the solution, with the chain rule path by path.

    With -o the suffix of the file says how: .txt, .md or .tex (pdflatex compiles it).

    Example: chalkgrad worked examples/trace_w3.py:L -w w3 --places 4 -o w3.tex
    """
    from visualize.text.working import worked as written

    run = passed(file, places, mode)
    style = style or by_suffix(output, SOLUTIONS, "text")
    with waiting("Writing"):
        text = written(run, wrt or (), style=style, most=most, picture=picture)  # type: ignore[arg-type]  # it checks
    deliver(text.rstrip("\n") if output is None else text, output, force)


def paths(
    file: File,
    wrt: Wrt = None,
    places: Places = None,
    mode: Mode = "half_up",
    most: Most = 20,
) -> None:
    """List the paths from a node to the output, and their sum.

    The largest product comes first.

    Example: chalkgrad paths examples/trace_w3.py:L -w w3
    """
    run = passed(file, places, mode)
    if not wrt:
        raise InputError("paths begin at a node; name it with -w, such as -w w3")
    typer.echo("\n\n".join(str(paths_of(run, run.graph.node(name), most=most)) for name in wrt))
