"""The Python that the page runs: `autograd`, the parser library and this folder's own, packed."""

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

PACKAGES = ("autograd", "lark")
OWN = ("answering.py", "quantities.py")
"""Of this folder; the rest of `visualize` stays outside."""
SUFFIXES = (".py", ".lark", ".json")
LEFT_OUT = ("__pyinstaller", "__pycache__", "tools")
DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the same code gives the same bytes."""


def packed() -> bytes:
    """The code as it is installed, as the bytes of a zip archive that Python imports from.

    >>> names = zipfile.ZipFile(io.BytesIO(packed())).namelist()
    >>> [name for name in names if name.startswith("visualize/")]
    ['visualize/sheets/answering.py', 'visualize/sheets/quantities.py']
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(files().items()):
            archive.writestr(zipfile.ZipInfo(name, DAY), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return data.getvalue()


def files() -> dict[str, Traversable]:
    """Every file of the archive by its name there."""
    own = resources.files("visualize.sheets")
    found = {f"visualize/sheets/{name}": own.joinpath(name) for name in OWN}
    for package in PACKAGES:
        found |= within(resources.files(package), package)
    return found


def within(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The files of a folder and those below it, each with its name in the archive."""
    for entry in folder.iterdir():
        inside = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name not in LEFT_OUT:
            yield from within(entry, inside)
        elif entry.name.endswith(SUFFIXES):
            yield inside, entry
