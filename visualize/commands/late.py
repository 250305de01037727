"""The list of commands; a command's module is loaded when that command is asked for."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "draw": ("graphs", "Draw the graph with values, gradients and local derivatives."),
    "trace": ("graphs", "Print the whole pass as a table, a row for each leaf and step."),
    "step": ("graphs", "Step through the pass: here, or with --open in the browser."),
    "worked": ("graphs", "Write out the solution, with the chain rule path by path."),
    "paths": ("graphs", "List the paths from a node to the output, and their sum."),
    "program": ("program", "Print what backward computes as a program, in Python or LaTeX."),
    "check": ("sheets", "Judge sheets line by line: the first slip of each, and why."),
    "mark": ("marking", "Mark a class: its marks, feedback, the teacher's page."),
    "autograder": ("autograding", "Write the zip that lets Gradescope mark sheets."),
    "page": ("pages", "Write one HTML file to type a sheet into, judged at once."),
    "exercise": ("exercises", "Write an exercise: a blank sheet, its figure, its key."),
    "problems": ("problems", "Answer a question of the problem set, or list them all."),
    "result": ("results", "Mark what learners hand in from the player: its result lines."),
    "watch": ("editing", "Judge a sheet anew each time it is saved, until Ctrl-C."),
    "serve": ("editing", "Start the language server for sheets, which editors call."),
    "plot": ("plotting", "Plot activations, losses, gradients, a training."),
}
"""Each command's module in `visualize.commands`, and what the list of commands says of it."""


class Late(TyperGroup):
    """A group whose commands are names and summaries until one of them is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, with its module."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and loaded(name), rest


def loaded(name: str) -> Any:
    """A command, or a group of them, as typer runs it.

    >>> loaded("draw").name, sorted(loaded("plot").commands)[:3]
    ('draw', ['activation', 'boundary', 'layers'])
    """
    found = getattr(import_module(f"visualize.commands.{COMMANDS[name][0]}"), name)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(found)
    return typer.main.get_command(alone)


def add_commands(app: typer.Typer) -> None:
    """Give an app the list: in a command's place stands a function without options."""
    for name, (_, summary) in COMMANDS.items():
        app.command(name, help=summary)(lambda: None)
