"""Write `examples/problems/README.md` anew: `python -m examples.problem_table`."""

from pathlib import Path

from visualize.problem_set.shelf import Problem, problems
from visualize.problem_set.telling import verdict

PAGE = Path(__file__).parent / "problems" / "README.md"
INTRO = """\
# The problem set

Every question of four documents of a course on neural networks: answered by the library, and the
hand work that was printed with it checked line by line.

```sh
chalkgrad problems                  # all questions, a line each
chalkgrad problems 001.Q2           # one: its numbers, a table, and what the hand work has wrong
chalkgrad problems -o answers       # all as pages with pictures; open answers/index.html
```

A question is a Python file (`p001_q2.py`) with a docstring (title, what is to be seen), `QUESTION`,
`GIVEN`, and functions: `answers()` computes the numbers by chalkgrad in at most 16 lines,
`closed_form()` computes them without it, `table()` and `picture()` explain. `NAMES` says by which
name a number is shown. The hand work beside it (`001-q2.chalk`) has its slips as they were printed.

The numbers are tested against those of NumPy, SymPy, PyTorch and `decimal`, kept in
[`golden.json`](../../tests/problems/golden.json), the verdicts against the marked-up originals
([`test_sheet_problems.py`](../../tests/handwork/test_sheet_problems.py)).

`python -m examples.problem_table` writes this page.

| question | example | test | verdict on the printed hand work |
|---|---|---|---|
"""


def row(problem: Problem) -> str:
    """A question's row of the table."""
    question = f"**{problem.name}** {problem.title}"
    example = f"[`{problem.path.name}`]({problem.path.name})"
    test = f"`pytest tests/problems -k {problem.name}`" if "answers" in problem.functions else "–"
    pairs = zip(problem.sheets, problem.reports, strict=True)
    told = [f"[`{sheet.name}`]({sheet.name}), {verdict(report)}" for sheet, report in pairs]
    return f"| {question} | {example} | {test} | {'; '.join(told) or 'no calculation to check'} |\n"


def text() -> str:
    """The whole page."""
    return INTRO + "".join(map(row, problems()))


def main() -> None:
    """Write the page."""
    PAGE.write_text(text(), encoding="utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
