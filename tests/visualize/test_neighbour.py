"""Another package that imports as `autograd`: one sentence says what to do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from visualize.neighbour import refuse

ROOT = Path(__file__).parents[2]
SENTENCE = (
    r"another.autograd.__init__\.py is another package named `autograd`; install chalkgrad into a "
    r"virtual environment of its own: python -m venv \.venv, and pip install -e \. in it"
)


@pytest.fixture
def beside_another(tmp_path):
    """Run a Python file beside another package of the name `autograd`."""
    package = tmp_path / "another" / "autograd"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("def grad(function): ...\n")

    def run(name: str, program: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / name).write_text(program)
        return subprocess.run(
            [sys.executable, str(tmp_path / name), "--help"],
            env=os.environ | {"PYTHONPATH": f"{package.parent}{os.pathsep}{ROOT}"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_the_command_ends_in_one_sentence(beside_another):
    done = beside_another("chalkgrad", "from visualize.cli import main\nmain()\n")

    assert done.returncode == 2
    assert done.stdout == ""
    assert re.search(f"^chalkgrad: .*{SENTENCE}$", done.stderr, re.M)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("package", ["visualize", "nn"])
def test_an_import_is_an_import_error_with_that_sentence(beside_another, package):
    done = beside_another(
        "program.py", f"try: import {package}\nexcept ImportError as error: print(error)\n"
    )

    assert re.fullmatch(f".*{SENTENCE}\n", done.stdout)


def test_an_import_error_of_another_cause_stays_as_it_is():
    with pytest.raises(ModuleNotFoundError, match="No module named 'numpy'"):
        refuse(ModuleNotFoundError("No module named 'numpy'", name="numpy"))
