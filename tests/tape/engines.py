"""The engines that are installed, and how near each comes to the numbers of eager nodes."""

from importlib.util import find_spec

import pytest

from autograd.tape import engines

NEEDS = {"numpy": "numpy", "compiled": "llvmlite"}
EXACT = ("rules", "python")
INSTALLED = [name for name in engines.ENGINES if find_spec(NEEDS.get(name, "autograd"))]
ENGINES = pytest.mark.parametrize("engine", INSTALLED)


def built(engine, tape):
    """A tape made ready to run, with what it rests on."""
    return engines.engine_of(tape, engine)


def near(engine, numbers):
    """What an engine's numbers must equal: to the last bit, or to 1e-12."""
    if engine in EXACT:
        return pytest.approx(numbers, rel=0, abs=0, nan_ok=True)
    return pytest.approx(numbers, rel=1e-12, abs=1e-12, nan_ok=True)
