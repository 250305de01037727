"""How a training tells how far it is: a bar, or a line, on the terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str], None]


@contextmanager
def progress_bar(total: int, shown: bool | None = None) -> Iterator[Report]:
    """A function that counts one step and shows a text beside the bar.

    Args:
        total: How many steps there are.
        shown: None for "if the error output is a terminal".
    """
    if not (sys.stderr.isatty() if shown is None else shown):
        yield lambda text: None
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    except ModuleNotFoundError:
        yield from plain_line(total)
        return
    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda text: bar.update(task, advance=1, description=text)


def plain_line(total: int) -> Iterator[Report]:
    """The same on one line that is written over, without rich."""
    done = 0

    def report(text: str) -> None:
        nonlocal done
        done += 1
        sys.stderr.write(f"\r{done}/{total} {text:<60}")
        sys.stderr.flush()

    try:
        yield report
    finally:
        sys.stderr.write("\n")
