"""`watch` and `serve`: verdicts while a sheet is written, in a terminal or in an editor."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from visualize.commands.loading import InputError
from visualize.commands.sheets import Key, Places, RevealOption

PAUSE = 0.2
"""Seconds between two looks at a watched file."""

Watched = Annotated[Path, typer.Argument(metavar="FILE", help="The sheet that is being written.")]


def watch(
    file: Watched, key: Key = None, places: Places = None, reveal: RevealOption = "hint"
) -> None:
    """Judge a sheet anew each time it is saved, until Ctrl-C.

    Example: chalkgrad watch homework.chalk
    """
    from rich.console import Console

    from autograd.handwork.guarding import Guard
    from autograd.handwork.language.reading import read_file
    from autograd.handwork.reports.text_report import checked_reveal, to_text

    checked_reveal(reveal)
    if not file.is_file():
        raise InputError(f"there is no file {str(file)!r}")
    if key is not None:
        read_file(key)  # refused at once, not with every version
    with Guard(key=key, places=places) as guard:
        for _ in versions(file):
            report = guard.report(file)
            Console().clear()  # nothing where the output is no terminal
            typer.echo(to_text(report, reveal))
            typer.echo(f"\nWatching {file}; Ctrl-C ends.")


def versions(file: Path) -> Iterator[tuple[int, int]]:
    """A file's time and size, at once and whenever they change.

    An editor that saves by renaming takes the file away for a moment: that is no change.
    """
    last: tuple[int, int] | None = None
    while True:
        try:
            found = file.stat()
        except FileNotFoundError:
            time.sleep(PAUSE)
            continue
        now = (found.st_mtime_ns, found.st_size)
        if now != last:
            last = now
            yield now
        time.sleep(PAUSE)


def serve() -> None:
    """Start the language server for sheets, which editors call.

    It speaks on standard input and output.

    It needs the extra: pip install -e '.[editor]'.
    """
    from autograd.extras import load_extra

    load_extra("visualize.editors.server", "editor").made_server().start_io()
