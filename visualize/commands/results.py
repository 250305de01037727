"""`result`: what learners hand in from the player's Predict mode, checked and put into a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visualize.commands.loading import InputError, load
from visualize.commands.progress import watched

if TYPE_CHECKING:
    from visualize.player.marking import Marks
    from visualize.player.result_lines import ResultLine, ResultLineError

Handed = Annotated[
    list[str],
    typer.Argument(metavar="FILE_OR_LINE…", help="Result lines, or text files that hold them."),
]
OfGraph = Annotated[
    str,
    typer.Option(
        "--graph",
        "-g",
        metavar="FILE[:NAME]",
        help="The output that was asked about: a Python file (it is run) or a .chalk sheet.",
    ),
]
HEADINGS = ("upstream", "rule", "arithmetic", "sum", "sign")


def result(handed: Handed, graph: OfGraph) -> int:
    """Mark what learners hand in from the player: its result lines.

    Every answer is computed again, and the points are told, skill by skill.

    In a file, what stands before a line says who it is by. The checksum and the recomputation find
    a line that was changed; who typed the answers, and with what help, no page can tell.

    Exit code 0: every line is sound; 1: some line is not; 2: a file or the graph cannot be used.

    Example: chalkgrad result class.txt --graph examples/trace_w3.py:L
    """
    from visualize.player.marking import marked
    from visualize.player.result_lines import ResultLineError

    lines = handed_in(handed)
    output = load(graph)
    found: list[tuple[str, Marks | ResultLineError]] = []
    for who, line in watched(lines, len(lines), "Marking"):
        unread = isinstance(line, ResultLineError)
        found.append((who, line if unread else marked(line, output)))  # type: ignore[arg-type]
    typer.echo(table(found))
    return int(any(isinstance(each, ResultLineError) or each.faults for _, each in found))


def handed_in(handed: list[str]) -> "list[tuple[str, ResultLine | ResultLineError]]":
    """Every line that was handed in, and who it is by.

    Raises:
        InputError: A file that is not there, or one without a line.
    """
    from visualize.player.result_lines import FORMAT, ResultLineError, result_lines

    found: list[tuple[str, ResultLine | ResultLineError]] = []
    for each in handed:
        is_line = FORMAT in each
        path = Path("line" if is_line else each)
        if not is_line and not path.is_file():
            raise InputError(f"{each[:60]!r} is neither a file nor a line that begins {FORMAT}")
        text = each if is_line else path.read_text("utf-8", errors="replace")
        lines = list(result_lines(text))
        if not lines:
            raise InputError(f"{path} holds no line that begins {FORMAT}")
        for place, line in enumerate(lines, 1):
            number = f" {place}" if len(lines) > 1 else ""
            who = "" if isinstance(line, ResultLineError) else line.who
            found.append((who or f"{path.stem}{number}", line))
    return found


def table(found: "list[tuple[str, Marks | ResultLineError]]") -> str:
    """A row for each line: points in all and by skill, hints, and what is wrong with the line."""
    from visualize.player.marking import Marks

    heads = ("who", "pass", "points", "answered", *HEADINGS, "hints", "shown", "remarks")
    rows: list[tuple[str, ...]] = [heads]
    for who, marks in found:
        if not isinstance(marks, Marks):
            rows.append((who, *[""] * 10, f"UNREAD: {marks}"))
            continue
        got, most = marks.points
        rounding = marks.line.rounding
        skills = (share(marks, skill) for skill in HEADINGS)
        said = "; ".join(marks.faults[:3]) + ("; …" if len(marks.faults) > 3 else "")
        rows.append(
            (
                who,
                f"{rounding.places} decimals" if rounding else "exact",
                f"{got}/{most}",
                f"{marks.answered}/{marks.questions}",
                *skills,
                str(marks.hints),
                str(marks.shown),
                f"NOT SOUND: {said}" if said else edited(marks),
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def share(marks: "Marks", skill: str) -> str:
    """The points of a skill, of those that could be had."""
    return f"{marks.got[skill]}/{marks.most[skill]}" if marks.most[skill] else "–"


def edited(marks: "Marks") -> str:
    """What the learner chose differently from the page as it was given."""
    line = marks.line
    return ", ".join(
        word
        for word, is_so in (
            (f"{len(line.edits)} given numbers changed", line.edits),
            (f"seed {line.seed:g}", line.seed != 1),
            ("the paths of one node", line.only is not None),
        )
        if is_so
    )
