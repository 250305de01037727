"""Measure what chalkgrad costs beside its peers.

Engines that race are first shown to give the same loss and gradients, twice; then they run in turn,
each under four conditions: one step to a timing and three, with Python's garbage collector off and
on. Times are processor time on one core; ratios are taken round by round, and told as their median
and quartiles. Quote those with the collector off: how much of micrograd's time is the collector's
work on its reference cycles depends on the machine.
"""

import argparse
import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from examples.benchmark.plan import tasks
from examples.benchmark.races import missing
from examples.benchmark.tables import renewed, tables

ONE_CORE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}
"""Read by array libraries when they are loaded, which is later than this."""
PACKAGES = ("numpy", "llvmlite", "micrograd", "torch", "jax", "casadi")
SECTIONS = ("races", "growth", "surfaces", "memory", "starts")
HIPS = Path("build", "hips-autograd")


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.benchmark",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="half a minute, beside nothing that is to install")
    add("--only", metavar="TEXT", help='only what has this in its title, e.g. "replay: W1"')
    add("-o", dest="folder", type=Path, default=Path("build", "benchmark"), metavar="FOLDER",
        help="where benchmark.json and benchmark.png go (build/benchmark)")  # fmt: skip
    add("--hips", type=Path, nargs="?", const=HIPS, metavar="FOLDER",
        help=f"with HIPS autograd, in an environment made in a folder ({HIPS})")  # fmt: skip
    add(
        "--again",
        type=Path,
        metavar="FILE",
        help="tables and picture of a kept benchmark.json; with --only, that part measured anew",
    )
    add("--renew", type=Path, nargs="+", default=[], metavar="FILE",
        help="put the tables in the place of those with the same heads")  # fmt: skip
    return parser.parse_args()


def installed_version(package: str) -> str | None:
    """The version of a package, None if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    found = {package: installed_version(package) for package in PACKAGES}
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "versions": {package: text for package, text in found.items() if text},
    }


def measured(options: argparse.Namespace, run: dict[str, Any]) -> None:
    """Add the records of a run to what is known, and write all of it after each task."""
    every = list(tasks(options.quick, options.hips))
    wanted = [task for task in every if options.only is None or options.only in task.title]
    if not wanted:
        titles = ", ".join(task.title for task in every)
        raise SystemExit(f"nothing is called {options.only!r}; there are: {titles}")
    console = Console(stderr=True)
    for task in track(wanted, "measuring", console=console, disable=not console.is_terminal):
        found = rounded(task.records())
        known = run[task.section]
        run[task.section] = [each for each in known if not any(same(each, new) for new in found)]
        run[task.section] += found
        Path(options.folder, "benchmark.json").write_text(as_json(run), encoding="utf-8")


def same(record: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two records are of the same race, or of the same thing."""
    parts = ("section", "workload", "batch", "what")
    return all(record.get(part) == other.get(part) for part in parts)


def as_json(run: dict[str, Any]) -> str:
    """A run as JSON, a record on each line."""
    parts = []
    for name, part in run.items():
        lines = ",\n".join(map(json.dumps, part))
        parts.append(f'"{name}": ' + (f"[\n{lines}\n]" if type(part) is list else json.dumps(part)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def rounded(record: Any) -> Any:
    """The same with four figures of each number."""
    if isinstance(record, dict):
        return {name: rounded(part) for name, part in record.items()}
    if isinstance(record, (list, tuple)):
        return [rounded(part) for part in record]
    return float(f"{record:.4g}") if isinstance(record, float) else record


def main() -> None:
    """Measure, print the tables, write JSON and picture."""
    options = arguments()
    os.environ |= ONE_CORE
    options.folder.mkdir(parents=True, exist_ok=True)
    run: dict[str, Any] = {"machine": machine()} | {name: [] for name in SECTIONS}
    if options.again:
        run = json.loads(options.again.read_text(encoding="utf-8"))
    if options.only or not options.again:
        measured(options, run)
    for heading, lines in tables(run).items():
        print(f"\n## {heading}\n", *lines, sep="\n")
    for path in options.renew:
        text = path.read_text(encoding="utf-8")
        path.write_text(renewed(text, tables(run)), encoding="utf-8")
    if not options.quick and missing():
        print(
            f"\nnot installed, and so left out: {', '.join(missing())}; pip install -e '.[bench]'"
        )
    if find_spec("matplotlib"):
        from examples.benchmark.picture import save

        save(run, options.folder / "benchmark.png")


if __name__ == "__main__":
    main()
