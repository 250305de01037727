"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from autograd import Rounding
from visualize.files import write

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE[:NAME]",
        help="A Python file that defines the output (it is run: give it your own files only), or a "
        ".chalk sheet. NAME is the output; without it L, loss, output, or the only one there is.",
    ),
]
Wrt = Annotated[
    list[str] | None,
    typer.Option("--wrt", "-w", metavar="NAME", help="The node whose gradient is asked for: w3."),
]
Places = Annotated[
    int | None,
    typer.Option("--places", "-p", help="Do the pass by hand, every step rounded to this many."),
]
Mode = Annotated[str, typer.Option("--mode", help="How to round: half_up, half_even or truncate.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write; its suffix says how.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")]


def show_version(asked: bool) -> None:
    """Print the version and stop, if asked."""
    if not asked:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(f"chalkgrad {version('chalkgrad')}")
    except PackageNotFoundError:
        typer.echo("chalkgrad, not installed: run from its source")
    raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
]


def rounding(places: int | None, mode: str) -> Rounding | None:
    """The rounding that `--places` and `--mode` ask for."""
    asked = Rounding(places or 0, mode)  # type: ignore[arg-type]  # it checks
    return None if places is None else asked


def deliver(text: str, output: Path | None, force: bool) -> None:
    """Print a text, or write it to a file and say so."""
    if output is None:
        typer.echo(text)
    else:
        typer.echo(f"wrote {write(output, text, force=force)}")


def by_suffix(output: Path | None, styles: dict[str, str], default: str) -> str:
    """The style that a file's suffix stands for.

    Raises:
        ValueError: It stands for none.
    """
    if output is None:
        return default
    if output.suffix.lower() not in styles:
        raise ValueError(f"cannot write {output.name!r}: end the name in {', '.join(styles)}")
    return styles[output.suffix.lower()]
