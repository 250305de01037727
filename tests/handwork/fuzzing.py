"""Sheets that nobody would write: pieces of the language, and of anything else, at random.

`python -m tests.handwork.fuzzing 100000` runs so many; the suite runs a few hundred.
"""

import random
import sys
import time
from pathlib import Path

from autograd.handwork.checking import check
from autograd.handwork.judging.verdicts import VERDICTS
from autograd.handwork.language.limits import LimitError, Limits
from autograd.handwork.reports.data_report import to_json
from autograd.handwork.reports.text_report import to_markdown, to_text

PIECES = [
    *"+-*/^=()[],'.:|_ \t#0123456789eExyzWSdL∂Σσŷ₁²·×−½‖√π⌊⌋≈∇é中\x00\u202e\ud800",
    *["\n"] * 6, *[" = "] * 8, "given: ", "any: ", "round: 4\n", "round: off", "x in [-2, 2]\n",
    "k in 2..5\n", "sigmoid(", "tanh'(", "conv(", "softmax(", ", valid)", "if(", " > ", "dL/dx",
    "d/dx (", "a = 2\n", "x = 0.5\n", "y = x x\n", "W = [[1, 2], [3, 4]]\n", "v = [1, 2]\n", "W v",
    "v' v", "W'", "[1, 2]", "1e9", "**", "-1", "0.0", "1/0", "ln(", "__import__('os')", "9" * 40,
    "x = x + 1\n", "a = b\nb = a\n", "title: ", "v[1]", "W[2,1]", "max(", "sum(", ".*", "{}",
]  # fmt: skip
PROBLEMS = Path(__file__).parents[2] / "examples" / "problems"
GOOD = [path.read_text(encoding="utf-8") for path in sorted(PROBLEMS.glob("*.chalk"))]
LIMITS = Limits(seconds=2.0)


def text(seed):
    """A sheet of random pieces, or a good sheet with a few random changes."""
    draw = random.Random(seed)
    if seed % 2:
        return "".join(draw.choices(PIECES, k=draw.randrange(1, 60)))
    letters = list(draw.choice(GOOD))
    for _ in range(draw.randrange(1, 12)):
        at = draw.randrange(len(letters))
        letters[at : at + draw.choice((0, 1, 1, 2, 9))] = draw.choice(("", *PIECES))
    return "".join(letters)


def survive(sheet):
    """Judge and report a sheet; anything but a verdict or a limit is a fault of the checker."""
    try:
        report = check(sheet, limits=LIMITS)
    except LimitError:
        return
    assert {line.verdict for line in report.lines} <= set(VERDICTS)
    for write in (to_text, to_markdown, to_json):
        write(report).encode("utf-8", "backslashreplace")


def survive_all(seeds):
    """The seconds that the slowest sheet took; what fails says its seed and its text."""
    slowest = 0.0
    for seed in seeds:
        before = time.perf_counter()
        try:
            survive(text(seed))
        except Exception as error:
            error.add_note(f"seed {seed}: {text(seed)!r}")
            raise
        slowest = max(slowest, time.perf_counter() - before)
    return slowest


def main():
    started = time.perf_counter()
    seeds = range(*map(int, sys.argv[1:]))
    slowest = survive_all(seeds)
    whole = time.perf_counter() - started
    print(f"{len(seeds)} sheets in {whole:.0f} s, the slowest {slowest:.2f} s, no fault")


if __name__ == "__main__":
    main()
