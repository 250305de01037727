"""Build sdist and wheel, and use them as strangers do: in clean environments, far from here.

Runs with every Python from 3.11 on that this machine has; `build` is taken from the index.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = 11, 20
NEEDED = (
    "autograd/py.typed",
    "autograd/handwork/language/grammar.lark",
    "autograd/handwork/language/grammar.json",
    "visualize/picture/fonts/LICENSE",
    "visualize/player/page.html",
    "visualize/sheets/page.html",
    "visualize/problem_set/questions/p001_q2.py",
    "visualize/problem_set/questions/001-q2.chalk",
)
UNWANTED = ("node_modules", "tests/", ".d.ts", "biome.json", "__pycache__")
PROGRAM = """
import autograd, nn, visualize
x = autograd.Value(3.0, "x")
y = x * x
y.backward()
assert x.grad == 6.0
visualize.draw(y).save("y.svg")
"""
BOARD = "from autograd import Value\nx = Value(3.0, 'x')\ny = x * x\n"


def run(*command: object, cwd: Path) -> None:
    """Run a command, silently unless it fails; what Python finds here must not help it."""
    env = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def pythons() -> list[str]:
    """One interpreter for each minor version, the one that runs this among them."""
    found = {sys.version_info[:2]: sys.executable}
    places = [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep)]
    places += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    for minor in range(OLDEST, NEWEST):
        for place in places:
            program = place / f"python3.{minor}"
            if program.exists() and "shims" not in program.parts:
                found.setdefault((3, minor), str(program))
    return [found[version] for version in sorted(found)]


def built(folder: Path) -> tuple[Path, Path]:
    """The sdist and the wheel, from a copy of what git knows."""
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    for name in filter(None, files.split("\0")):
        target = folder / "checkout" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    run(sys.executable, "-m", "venv", "maker", cwd=folder)
    run("maker/bin/pip", "install", "-q", "build", cwd=folder)
    run("maker/bin/python", "-m", "build", "-o", "built", "checkout", cwd=folder)
    (sdist,) = (folder / "built").glob("*.tar.gz")
    (wheel,) = (folder / "built").glob("*.whl")
    return sdist, wheel


def check_contents(wheel: Path) -> None:
    """The wheel holds what is needed at run time, and nothing of the workshop."""
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if any(part in name for part in UNWANTED)]
    if missing or strange:
        sys.exit(f"the wheel lacks {missing} and should not hold {strange[:5]}")
    print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB")


def use(python: str, package: Path, folder: Path) -> None:
    """Install a package into a clean environment and use it there, with warnings as errors.

    The interpreter that runs this answers all questions of the problem set, any other one.
    """
    folder.mkdir()
    run(python, "-m", "venv", "clean", cwd=folder)
    run("clean/bin/pip", "install", "-q", package, cwd=folder)
    (folder / "board.py").write_text(BOARD, encoding="utf-8")
    run("clean/bin/python", "-W", "error", "-c", PROGRAM, cwd=folder)
    run("clean/bin/chalkgrad", "--version", cwd=folder)
    run("clean/bin/chalkgrad", "draw", "board.py:y", "-o", "board.png", cwd=folder)
    questions = [] if python == sys.executable else ["001.Q2"]
    run("clean/bin/chalkgrad", "problems", *questions, "-o", "answers", cwd=folder)
    print(f"{package.name} works with {Path(python).name} of {Path(python).parent.parent.name}")


def main() -> None:
    """Build once; the wheel with every Python, the sdist and a plain checkout with one."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sdist, wheel = built(folder)
        check_contents(wheel)
        for index, python in enumerate(pythons()):
            use(python, wheel, folder / f"wheel{index}")
        use(sys.executable, sdist, folder / "sdist")
        (folder / "checkout" / "another_package").mkdir()
        use(sys.executable, folder / "checkout", folder / "from_checkout")


if __name__ == "__main__":
    main()
