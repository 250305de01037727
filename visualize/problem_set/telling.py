"""A question in words and rows, for the terminal; the page is made of the same parts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from rich.cells import cell_len

from autograd.handwork.judging.verdicts import CARRIED, SLIP, JudgedLine, Report
from autograd.handwork.language.wording import quantity
from autograd.handwork.reports.text_report import WHAT_IS_WRONG, numbers
from autograd.ops.alphabet import SUPERSCRIPTS
from autograd.ops.numerals import show_number
from visualize.problem_set.shelf import Problem, compared
from visualize.text.columns import wrapped

Rows = list[list[Any]]
"""Cells, headings first: text, numbers, or nested lists of numbers."""

WIDE = 50
"""The most characters of a list of numbers that stand on one line."""
BY_HAND = "step4"
"""Of answers, the column that is rounded to 4 decimals at every step."""
NOTHING_TO_COMPUTE = "There is nothing to compute."
NO_HAND_WORK = "The printed hand work has no calculation that could be checked."


def answered(problem: Problem) -> Rows:
    """The answers in rows: a name, its number, and a column for each dict that shares names.

    >>> from visualize.problem_set.shelf import problem
    >>> rows = answered(problem("001.Q2"))
    >>> rows[0], rows[2]
    (['', 'exactly', '4 decimals at every step'], ['σ₁', 0.7970568312888584, '0.7971'])
    """
    found = problem.answers
    plain = {k: v for k, v in found.items() if not isinstance(v, Mapping)}
    nested = {k: v for k, v in found.items() if isinstance(v, Mapping)}
    uses = Counter(name for column in (plain, *nested.values()) for name in column)
    alone = {k: v for k, v in nested.items() if all(uses[name] == 1 for name in v)}
    plain |= alone
    columns = {"": plain} | {k: v for k, v in nested.items() if k not in alone}
    columns = {name: column for name, column in columns.items() if column}
    names = dict.fromkeys(name for column in columns.values() for name in column)
    plainly = "exactly" if BY_HAND in columns else ""
    if BY_HAND in columns:
        columns[BY_HAND] = {name: cell(x, places=4) for name, x in columns[BY_HAND].items()}
    headings = [problem.shown(name) if name else plainly for name in columns]
    rows = [
        [problem.shown(name), *(column.get(name, "") for column in columns.values())]
        for name in names
    ]
    return [["", *headings], *rows] if len(columns) > 1 else rows


def agreement(problem: Problem) -> str:
    """What the closed form is, and how far the answers are from it; "" where there is none."""
    closed = problem.made("closed_form")
    if closed is None:
        return ""
    largest = max(found for _, found in compared(problem.answers, closed))
    same = f"within {power_of_ten(largest)}" if largest else "to the last bit"
    return f"{problem.told('closed_form')} The numbers from it are the same {same}."


def power_of_ten(x: float) -> str:
    """A small number with one digit.

    >>> power_of_ten(8.8e-16)
    '9·10⁻¹⁶'
    """
    digit, _, exponent = f"{x:.0e}".partition("e")
    return f"{digit}·10{str(int(exponent)).replace('-', '⁻').translate(SUPERSCRIPTS)}"


def cell(shown: Any, places: int | None = None) -> str:
    """A cell as text; a matrix has its rows below each other, what is whole has no decimals.

    >>> print(cell([[1.0, 0.5], [-2.25, 1e-9]]))
    [[1, 0.5],
     [-2.25, 1e-09]]
    >>> cell([0.5, 1.0, -0.0], places=4)
    '[0.5000, 1, 0]'
    """
    if isinstance(shown, bool | str):
        return str(shown)
    if isinstance(shown, Mapping):
        return "\n".join(f"{name}: {cell(part, places)}" for name, part in shown.items())
    if not isinstance(shown, list | tuple):
        return f"{shown + 0.0:.0f}" if float(shown).is_integer() else show_number(shown, places)
    if any(isinstance(part, list | tuple) for part in shown):
        return "[" + ",\n ".join(cell(x, places).replace("\n", "\n ") for x in shown) + "]"
    return "\n".join(
        wrapped(f"[{', '.join(cell(x, places) for x in shown)}]", WIDE, indent=1, breaks=r"\s")
    )


def columns(rows: Rows) -> Iterator[str]:
    """Rows as aligned lines of text.

    >>> print(*columns([["W", [[1, 0], [0, 1]]], ["b", 2]]), sep="\\n")
    W  [[1, 0],
        [0, 1]]
    b  2
    """
    texts = [[cell(part).splitlines() or [""] for part in row] for row in rows]
    widths = [
        max(cell_len(line) for part in column for line in part)
        for column in zip(*texts, strict=True)
    ]
    for row in texts:
        for lines in zip_longest(*row, fillvalue=""):
            pairs = zip(lines, widths, strict=True)
            yield "  ".join(line + " " * (width - cell_len(line)) for line, width in pairs).rstrip()


def table_text(table: Any) -> str:
    """A table as text: rows of cells, or what prints itself."""
    return "\n".join(columns(table)) if isinstance(table, list) else str(table)


def verdict(report: Report) -> str:
    """A sheet in a few words.

    >>> from visualize.problem_set.shelf import problem
    >>> verdict(problem("001.Q2").reports[0])
    '17 lines: 3 slips, 5 follow from an earlier one'
    """
    slips = sum(line.verdict == SLIP for line in report.lines)
    carried = sum(line.verdict == CARRIED for line in report.lines)
    count = f"{len(report.lines)} line{'s' * (len(report.lines) != 1)}"
    if not slips:
        return f"{count}: no slip"
    follow = f", {carried} follow{'s' * (carried == 1)} from an earlier one" * bool(carried)
    return f"{count}: {slips} slip{'s' * (slips != 1)}{follow}"


class Finding(NamedTuple):
    """A slip of the printed hand work: what is wrong, and the lines in which it is."""

    told: str
    lines: list[JudgedLine]


def findings(report: Report) -> list[Finding]:
    """The slips of a sheet in order, each told once.

    >>> from visualize.problem_set.shelf import problem
    >>> slip, *_ = findings(problem("001.Q2").reports[0])
    >>> slip.lines[0].line, slip.told
    (8, 'σ(−1.368) was taken; it should be σ(1.368). Written: 0.202943. Right: 0.797057.')
    """
    found: dict[tuple[str, str], list[JudgedLine]] = {}
    for line in report.lines:
        if line.verdict == SLIP:
            told = line.guesses[0].sentence if line.guesses else WHAT_IS_WRONG[line.kind]
            told = f"{told} {written_and_right(line)}".rstrip()
            alike = "" if told != WHAT_IS_WRONG[line.kind] else str(line.line)
            found.setdefault((told, alike), []).append(line)
    return [Finding(told, lines) for (told, _), lines in found.items()]


def written_and_right(line: JudgedLine) -> str:
    """The number of a line that is wrong, and the right one, where both are numbers."""
    if line.claimed is None or line.expected is None:
        return ""
    return f"Written: {quantity(line.claimed, line.places)}. {numbers(line)}."


def where(finding: Finding) -> str:
    """The lines of a finding: `line 17, and so lines 18 and 19`."""
    first, *others = (str(line.line) for line in finding.lines)
    so = f", and so line{'s' * (len(others) > 1)} {' and '.join(others)}" if others else ""
    return f"line {first}{so}"


def hand_work(problem: Problem) -> Iterator[str]:
    """What the printed hand work has wrong, as its sheets are judged."""
    if not problem.sheets:
        yield NO_HAND_WORK
    for sheet, report in zip(problem.sheets, problem.reports, strict=True):
        yield f"{sheet.name}, {verdict(report)}"
        for finding in findings(report):
            yield f"  {where(finding)}:  {finding.lines[0].text}"
            yield f"    {finding.told}"


def to_text(problem: Problem, width: int | None = None) -> str:
    """A question with its answer, as much as a terminal shows."""
    blocks = [f"{problem.name}  {problem.title}", problem.question]
    if given := [[problem.shown(name), value] for name, value in problem.given.items()]:
        blocks.append("\n".join(["Given", *columns(given)]))
    if "answers" in problem.functions:
        blocks.append("\n".join(["Answer", *columns(answered(problem))]))
        blocks.append(agreement(problem))
    else:
        blocks.append(NOTHING_TO_COMPUTE)
    blocks += problem.prose[1:]
    if (table := problem.made("table")) is not None:
        blocks += [f"{problem.told('table')}\n{table_text(table)}"]
    blocks.append("\n".join(["The printed hand work", *hand_work(problem)]))
    if "picture" in problem.functions:
        blocks.append(f"Its picture, on a page: chalkgrad problems {problem.name} -o answers")
    return "\n\n".join(folded(block, width) for block in blocks if block)


def folded(block: str, width: int | None) -> str:
    """Long lines of prose broken; rows of numbers, where spaces align, are left as they are."""
    lines: list[str] = []
    for line in block.splitlines():
        start = len(line) - len(line.lstrip())
        is_prose = "  " not in line.strip()
        lines += wrapped(line, width, indent=start, breaks=r"\s") if is_prose else [line]
    return "\n".join(lines)
