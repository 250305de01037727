"""Hints in stages for one line: where to look, which rule, which factors, and last the number.

Each rung tells a little more than the one below it; only the last holds the right number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from autograd import OPS
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    CARRIED,
    OK,
    SLIP,
    SUBSTITUTION,
    JudgedLine,
    Report,
)
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Slope,
    children,
    is_number,
    is_numeric,
    names_in,
)
from autograd.handwork.language.reading import Part, Sheet
from autograd.handwork.language.visible import visible
from autograd.handwork.language.wording import text
from autograd.handwork.reports.text_report import WHAT_IS_WRONG, details, explanation, numbers
from autograd.handwork.worlds.keys import definitions_of

CHAIN_RULE = (
    "The chain rule: multiply the local derivatives along each path, and add what the paths bring."
)
PUT_IN = "Each number put in must be that of its quantity."
WORKED_OUT = "The numbers put in do not come to this."
MOST_PATHS = 4


class Task(NamedTuple):
    """What a line should have worked out: a quantity or a derivative, from which definitions.

    `before` is the part that stands on the left of what decided.
    """

    about: Expression | None
    before: Part | None
    defined: Mapping[str, tuple[Name, Expression]]

    @property
    def formula(self) -> Expression | None:
        """The definition of what is asked for, of A for ∂A/∂B."""
        name = self.about.of if isinstance(self.about, Slope) else self.about
        tree = (
            self.defined[name.id][1] if isinstance(name, Name) and name.id in self.defined else None
        )
        return None if tree is None or is_number(tree) else tree

    @property
    def is_arithmetic(self) -> bool:
        """Whether nothing but numbers had to be worked out."""
        tree = self.before.tree if self.before else None
        return tree is not None and is_numeric(tree) and not is_number(tree)


def ladder(report: Report, line: JudgedLine) -> tuple[str, ...]:
    r"""The hints for a line, the gentlest first; () for a line that is right.

    >>> from autograd.handwork.checking import check
    >>> report = check("given: z = 1.368\ns = σ(z) = 0.2029")
    >>> for hint in ladder(report, report.line(2)):
    ...     print(hint)
    Look at '0.2029' in line 2.
    The logistic function σ(x) = 1/(1 + e⁻ˣ), in (0, 1); its derivative is σ(1 − σ).
    σ(−1.368) was taken; it should be σ(1.368). s = σ(z), with z from line 1.
    Right: 0.7971
    """
    if line.verdict == OK:
        return ()
    if line.verdict == CARRIED:
        first = report.first_slip
        where = f" Begin with line {first.line}." if first and first.line < line.line else ""
        return ("Right from your own earlier number, which is wrong." + where,)
    if line.verdict != SLIP:
        return tuple(map(visible, details(line, "hint")))
    task = _task(report, line)
    guess = explanation(line, "hint") if line.guesses or line.note else ""
    factors = f"{guess} {_factors(task, report.sheet)}".strip()
    told = [_where(report.sheet, line), _rule(task, line), factors]
    if line.expected is not None:
        told.append(numbers(line))
    return tuple(map(visible, filter(None, told)))


def _task(report: Report, line: JudgedLine) -> Task:
    """What a judged line is about, by the key where there is one."""
    sheets = [report.sheet, *([report.key.sheet] if report.key else [])]
    defined = {name.id: (name, tree) for one in sheets for name, tree in definitions_of(one)}
    about: Expression | None = None
    before: Part | None = None
    for written in report.sheet.lines:
        if written.number > line.line:
            break
        if written.parts and not written.continues:
            about, before = written.parts[0].tree, None
        for part in written.parts:
            if written.number == line.line and part.span == line.span:
                return Task(about, before, defined)
            before = part
    return Task(about, None, defined)


def _where(sheet: Sheet, line: JudgedLine) -> str:
    """The place, in the person's own words."""
    rows = sheet.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    row = rows[line.line - 1] if line.line <= len(rows) else ""
    piece = row[slice(*line.span)].strip() if line.span else ""
    return f"Look at {piece!r} in line {line.line}." if piece else f"Look at line {line.line}."


def _rule(task: Task, line: JudgedLine) -> str:
    """The rule that the wrong part asks for."""
    if line.kind == SUBSTITUTION:
        return PUT_IN
    if line.kind == ARITHMETIC and task.is_arithmetic:
        return WORKED_OUT
    if isinstance(task.about, Slope) and any(len(way) > 2 for way in _ways(task)):
        return CHAIN_RULE
    rules = list(dict.fromkeys(_functions(task.formula))) if task.formula is not None else []
    if isinstance(task.about, Slope):
        rules.insert(0, f"It is the derivative of {text(task.about.of)} by {text(task.about.wrt)}.")
    return " ".join(rules) or WHAT_IS_WRONG[line.kind]


def _functions(tree: Expression) -> Iterator[str]:
    """What the engine's ops in a formula say of themselves."""
    if isinstance(tree, Applied) and tree.function in OPS:
        yield (OPS[tree.function].__doc__ or "").splitlines()[0]
    for part in children(tree):
        yield from _functions(part)


def _factors(task: Task, sheet: Sheet) -> str:
    """What the right number is made of, without it."""
    if task.is_arithmetic and task.before is not None:
        return f"Work out {task.before.text} again."
    ways = _ways(task)
    if len(ways) > MOST_PATHS:
        return f"More than {MOST_PATHS} paths have to be added."
    if len(ways) > 1 or any(len(way) > 2 for way in ways):
        products = (
            " ".join(f"∂{_shown(a, task)}/∂{_shown(b, task)}" for a, b in pairwise(way))
            for way in ways
        )
        return f"{text(task.about)} = {' + '.join(products)}." if task.about else ""
    about = task.about.of if isinstance(task.about, Slope) else task.about
    if task.formula is None or not isinstance(about, Name):
        return ""
    lines = {
        line.parts[0].tree.id: line.number
        for line in reversed(sheet.lines)
        if line.parts and not line.continues and isinstance(line.parts[0].tree, Name)
    }
    used = dict.fromkeys(name.id for name in names_in(task.formula) if name.id in lines)
    places = ", ".join(f"{_shown(name, task)} from line {lines[name]}" for name in used)
    made = f"{_shown(about.id, task)} = {text(task.formula)}"
    return f"{made}, with {places}." if places else f"{made}."


def _shown(name: str, task: Task) -> str:
    """A quantity in the spelling of its definition."""
    return task.defined[name][0].shown.rstrip(" :") if name in task.defined else name


def _ways(task: Task) -> list[tuple[str, ...]]:
    """The paths from B up to A of ∂A/∂B through the quantities of the sheet, A first; a few."""
    about = task.about
    if not isinstance(about, Slope) or not isinstance(about.of, Name):
        return []
    operands = {
        name: list(dict.fromkeys(read.id for read in names_in(tree)))
        for name, (_, tree) in task.defined.items()
    }
    reaching = {about.wrt.id}
    for name, read in operands.items():  # operands come before what is made of them
        if reaching & set(read):
            reaching.add(name)

    def down(way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if way[-1] == about.wrt.id:
            yield way
            return
        for name in operands.get(way[-1], ()):
            if name in reaching and name not in way:
                yield from down((*way, name))

    return list(islice(down((about.of.id,)), MOST_PATHS + 1))
