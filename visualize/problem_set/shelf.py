"""Where the questions stand, and what each file of them has to say."""

import ast
import importlib.util
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import getdoc
from pathlib import Path
from typing import Any

from autograd.handwork.checking import check_file
from autograd.handwork.judging.verdicts import Report

HERE = Path(__file__).resolve()
PLACES = (HERE.parent / "questions", HERE.parents[2] / "examples" / "problems")
"""Where they are in an installed package, and in a checkout."""

SPELLED = re.compile(r"(\d+)(?:\W?([a-z]\d+))?")


@dataclass(frozen=True)
class Problem:
    """One question: a Python file `p001_q2.py` and the hand work beside it, `001-q2.chalk`.

    The file has a docstring (title, what is to be seen), `QUESTION` and, unless there is nothing to
    compute, `answers()`, names to numbers; `GIVEN`, `NAMES` to show them by, `closed_form()`,
    `table()` and `picture()` as there is use for them.

    >>> Problem(Path("p001_q2.py")).name
    '001.Q2'
    """

    path: Path

    @property
    def name(self) -> str:
        """Document and question."""
        return self.stem.upper().replace("-", ".")

    @property
    def stem(self) -> str:
        """What the names of files begin with: `001-q2`."""
        return self.path.stem[1:].replace("_", "-")

    @cached_property
    def tree(self) -> ast.Module:
        """The file, read and not run."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def functions(self) -> set[str]:
        """What it can be asked for."""
        return {part.name for part in self.tree.body if isinstance(part, ast.FunctionDef)}

    @property
    def prose(self) -> list[str]:
        """The docstring in paragraphs: the title, what is to be seen."""
        told = ast.get_docstring(self.tree) or ""
        return [" ".join(paragraph.split()) for paragraph in told.split("\n\n")]

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        return self.prose[0].rstrip(".")

    @cached_property
    def module(self) -> Any:
        """The file, run."""
        spec = importlib.util.spec_from_file_location(self.path.stem, self.path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @property
    def question(self) -> str:
        """What is asked."""
        return " ".join(self.module.QUESTION.split())

    @property
    def given(self) -> dict[str, Any]:
        """The numbers that the question gives."""
        return getattr(self.module, "GIVEN", {})

    def shown(self, key: str) -> str:
        """The name under which a number is shown."""
        name: str = getattr(self.module, "NAMES", {}).get(key, key)
        return name

    def made(self, kind: str) -> Any:
        """What a function of the file gives, None where there is no such function."""
        return getattr(self.module, kind)() if kind in self.functions else None

    def told(self, kind: str) -> str:
        """What its docstring says."""
        return " ".join((getdoc(getattr(self.module, kind, None)) or "").split())

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers, computed once."""
        found: dict[str, Any] = self.module.answers()
        return found

    @property
    def sheets(self) -> list[Path]:
        """The hand work as it was printed."""
        return sorted(self.path.parent.glob(f"{self.stem}*.chalk"), key=lambda path: path.stem)

    @cached_property
    def reports(self) -> list[Report]:
        """The hand work, judged."""
        return [check_file(sheet) for sheet in self.sheets]


def problems() -> list[Problem]:
    """All questions, in order.

    >>> "003.P5" in [problem.name for problem in problems()]
    True
    """
    folder = next(place for place in PLACES if place.is_dir())
    return [Problem(path) for path in sorted(folder.glob("p[0-9]*_*.py"))]


def problem(name: str) -> Problem:
    """The question of a name, however it is spelled.

    >>> problem("001-q2").name, problem("1.Q2").name
    ('001.Q2', '001.Q2')
    """
    return chosen([name])[0]


def chosen(names: Sequence[str]) -> list[Problem]:
    """The questions of some names, or of whole documents, such as `001`; all without any.

    Raises:
        LookupError: There is none of a name.

    >>> chosen(["1.q2"])[0].name, len(chosen([])) == len(problems())
    ('001.Q2', True)
    """
    every = problems()
    found: list[Problem] = []
    for name in names:
        spelled = SPELLED.fullmatch(name.strip().lower())
        stem = f"{spelled[1].zfill(3)}-{spelled[2] or ''}" if spelled else ""
        fitting = [each for each in every if stem in (each.stem, each.stem[:4])]
        if not fitting:
            listed = ", ".join(each.name for each in every)
            raise LookupError(f"there is no question {name!r}; choose from {listed}")
        found += fitting
    return list(dict.fromkeys(found)) or every


def difference(left: Any, right: Any) -> float:
    """The largest difference between numbers that stand in the same places of two answers.

    >>> difference([[1, 2], [3, 4]], [[1, 2], [3, 4.5]])
    0.5
    """
    if isinstance(left, list | tuple):
        pairs = zip(left, right, strict=True)
        return max((difference(a, b) for a, b in pairs), default=0.0)
    return 0.0 if left == right else abs(left - right)


def compared(answers: Mapping[str, Any], closed: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Each name of a closed form with its largest difference from the answers.

    >>> dict(compared({"a": 1, "inner": {"b": 2}}, {"inner": {"b": 2.5}}))
    {'b': 0.5}
    """
    for name, value in closed.items():
        if isinstance(value, Mapping):
            yield from compared(answers[name], value)
        else:
            yield name, difference(answers[name], value)
