"""A pytest plugin: `pytest sheets/` runs `.chalk` files, one test for each line.

`--chalk-all` runs the calculations in Markdown, LaTeX, text and notebooks too. They are judged
behind a guard, so that no sheet can keep the run from its end.

Where chalkgrad is installed pytest loads it by itself. From the source, without installing, it is
asked for by `-p autograd.handwork.pytest_plugin`, which beside an installed one fails as a second
copy. `--chalk-key key.chalk` judges every sheet against a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograd.handwork.folders import KINDS, SUFFIXES
from autograd.handwork.guarding import Guard
from autograd.handwork.judging.verdicts import NOT_CREDITABLE, SLIP, UNREAD, JudgedLine, Report
from autograd.handwork.language.reading import read_file
from autograd.handwork.language.visible import visible
from autograd.handwork.reports.text_report import details

GUARD = pytest.StashKey[Guard]()


class SheetLineError(Exception):
    """A line that is wrong or cannot be read; its message is the report."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options for a key, and for which files are sheets."""
    group = parser.getgroup("chalkgrad", "sheets of hand calculations")
    group.addoption("--chalk-key", default=None, help="judge sheets against this key")
    group.addoption(
        "--chalk-all", action="store_true", help=f"run the calculations in all of {KINDS}"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SheetFile | None:
    """Collect `.chalk` files, where asked all kinds of sheets."""
    kinds = SUFFIXES if parent.config.getoption("--chalk-all") else (".chalk",)
    if file_path.suffix.lower() not in kinds:
        return None
    made: SheetFile = SheetFile.from_parent(parent, path=file_path)
    return made


def _guard(config: pytest.Config) -> Guard:
    """The one process that judges the sheets of a run, begun with the first of them."""
    if GUARD not in config.stash:
        key = config.getoption("--chalk-key")
        guard = Guard(key=read_file(key) if key else None)
        config.stash[GUARD] = guard
        config.add_cleanup(guard.end)
    return config.stash[GUARD]


class SheetFile(pytest.File):
    """One sheet."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each judged line, or one for a sheet that cannot be read."""
        report = _guard(self.config).report(self.path)
        if report.error:
            yield SheetLine.from_parent(self, name="sheet", report=report, line=None)
        for line in report.lines:
            name = f"line {line.line}"
            yield SheetLine.from_parent(self, name=name, report=report, line=line)


class SheetLine(pytest.Item):
    """One line of a sheet as a test."""

    def __init__(self, *, report: Report, line: JudgedLine | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.report = report
        self.line = line

    def runtest(self) -> None:
        """Fail if the line is a slip, earns nothing or cannot be read."""
        if self.line is None:
            raise SheetLineError(visible(self.report.error))
        if self.line.verdict in (SLIP, UNREAD, NOT_CREDITABLE):
            raise SheetLineError(visible("\n".join([self.line.text, *details(self.line)])))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report instead of a traceback."""
        if isinstance(excinfo.value, SheetLineError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the line stands."""
        number = self.line.line - 1 if self.line else 0
        return self.path, number, f"{self.path.name}: {self.name}"
