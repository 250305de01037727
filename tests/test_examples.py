"""The examples run from anywhere and print the hand values of the course problem set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def start(module: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """An example, run in a folder to its end; modules of that folder come first."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", f"examples.{module}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def run(module: str, folder: Path) -> str:
    """What an example prints when it is run in a folder."""
    finished = start(module, folder)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trace_w3")
    return folder, run("trace_w3", folder)


@pytest.mark.parametrize(
    "line",
    [
        "σ₁ = σ(Σ₁) = σ(1.3680) = 0.7971.",
        "Σ₃ = w₅·σ₁ + w₆·σ₂ = 0.8·0.7971 + (-0.2)·0.1928 = 0.5991.",
        "ŷ = σ(Σ₃) = σ(0.5991) = 0.6455.",
        "∂L/∂ŷ·∂ŷ/∂Σ₃·∂Σ₃/∂σ₂·∂σ₂/∂Σ₂·∂Σ₂/∂w₃ = 0.2910·0.2288·(-0.2)·0.1556·(-0.3) = 0.0006",
        "∂L/∂w₃ = 0.000621577986389",
    ],
)
def test_trace_w3_prints_the_hand_calculation(traced, line):
    _, printed = traced

    assert line in printed


def test_trace_w3_writes_both_pictures(traced):
    folder, _ = traced

    assert (folder / "trace_w3.svg").read_text(encoding="utf-8").count("Σ₃") >= 1
    assert (folder / "trace_w3.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_two_moons_are_told_apart(tmp_path):
    pytest.importorskip("matplotlib")
    printed = run("two_moons", tmp_path)

    shares = re.findall(r"right on \w+ points: ([\d.]+)%", printed)
    assert len(shares) == 2
    assert min(map(float, shares)) > 95
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "two_moons_boundary.png",
        "two_moons_loss.png",
    ]


def test_without_matplotlib_two_moons_says_so_before_it_trains(tmp_path):
    (tmp_path / "matplotlib.py").write_text("raise ModuleNotFoundError(name='matplotlib')\n")
    finished = start("two_moons", tmp_path)

    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr.splitlines()[-1] == (
        "matplotlib is not installed; get it with: pip install -e '.[plots]'"
    )
    assert "Traceback" not in finished.stderr
