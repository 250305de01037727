"""`exercise`: a sheet to hand out with its figure, its key, and the sheet to check against."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visualize.commands.options import Force
from visualize.files import writable, write

if TYPE_CHECKING:
    from autograd.handwork import Exercise

Template = Annotated[
    str,
    typer.Argument(
        metavar="TEMPLATE",
        help="One of chain, mlp, conv1d, softmax, rnn. Or the code of an exercise, to make it "
        "again.",
    ),
]
Seed = Annotated[int, typer.Option(help="Where the numbers come from.")]
Places = Annotated[int, typer.Option("--places", "-p", help="Decimal places of every line.")]
Level = Annotated[
    str, typer.Option(help="What the sheet shows: numbers, formulas, network or mend.")
]
Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder; it is made if need be.")]


def exercise(
    template: Template,
    folder: Folder,
    seed: Seed = 0,
    places: Places = 4,
    level: Level = "numbers",
    force: Force = False,
) -> int:
    """Write an exercise: a blank sheet, its figure, its key.

    NAME.chalk and NAME.svg are to hand out, NAME-key.chalk is solved, NAME-checker.chalk is for
    `check --key`.

    Levels: numbers (formulas are given), formulas (are to be found), network (the numbers stand in
    the figure), mend (a worked sheet with one slip).

    The numbers are fit for marking: no rounding ties, and the usual slips show in the digits.

    Example: chalkgrad exercise chain --seed 7 --level formulas -o week3
    """
    from autograd.handwork import exercise as made_from
    from autograd.handwork import exercise_of
    from visualize.classroom.figures import of_exercise

    is_code = "-" in template
    made = exercise_of(template) if is_code else made_from(template, seed, places, level=level)
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        ".chalk": made.sheet,
        "-key.chalk": made.key,
        "-checker.chalk": made.checker,
        ".svg": of_exercise(made),
    }
    name = stem(made)
    paths = {writable(folder / f"{name}{end}", force=force): texts[end] for end in texts}
    for path, text in paths.items():
        typer.echo(f"wrote {write(path, text, force=force)}")
    typer.echo(f"check answers: chalkgrad check ANSWERS --key {folder / name}-checker.chalk")
    return 0


def stem(made: "Exercise") -> str:
    """How the files of an exercise are called: its code without places and check characters."""
    from autograd.handwork.exercises.codes import FIRST, read_code

    code = read_code(made.code)
    level = f"-{code.level}" if code.level != FIRST else ""
    return f"{code.template}-{code.seed}{level}"
