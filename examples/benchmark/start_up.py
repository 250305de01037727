"""What starting costs: imports over bare Python, and whole commands."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from examples.benchmark.timing import Spread, spread

IMPORTS = ("autograd", "nn", "visualize")
PEERS = ("micrograd.engine", "numpy", "jax", "torch")
SHEET = Path(__file__).parents[1] / "problems" / "002-q1.chalk"
COMMANDS = {"chalkgrad --help": ["--help"], "chalkgrad check of one sheet": ["check", str(SHEET)]}
TELL = """
import atexit, sys, time
atexit.register(lambda: print(time.process_time(), file=sys.stderr))
"""
RUN = "from visualize.cli import main; sys.argv = ['chalkgrad', *sys.argv[1:]]; main()"


class Start(NamedTuple):
    """What starting something costs, in processor seconds beyond those of bare Python."""

    what: str
    seconds: Spread


def spent(program: str, *args: str) -> float:
    """Processor seconds of a Python process until it ends."""
    done = subprocess.run(
        [sys.executable, "-c", TELL + program, *args], capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{program} {args} ended with {done.returncode}: {done.stderr}")
    return float(done.stderr.splitlines()[-1])


def starts(quick: bool) -> Iterator[Start]:
    """Bare Python first, then everything, each in turn with it."""
    rounds = 2 if quick else 11
    bare = [spent("") for _ in range(rounds)]
    yield Start("bare Python", spread(bare))
    modules = [name for name in (*IMPORTS, *(() if quick else PEERS)) if found(name)]
    for name in modules:
        spent(f"import {name}")  # compiles what was never imported before
        more = [spent(f"import {name}") - spent("") for _ in range(rounds)]
        yield Start(f"import {name}", spread(more))
    for name, args in COMMANDS.items():
        more = [spent(RUN, *args) - spent("") for _ in range(rounds)]
        yield Start(name, spread(more))


def found(name: str) -> bool:
    """Whether there is such a module."""
    return find_spec(name.partition(".")[0]) is not None
