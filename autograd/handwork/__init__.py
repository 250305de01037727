"""Sheets: a person's hand calculation, read line by line; the first slip is found and named.

The format is described in this package's README.md. Each name is loaded when it is first asked
for, and lark, the parser library, with the first sheet that is read.
"""

from typing import TYPE_CHECKING

from autograd.faces import lend
from autograd.late import late

if TYPE_CHECKING:
    from autograd.handwork.assertions import assert_gradients, assert_sheet_ok
    from autograd.handwork.checking import check, check_file
    from autograd.handwork.exercises.making import Exercise, exercise, exercise_of
    from autograd.handwork.exercises.simulating import simulate, worked
    from autograd.handwork.folders import check_all
    from autograd.handwork.judging.verdicts import JudgedLine, Report
    from autograd.handwork.language.limits import LimitError, Limits
    from autograd.handwork.language.reading import Sheet, read, read_file
    from autograd.handwork.reports.class_report import class_report
    from autograd.handwork.reports.marking import Scheme, mark
else:
    __getattr__, __dir__ = late(__name__)

__all__ = [
    "Exercise",
    "JudgedLine",
    "LimitError",
    "Limits",
    "Report",
    "Scheme",
    "Sheet",
    "assert_gradients",
    "assert_sheet_ok",
    "check",
    "check_all",
    "check_file",
    "class_report",
    "exercise",
    "exercise_of",
    "mark",
    "read",
    "read_file",
    "simulate",
    "worked",
]

lend("Sheet", "output", "autograd.handwork.worlds.running")
