"""pdflatex in the tests: loud where it is missing, required in CI."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def compiled(source: str, folder: Path) -> str:
    """The log of a document that pdflatex compiles without an error.

    Raises:
        AssertionError: It does not compile; the message is TeX's.
    """
    if not shutil.which("pdflatex"):
        if os.environ.get("CI"):
            pytest.fail("pdflatex is missing, and CI must compile the LaTeX that we write")
        pytest.skip("PDFLATEX IS MISSING: nobody has compiled the LaTeX that this test is about")
    (folder / "solution.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    done = subprocess.run([*command, "solution.tex"], cwd=folder, capture_output=True, check=False)
    log = done.stdout.decode(errors="replace")
    complaint = [line for line in log.splitlines() if line.startswith(("!", "l."))]
    assert done.returncode == 0, "\n".join(complaint)
    assert (folder / "solution.pdf").stat().st_size > 10_000
    return log
