"""The folder of a class: what each person gets and what the teacher keeps, file by file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from autograd.handwork.class_lists import COLUMNS, LIST
from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.reports.data_report import harmless
from visualize.classroom.figures import of_exercise
from visualize.classroom.handouts import Handout
from visualize.classroom.paper import Sheet, paper


def class_files(made: Sequence[Handout], *, pdf: bool = False) -> Iterator[tuple[str, str | bytes]]:
    """The files of a class: path within the folder, and what stands in it.

    `sheets/` and `figures/` are to hand out; `keys/` and `checkers/` to keep; `class.csv` says who
    has which code; `sheets.pdf` and `keys.pdf` are to print.
    """
    figures = [of_exercise(one.exercise) for one in made]
    yield LIST, class_list(made)
    for one, figure in zip(made, figures, strict=True):
        name, exercise = one.person.file, one.exercise
        yield f"sheets/{name}.chalk", one.sheet
        yield f"keys/{name}.chalk", exercise.key
        yield f"checkers/{name}.chalk", exercise.checker
        if not LEVELS[exercise.level].given:
            yield f"figures/{name}.svg", figure
    if LEVELS[made[0].exercise.level].given:
        yield "figure.svg", figures[0]
    if pdf:
        pairs = list(zip(made, figures, strict=True))
        title = made[0].exercise.code.partition("-")[0]
        yield "sheets.pdf", paper([Sheet(one.sheet, svg) for one, svg in pairs], title)
        keys = [Sheet(_named(one), "") for one in made]
        yield "keys.pdf", paper(keys, f"{title}, keys")


def _named(one: Handout) -> str:
    """A key that says on its top whose it is."""
    return one.exercise.key.replace("title: ", f"title: {one.person.name}: ", 1)


def class_list(made: Sequence[Handout]) -> str:
    """Who has which code, and in which files, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in made:
        cells = (one.person.name, one.person.id, one.exercise.code, f"{one.person.file}.chalk")
        writer.writerow(map(harmless, cells))
    return out.getvalue()
