"""`program`: the program that an output becomes, forward and backward."""

from typing import Annotated

import typer

from autograd.tape import record
from visualize.commands.loading import load
from visualize.commands.options import File, Force, Output, by_suffix, deliver

STYLES = {".py": "python", ".tex": "latex"}

Inputs = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        "-i",
        metavar="NAME",
        help="A leaf that differs from sample to sample, and needs no gradient: -i x1 -i x2.",
    ),
]
Loops = Annotated[
    bool, typer.Option("--loops", help="What repeats as loops: for each sample, each neuron.")
]
Latex = Annotated[bool, typer.Option("--latex", help="The formulas in LaTeX instead of Python.")]


def program(
    file: File,
    inputs: Inputs = None,
    loops: Loops = False,
    latex: Latex = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Print what backward computes as a program, in Python or LaTeX.

    There is a line for each number and for each adjoint. The Python runs by itself, and prints the
    output and its gradients. With -o the suffix of the file says how: .py or .tex.

    Example: chalkgrad program examples/trace_w3.py:L -o w3.py
    """
    style = by_suffix(output, STYLES, "latex" if latex else "python")
    if latex and style != "latex":
        raise ValueError(f"--latex is no {style.capitalize()}, got {output}; write -o FILE.tex")
    if loops and style != "python":
        raise ValueError("--loops is of Python, LaTeX has none; leave it out")
    tape = record(load(file), inputs=inputs)
    text = tape.latex() if style == "latex" else tape.source(loops=loops)
    deliver(text.rstrip("\n") if output is None else text, output, force)
