"""Sheets that nobody would write: pieces of the language, and of anything else, at random.

`python -m tests.handwork.fuzzing 100000` runs so many, on all cores with `--jobs 0`; the suite runs
a few hundred. Every third is judged by a key that is as wild; every report there is is written.
"""

import argparse
import json
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from autograd.handwork.checking import check
from autograd.handwork.fingerprints import compared, fingerprint
from autograd.handwork.judging.verdicts import VERDICTS
from autograd.handwork.language.documents import NotebookError, text_of
from autograd.handwork.language.limits import LimitError, Limits
from autograd.handwork.reports.class_report import class_report, class_text
from autograd.handwork.reports.data_report import to_csv, to_gradescope, to_json
from autograd.handwork.reports.hints import ladder
from autograd.handwork.reports.marking import mark
from autograd.handwork.reports.text_report import to_markdown, to_text
from visualize.faces.class_page import class_html
from visualize.faces.sheet_report import sheet_html

PIECES = [
    *"+-*/^=()[],'.:|_ \t#0123456789eExyzWSdL∂Σσŷ₁²·×−½‖√π⌊⌋≈∇é中\x00\u202e\ud800",
    *["\n"] * 6, *[" = "] * 8, "given: ", "any: ", "round: 4\n", "round: off", "x in [-2, 2]\n",
    "k in 2..5\n", "sigmoid(", "tanh'(", "conv(", "softmax(", ", valid)", "if(", " > ", "dL/dx",
    "d/dx (", "a = 2\n", "x = 0.5\n", "y = x x\n", "W = [[1, 2], [3, 4]]\n", "v = [1, 2]\n", "W v",
    "v' v", "W'", "[1, 2]", "1e9", "**", "-1", "0.0", "1/0", "ln(", "__import__('os')", "9" * 40,
    "x = x + 1\n", "a = b\nb = a\n", "title: ", "v[1]", "W[2,1]", "max(", "sum(", ".*", "{}",
    "- ", "1. ", "| ", "**", "`", "$", "$$", "\\frac{", "}{", "}", "\\sigma", "\\left(",
    "\\begin{align}", "\\\\", "&", "\\partial ", "^{(1)}", "_{12}", "```\n", "```chalk\n", "<b>",
    "0,5", "1.000,5", ":=", "←", "w' = w - ", "f(x) = ", "f'(x)", "let ", "Given ", "->", "=>",
    "...", "…", "so we get ", "(new)", ".T", "np.exp(", "alias: x = y\n", "\r", "\x1b[31m",
    "e^-x", "d^2y/dx^2", "∇", "Σᵢ", "[1 2; 3 4]", "2.66×10⁻²", "x x'", "conv(x, x, full)",
    "1e300", "-0.0", "nan", "inf", "ln(-1)", "0^-1", "any: x in [-9, -1]\n",
]  # fmt: skip
SUFFIXES = ("", "", ".md", ".tex", ".ipynb")
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


def survive(sheet, key=None):
    """Judge and report a sheet; anything but a verdict or a limit is a fault of the checker."""
    try:
        report = check(sheet, key=key, limits=LIMITS)
    except LimitError:
        return
    assert {line.verdict for line in report.lines} <= set(VERDICTS)
    told = [write(report) for write in (to_text, to_markdown, to_json, to_gradescope)]
    told += [sheet_html(report, picture=False), class_html([report]), to_csv([report])]
    told += [class_text(class_report([report])), to_text(report, "none"), to_json(report, "hint")]
    told += [hint for line in report.lines for hint in ladder(report, line)]
    for text in told:
        text.encode("utf-8")
    marks = mark(report)
    assert 0 <= marks.got <= marks.possible
    if key is not None:
        compared(report, fingerprint(key, work=1))


def survive_one(seed):
    """The seconds that one sheet took; what fails says its seed and its text."""
    before = time.perf_counter()
    suffix = SUFFIXES[seed // 2 % len(SUFFIXES)]
    typed, key = text(seed), text(seed + 1) if seed % 3 == 0 else None
    try:
        survive(opened(typed, suffix), key)
    except Exception as error:
        error.add_note(f"seed {seed}, {suffix or 'a sheet'}: {typed!r}, by the key {key!r}")
        raise
    return time.perf_counter() - before


def opened(typed, suffix):
    """What is read of a file with this text."""
    if suffix == ".ipynb":
        cells = [{"cell_type": "markdown", "source": [typed]}, {"cell_type": "code", "source": ""}]
        typed = json.dumps({"cells": cells})
    try:
        return text_of(typed, suffix)
    except NotebookError:
        return ""


def survive_all(seeds):
    """The seconds that the slowest sheet took."""
    return max(map(survive_one, seeds))


def main():
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("count", type=int)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--jobs", type=int, default=1)
    options = asked.parse_args()
    started = time.perf_counter()
    seeds = range(options.first, options.first + options.count)
    with ProcessPoolExecutor(options.jobs or os.cpu_count()) as pool:
        slowest = max(pool.map(survive_one, seeds, chunksize=50))
    whole = time.perf_counter() - started
    print(f"{len(seeds)} sheets in {whole:.0f} s, the slowest {slowest:.2f} s, no fault")


if __name__ == "__main__":
    main()
