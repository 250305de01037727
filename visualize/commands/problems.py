"""`problems`: the questions of the problem set, answered."""

from pathlib import Path
from typing import Annotated

import typer

from visualize.commands.options import Force
from visualize.commands.progress import waiting, watched

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUESTION]...", help="Such as 001.Q2, or 001 for a whole document."),
]
Folder = Annotated[
    Path | None, typer.Option("--output", "-o", help="A folder for pages and pictures.")
]


def problems(names: Names = None, folder: Folder = None, force: Force = False) -> None:
    """Answer a question of the problem set, or list them all.

    With -o a page for each is written, with its picture, its graph to step through and its hand
    work judged, and an index.

    Example: chalkgrad problems 001.Q2 -o answers
    """
    from visualize.problem_set.pages import save_index, save_problem
    from visualize.problem_set.shelf import chosen
    from visualize.problem_set.telling import to_text

    found = chosen(names or [])
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for problem in watched(found, len(found), "Writing pages"):
            for path in save_problem(problem, folder, force=force):
                typer.echo(f"wrote {path}")
        typer.echo(f"wrote {save_index(found, folder, force=force)}")
    elif names:
        with waiting("Computing"):
            texts = list(map(to_text, found))
        typer.echo("\n\n\n".join(texts))
    else:
        for problem in found:
            typer.echo(f"{problem.name}  {problem.title}")
        typer.echo("\none: chalkgrad problems 001.Q2; all as pages: -o answers", err=True)
