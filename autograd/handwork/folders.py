"""Many sheets at once: every file judged by itself, in several processes, no failure shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from autograd.handwork.checking import check_file
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.documents import FENCE
from autograd.handwork.language.limits import LIMITS, Limits
from autograd.handwork.language.reading import Sheet

MARKDOWN = {".md", ".markdown"}
SUFFIXES = {".chalk", ".txt", "", *MARKDOWN}


def sheets_in(paths: Sequence[str | Path]) -> list[Path]:
    """The sheets among files and in folders, those of a folder in the order of their names.

    Raises:
        FileNotFoundError: There is no such file or folder.
        ValueError: A folder has no sheets, or a file is of another kind.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _holds_a_sheet(p))
            if not inside:
                raise ValueError(f"no sheets in {path} (looked for .chalk and .md)")
            found += inside
        elif not path.exists():
            raise FileNotFoundError(f"there is no file or folder {str(path)!r}")
        elif path.suffix.lower() in SUFFIXES:
            found.append(path)
        else:
            raise ValueError(
                f"{path} is neither a sheet (.chalk, .txt) nor Markdown with chalk blocks (.md)"
            )
    return found


def _holds_a_sheet(path: Path) -> bool:
    """Whether a file of a folder is a sheet: a .chalk file, or Markdown with a chalk block."""
    suffix = path.suffix.lower()
    if suffix not in MARKDOWN:
        return suffix == ".chalk"
    return FENCE.search(path.read_text(encoding="utf-8", errors="replace")) is not None


def check_all(
    paths: Sequence[str | Path],
    *,
    key: str | Path | None = None,
    places: int | None = None,
    jobs: int = 1,
    limits: Limits = LIMITS,
) -> Iterator[Report]:
    r"""The reports on many sheets, in the order of the files, each as soon as it is there.

    Args:
        paths: Files and folders.
        key: A key for all of them.
        places: Decimal places asked for.
        jobs: How many processes work side by side.
        limits: What a sheet may ask for at most.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ada.chalk").write_text("a = 2\nb = 3 a = 6")
    ...     _ = Path(folder, "ben.chalk").write_text("a = 2\nb = 3 a = 5")
    ...     [(report.sheet.source, report.is_right) for report in check_all([folder])]
    [('ada.chalk', True), ('ben.chalk', False)]
    """
    files = sheets_in(paths)
    judge = partial(_judged, key=key, places=places, limits=limits)
    if jobs <= 1 or len(files) < 2:
        yield from map(judge, files)
        return
    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        yield from pool.map(judge, files, chunksize=8)


def _judged(path: Path, *, key: str | Path | None, places: int | None, limits: Limits) -> Report:
    """One report; whatever goes wrong with a sheet stays with that sheet."""
    try:
        return check_file(path, key=key, places=places, limits=limits)
    except Exception as error:  # a fault of ours must not stop the other sheets
        message = f"the checker failed on this sheet ({type(error).__name__}: {error})"
        return Report(Sheet((), source=path.name), (), error=message)
