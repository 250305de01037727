"""`exercise`: a sheet to hand out, its key, and the sheet to check answers against."""

from pathlib import Path
from typing import Annotated

import typer

from visualize.commands.options import Force
from visualize.files import writable, write

Template = Annotated[
    str, typer.Argument(metavar="TEMPLATE", help="One of chain, mlp, conv1d, softmax, rnn.")
]
Seed = Annotated[int, typer.Option(help="Where the numbers come from.")]
Level = Annotated[
    str, typer.Option(help="What the sheet shows: numbers, formulas, network or mend.")
]
Places = Annotated[int, typer.Option("--places", "-p", help="Decimal places of every line.")]
Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder; it is made if need be.")]


def exercise(
    template: Template,
    folder: Folder,
    seed: Seed = 0,
    places: Places = 4,
    level: Level = "numbers",
    force: Force = False,
) -> int:
    """Write an exercise: a blank sheet, its key, the checker's sheet.

    NAME.chalk is to hand out, NAME-key.chalk is solved, NAME-checker.chalk is for `check --key`.

    Levels: numbers (formulas are given), formulas (are to be found), network (the numbers stand in
    a figure), mend (a worked sheet with one slip).

    The numbers are fit for marking: no rounding ties, and the usual slips show in the digits.

    Example: chalkgrad exercise chain --seed 7 -o week3
    """
    from autograd.handwork import exercise as made_from

    made = made_from(template, seed, places, level=level)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{template}-{seed}"
    texts = {"": made.sheet, "-key": made.key, "-checker": made.checker}
    paths = {writable(folder / f"{name}{end}.chalk", force=force): texts[end] for end in texts}
    for path, text in paths.items():
        typer.echo(f"wrote {write(path, text, force=force)}")
    typer.echo(f"check answers: chalkgrad check ANSWERS --key {folder / name}-checker.chalk")
    return 0
