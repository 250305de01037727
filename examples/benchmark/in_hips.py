"""W1 in HIPS autograd, in a virtual environment and a process of its own."""

import atexit
import json
import os
import subprocess
import venv
from pathlib import Path
from typing import Any

from examples.benchmark.timing import Entrant
from examples.benchmark.workloads import PENALTY, RATE, moons, network

PACKAGE = "autograd==1.8.0"


def interpreter(folder: Path) -> Path:
    """The Python of the environment in this folder, which is made if there is none."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", PACKAGE], check=True)
        (folder / "complete").touch()
    return python


def mlp(folder: Path, batch: int, *, scalars: bool) -> Entrant:
    """W1, number by number or on arrays."""
    child = subprocess.Popen(
        [interpreter(folder), Path(__file__).with_name("hips_child.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={name: text for name, text in os.environ.items() if name != "PYTHONPATH"},
    )

    atexit.register(child.communicate)  # its input ends, and so does it

    def ask(question: dict[str, Any]) -> None:
        assert child.stdin is not None
        child.stdin.write(json.dumps(question) + "\n")
        child.stdin.flush()

    def asked(question: dict[str, Any]) -> Any:
        assert child.stdout is not None
        ask(question)
        return json.loads(child.stdout.readline())

    points, classes = moons(batch)
    ask(
        {"scalars": scalars, "layers": network(), "points": points, "classes": classes}
        | {"penalty": PENALTY, "rate": RATE}
    )
    return Entrant(lambda: asked({}), lambda calls, on: asked({"calls": calls, "collector": on}))
