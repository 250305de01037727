"""`exercise`: a sheet to hand out with its figure, its key, and the sheet to check against."""

import os
import re
import signal
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from visualize.commands.loading import PYTHON, InputError, load, target
from visualize.commands.options import Force
from visualize.commands.progress import watched
from visualize.files import writable, write

if TYPE_CHECKING:
    from autograd.handwork import Exercise, Sheet
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
    typer.Option(metavar="NAMES.csv", help="A roster: everybody gets numbers of their own."),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="Sheets and keys as PDF too, to print.")]
Export = Annotated[
    list[str] | None,
    typer.Option(help="For a learning platform: moodle-cloze, moodle-numerical or qti."),
]
Variants = Annotated[int, typer.Option(min=1, help="How many, with the seeds from --seed on.")]
Jobs = Annotated[int, typer.Option(help="How many processes make them; 0 is one a core.")]


def exercise(
    template: Template,
    folder: Folder,
    seed: Seed = 0,
    places: Places = 4,
    level: Level = "numbers",
    roster: Roster = None,
    pdf: Pdf = False,
    export: Export = None,
    variants: Variants = 1,
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
    from autograd.handwork.class_lists import LIST
    from visualize.classroom.exporting import checked

    platforms = checked(export or ())
    if roster is not None and variants > 1:
        raise InputError("give --variants or --roster: on a roster everybody has their own already")
    wanted = Wanted(*named(template), seed, places, level)
    if roster is None:
        return written_some(variants_of(wanted, variants), folder, pdf, platforms, force)
    if folder.is_dir():
        writable(folder / LIST, force=force)  # before the work
    return written_class(for_class(wanted, roster, jobs), folder, pdf, platforms, force)


class Wanted(NamedTuple):
    """Which exercise is asked for."""

    template: str
    templates: "Mapping[str, TemplateRule]"
    seed: int
    places: int
    level: str


def variants_of(wanted: Wanted, count: int) -> "list[Exercise]":
    """The exercise with its seed and those behind it, or the one that a code leads to."""
    from autograd.handwork import exercise as made
    from autograd.handwork import exercise_of

    template, templates, seed, places, level = wanted
    if "-" in template:
        return [exercise_of(template)]
    seeds = watched(range(seed, seed + count), count, "Making exercises")
    return [made(template, one, places, level=level, templates=templates) for one in seeds]


def named(template: str) -> "tuple[str, Mapping[str, TemplateRule]]":
    """The name of a template and the templates there are, one of the person's own among them."""
    from autograd.handwork import read, read_file
    from autograd.handwork.exercises.graph_sheets import sheet_of
    from autograd.handwork.exercises.own import own_template
    from autograd.handwork.exercises.templates import TEMPLATES

    if "." not in template:
        return template, TEMPLATES
    path = target(template).path
    is_python = path.suffix.lower() == PYTHON
    sheet = read(sheet_of(load(template), path.stem)) if is_python else read_file(path)
    refuse_wrong(path, sheet)
    name = re.sub(r"\W", "", path.stem, flags=re.ASCII).lower()
    name = name if name[:1].isalpha() and name not in TEMPLATES else f"own{name}"
    return name, {name: own_template(sheet)}


def refuse_wrong(path: Path, sheet: "Sheet") -> None:
    """Refuse a sheet whose own formulas are wrong: every key made from it would be."""
    from autograd.handwork import check, worked
    from autograd.handwork.exercises.own import plain
    from autograd.handwork.judging.verdicts import SLIP, UNJUDGED, UNREAD

    try:
        lines = check(worked(plain(sheet))).lines
    except (ValueError, ArithmeticError) as error:
        raise InputError(f"{path}: {error}") from error
    wrong = next((line for line in lines if line.verdict in (SLIP, UNJUDGED, UNREAD)), None)
    if wrong:
        raise InputError(f"{path} is wrong itself: {wrong.text}; mend that line first")


def written_some(
    made: "Sequence[Exercise]", folder: Path, pdf: bool, export: Sequence[str], force: bool
) -> int:
    """Write the files of one exercise or of several variants."""
    from visualize.classroom.exporting import exported
    from visualize.classroom.figures import of_exercise
    from visualize.classroom.paper import Sheet, paper

    files = dict[str, str | bytes]()
    for one in watched(made, len(made), "Writing exercises"):
        figure, name = of_exercise(one), stem(one)
        files |= {
            f"{name}.chalk": one.sheet,
            f"{name}-key.chalk": one.key,
            f"{name}-checker.chalk": one.checker,
            f"{name}.svg": figure,
        }
        if pdf:
            files[f"{name}.pdf"] = paper([Sheet(one.sheet, figure)], name)
    files |= exported(made, export, stem(made[0]))
    for path in written(files.items(), folder, force):
        typer.echo(f"wrote {path}")
    checker = folder / f"{stem(made[0])}-checker.chalk"
    typer.echo(f"check answers: chalkgrad check ANSWERS --key {checker}")
    return 0


def for_class(wanted: Wanted, roster: Path, jobs: int) -> "list[Handout]":
    """An exercise for everybody on a roster."""
    from autograd.handwork.exercises.roster import people_in
    from visualize.classroom.handouts import handouts

    if not roster.is_file():
        raise InputError(f"there is no file {str(roster)!r}")
    if "-" in wanted.template:
        raise InputError(
            f"{wanted.template} is the code of one exercise; for a class give a template"
        )
    people = people_in(roster)
    variants_of(wanted, 1)  # what cannot be made is told here, not by every process
    template, templates, seed, places, level = wanted
    workers = min(jobs or os.cpu_count() or 1, len(people))
    with processes(workers) if workers > 1 else nullcontext() as executor:
        made = handouts(
            people, template, places,
            level=level, seed=seed, templates=templates, executor=executor,
        )  # fmt: skip
        return list(watched(made, len(people), "Making exercises"))


def processes(count: int) -> ProcessPoolExecutor:
    """So many processes; a Ctrl-C is for the command alone, which then ends them."""
    return ProcessPoolExecutor(
        count, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )


def written_class(
    made: "Sequence[Handout]", folder: Path, pdf: bool, export: Sequence[str], force: bool
) -> int:
    """Write the folder of a class."""
    from visualize.classroom.class_folder import class_files
    from visualize.classroom.exporting import exported

    files = dict(class_files(made, pdf=pdf))
    files |= exported([one.exercise for one in made], export, "class")
    paths = written(files.items(), folder, force)
    printed = ", sheets.pdf and keys.pdf" if pdf else ""
    typer.echo(
        f"wrote {len(paths)} files for {len(made)} people: {folder}/class.csv{printed}, and the "
        "folders sheets, keys, checkers"
    )
    typer.echo(f"mark answers: chalkgrad mark ANSWERS --class {folder} -o marks")
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
