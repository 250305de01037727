"""`page`: a sheet as a page to type into, judged as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from visualize.commands.loading import InputError
from visualize.commands.options import Force, by_suffix
from visualize.commands.sheets import Key, RevealOption
from visualize.files import writable, write

Begun = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The sheet to begin with (.chalk).")
]
PageFile = Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")]
Title = Annotated[str, typer.Option(help="A heading; by default the sheet's own title.")]
ThemeName = Annotated[str, typer.Option("--theme", help="light, dark or auto.")]


def page(
    file: Begun = None,
    output: PageFile = Path("sheet.html"),
    key: Key = None,
    reveal: RevealOption = "full",
    title: Title = "",
    theme: ThemeName = "auto",
    force: Force = False,
) -> None:
    """Write one HTML file to type a sheet into, judged at once.

    It needs no server and no network: Python itself is in it. To put it together takes npm, and
    the first time a network too. With a key the page tells which numbers are the key's, and holds
    none of them.

    Example: chalkgrad page homework.chalk -o homework.html --key solution.chalk
    """
    from autograd.handwork.folders import KINDS, SUFFIXES
    from autograd.handwork.language.reading import read_file
    from visualize.sheets.page import sheet_page

    for each in (file, key):
        if each is not None and not each.is_file():
            raise InputError(f"there is no file {str(each)!r}")
        if each is not None and each.suffix.lower() not in (*SUFFIXES, ""):
            raise InputError(f"{each} is no sheet; a sheet ends in {KINDS}")
    by_suffix(output, {".html": "html"}, "html")
    writable(output, force=force)
    text = read_file(file).text if file else ""
    solution = read_file(key) if key else None
    html = sheet_page(text, key=solution, reveal=reveal, title=title, theme=theme)
    typer.echo(f"wrote {write(output, html, force=force)}")
