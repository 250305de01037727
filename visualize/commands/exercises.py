"""`exercise`: a sheet to hand out with its figure, its key, and the sheet to check against."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visualize.commands.loading import PYTHON, InputError, load, target
from visualize.commands.options import Force
from visualize.commands.progress import watched
from visualize.files import writable, write

if TYPE_CHECKING:
    from autograd.handwork import Exercise
    from autograd.handwork.exercises.templates import Template as TemplateRule
    from visualize.classroom.handouts import Handout

Template = Annotated[
    str,
    typer.Argument(
        metavar="TEMPLATE",
        help="One of chain, mlp, conv1d, softmax, rnn. Or a network of your own: a sheet, or "
        "FILE.py:NAME (it is run). Or the code of an exercise, to make it again.",
    ),
]
Seed = Annotated[int, typer.Option(help="Where the numbers come from.")]
Places = Annotated[int, typer.Option("--places", "-p", help="Decimal places of every line.")]
Level = Annotated[
    str, typer.Option(help="What the sheet shows: numbers, formulas, network or mend.")
]
Folder = Annotated[Path, typer.Option("--output", "-o", help="The folder; it is made if need be.")]
Roster = Annotated[
    Path | None,
    typer.Option(metavar="NAMES.csv", help="A class list: everybody gets numbers of their own."),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="Sheets and keys as PDF too, to print.")]
Jobs = Annotated[int, typer.Option(help="How many processes make them; 0 is one a core.")]


def exercise(
    template: Template,
    folder: Folder,
    seed: Seed = 0,
    places: Places = 4,
    level: Level = "numbers",
    roster: Roster = None,
    pdf: Pdf = False,
    jobs: Jobs = 0,
    force: Force = False,
) -> int:
    """Write an exercise: a blank sheet, its figure, its key.

    NAME.chalk and NAME.svg are to hand out, NAME-key.chalk is solved, NAME-checker.chalk is for
    `check --key`. With --roster each person has one in the folders sheets, keys and checkers.

    Levels: numbers (formulas are given), formulas (are to be found), network (the numbers stand in
    the figure), mend (a worked sheet with one slip).

    The numbers are fit for marking: no rounding ties, and the usual slips show in the digits. The
    code on a sheet leads back to its exercise.

    Example: chalkgrad exercise chain --level formulas --roster names.csv --pdf -o week3
    """
    from autograd.handwork import exercise as made_from
    from autograd.handwork import exercise_of
    from visualize.classroom.class_folder import LIST

    template, templates = named(template)
    if roster is not None:
        if folder.is_dir():
            writable(folder / LIST, force=force)  # before the work
        made_from(template, seed, places, level=level, templates=templates)  # what fails fails here
        made = for_class(roster, template, templates, places, level, seed, jobs)
        return written_class(made, folder, pdf, force)
    if "-" in template:
        return written_one(exercise_of(template), folder, pdf, force)
    one = made_from(template, seed, places, level=level, templates=templates)
    return written_one(one, folder, pdf, force)


def named(template: str) -> "tuple[str, Mapping[str, TemplateRule]]":
    """The name of a template and the templates there are, one of the person's own among them."""
    from autograd.handwork.exercises.graph_sheets import sheet_of
    from autograd.handwork.exercises.own import own_template
    from autograd.handwork.exercises.templates import TEMPLATES
    from autograd.handwork.language.reading import read_file

    if "." not in template:
        return template, TEMPLATES
    path = target(template).path
    is_python = path.suffix.lower() == PYTHON
    sheet = sheet_of(load(template), path.stem) if is_python else read_file(path)
    name = re.sub(r"\W", "", path.stem, flags=re.ASCII).lower()
    name = name if name[:1].isalpha() and name not in TEMPLATES else f"own{name}"
    return name, {name: own_template(sheet)}


def written_one(made: "Exercise", folder: Path, pdf: bool, force: bool) -> int:
    """Write the files of one exercise."""
    from visualize.classroom.figures import of_exercise
    from visualize.classroom.paper import Sheet, paper

    figure, name = of_exercise(made), stem(made)
    files: dict[str, str | bytes] = {
        f"{name}.chalk": made.sheet,
        f"{name}-key.chalk": made.key,
        f"{name}-checker.chalk": made.checker,
        f"{name}.svg": figure,
    }
    if pdf:
        files[f"{name}.pdf"] = paper([Sheet(made.sheet, figure)], name)
    for path in written(files.items(), folder, force):
        typer.echo(f"wrote {path}")
    typer.echo(f"check answers: chalkgrad check ANSWERS --key {folder / name}-checker.chalk")
    return 0


def for_class(
    roster: Path,
    template: str,
    templates: "Mapping[str, TemplateRule]",
    places: int,
    level: str,
    seed: int,
    jobs: int,
) -> "list[Handout]":
    """An exercise for everybody on a class list."""
    from autograd.handwork.exercises.people import people_in
    from visualize.classroom.handouts import handouts

    if not roster.is_file():
        raise InputError(f"there is no file {str(roster)!r}")
    people = people_in(roster)
    workers = min(jobs or os.cpu_count() or 1, len(people))
    pool = ProcessPoolExecutor(workers) if workers > 1 else nullcontext()
    with pool as executor:
        made = handouts(
            people, template, places,
            level=level, seed=seed, templates=templates, executor=executor,
        )  # fmt: skip
        return list(watched(made, len(people), "Making exercises"))


def written_class(made: "Sequence[Handout]", folder: Path, pdf: bool, force: bool) -> int:
    """Write the folder of a class."""
    from visualize.classroom.class_folder import class_files

    paths = list(written(class_files(made, pdf=pdf), folder, force))
    printed = ", sheets.pdf and keys.pdf" if pdf else ""
    typer.echo(
        f"wrote {len(paths)} files for {len(made)} people: {folder}/class.csv{printed}, and the "
        "folders sheets, keys, checkers"
    )
    typer.echo("check answers: chalkgrad check ANSWERS/ (the code on a sheet leads to its key)")
    return 0


def written(files: "Iterable[tuple[str, str | bytes]]", folder: Path, force: bool) -> list[Path]:
    """Write files into a folder, all of them or, where one is in the way, none."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / name: text for name, text in files}
    for path in texts:
        path.parent.mkdir(exist_ok=True)
        writable(path, force=force)
    return [write(path, text, force=force) for path, text in texts.items()]


def stem(made: "Exercise") -> str:
    """How the files of an exercise are called: its code without places and check characters."""
    from autograd.handwork.exercises.codes import FIRST, read_code

    code = read_code(made.code)
    level = f"-{code.level}" if code.level != FIRST else ""
    return f"{code.template}-{code.seed}{level}"
