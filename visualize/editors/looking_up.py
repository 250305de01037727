"""Looking up: what a sheet has to say about the name or derivative under the cursor."""

from collections.abc import Iterator

from autograd.handwork.judging.verdicts import JudgedLine, Report
from autograd.handwork.language.functions import SPELLINGS
from autograd.handwork.language.labels import labels_in, plain_label
from autograd.handwork.language.tokens import tokens_of
from autograd.handwork.reports.text_report import MARKS, Reveal, details

ABOUT = ("name", "derivative")


def word_at(row: str, column: int) -> tuple[str, int, int] | None:
    """The name or derivative at a column of a line, and where it stands; None if there is none.

    >>> word_at("∂L/∂w₃ = 2 x₃", 12)
    ('x₃', 11, 13)
    """
    for kind, start, end in tokens_of(row):
        if kind in ABOUT and start <= column <= end:
            return row[start:end], start, end
    return None


def lines_about(word: str, report: Report) -> Iterator[JudgedLine]:
    """The judged lines that give a quantity its number, in order, however it is spelled there."""
    wanted = plain_label(word)
    return (line for line in report.lines if wanted in labels_in(line.text))


def told_of(word: str, report: Report, reveal: Reveal = "hint") -> str:
    r"""A quantity in Markdown: the line that works it out, its verdict, and what may be told.

    >>> from autograd.handwork import check
    >>> print(told_of("a", check("given: a = 2\nb = 3 a = 6")))
    `given: a = 2` (line 1) ✓
    """
    found = list(lines_about(word, report))
    if not found:
        return ""
    parts = [f"`{line.text}` (line {line.line}) {MARKS[line.verdict]}" for line in found]
    return "\n\n".join([*parts, *details(found[-1], reveal)])


def names_on(report: Report) -> list[str]:
    r"""The quantities of a sheet in the person's own spelling, each once, those of `given` too.

    >>> from autograd.handwork import check
    >>> names_on(check("given: x₁, t = 2, 1\nz = 3 x₁ = 6\ndz/dx₁ = 3"))
    ['x₁', 't', 'z', 'dz/dx₁']
    """
    shown: dict[str, str] = {}
    for line in report.lines:
        labels = set(labels_in(line.text))
        for kind, start, end in tokens_of(line.text):
            word = line.text[start:end]
            label = plain_label(word)
            if kind in ABOUT and label in labels:
                shown.setdefault(label, word)
    return list(shown.values())


def functions() -> list[str]:
    """The functions of the sheet language, in the order of the alphabet."""
    return sorted(SPELLINGS)
