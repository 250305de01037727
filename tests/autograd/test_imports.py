"""What imports what, what is loaded, and that every run says the same."""

import ast
import builtins
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import autograd

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("autograd", "nn", "visualize")
    for path in (ROOT / package).rglob("*.py")
)
ALLOWED = {
    "autograd": {"autograd"},
    "nn": {"autograd", "nn"},
    "visualize": {"autograd", "visualize"},
}


def imported_packages(path, where="everywhere"):
    """The packages that a module's import statements name, those inside functions or not."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree) if where == "everywhere" else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; write the whole name"
            yield node.module.partition(".")[0]


def test_imports_go_one_way():
    for path in MODULES:
        package = path.partition("/")[0]
        allowed = set(ALLOWED) if path.startswith("visualize/cli") else ALLOWED[package]
        ours = set(imported_packages(path)) & set(ALLOWED)

        assert ours <= allowed, path


def test_star_import_hides_nothing_of_python():
    shadowed = set(autograd.__all__) & set(vars(builtins))

    assert shadowed == set()
    assert (autograd.abs(-2), autograd.pow(2, 3)) == (2, 8)


def test_no_string_in_autograd_names_another_package():
    strings = {
        node.value
        for path in MODULES
        if path.startswith("autograd/")
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [text for text in strings if re.fullmatch(r"(visualize|nn)(\.\w+)*", text)] == []


SPEAKING = ("visualize/cli", "visualize/player/opening")
"""What a person runs to be shown something: the command line, and `play`, which says where."""


EXECUTING = {
    ("autograd/testing/probes.py", "exec"),
    ("autograd/writing/trees/rewriting.py", "compile"),
    ("autograd/tape/python_program.py", "compile"),
    ("autograd/tape/python_program.py", "exec"),
    ("autograd/tape/numpy_program/engine.py", "compile"),
}
"""Lines that stand in `autograd.testing.operations`: what is run is what a message shows."""


def test_library_code_prints_nothing_and_executes_nothing():
    called = {
        (path, node.func.id)
        for path in MODULES
        if not path.startswith(SPEAKING)
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    forbidden = ("print", "eval", "exec", "compile", "__import__")
    assert {call for call in called if call[1] in forbidden} == EXECUTING


def in_a_new_process(code, **environment):
    """What a program prints in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("package", ["autograd", "nn"])
def test_import_loads_the_standard_library_alone_and_prints_nothing(package):
    listing = in_a_new_process(
        f"import sys; before = set(sys.modules); import {package}; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    loaded = set(listing.split())

    assert loaded - sys.stdlib_module_names <= {"autograd", "nn"}


def test_the_autograd_imported_is_ours():
    assert Path(autograd.__file__).is_relative_to(ROOT), (
        f"`import autograd` found {autograd.__file__}, another package of that name. The cure is a "
        "virtual environment of its own for this project: python -m venv .venv, then in it "
        "pip install -e . (and pip uninstall autograd where the other one is installed)"
    )


SAYING_ALL = """
from autograd import Graph, Value, by_hand, latex, paths, squared_error, value_formula, weighted_sum
w = [Value(0.1 * i, f"w{i}") for i in range(1, 7)]
h = [weighted_sum(0.0, w[:3], [1.0, 2.0, w[i]]).tanh() for i in range(3, 6)]
L = squared_error(weighted_sum(w[0], w[1:4], h), 0.5)
L.label = "L"
graph = Graph(L)
print(list(graph.names.values()), *L.trace().sentences, paths(L, w[0]), sep="\\n")
print(*(latex(value_formula(node, graph.names)) for node in graph.nodes), sep="\\n")
"""


def test_every_run_says_the_same():
    first, second = (in_a_new_process(SAYING_ALL, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first == second
    assert first.count("\n") > 50


@pytest.mark.parametrize("name", sorted({*autograd.__all__, "abs", "pow"} - {"OPS"}))  # a table
def test_every_public_name_has_a_docstring(name):
    documented = (getattr(autograd, name).__doc__ or "").strip()

    assert documented
    assert not documented.startswith(f"{name}(")  # the signature that classes write by themselves


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.startswith(("autograd/ops", "autograd/engine"))]
)
def test_ops_and_engine_load_nothing_slow(path):
    loaded = set(imported_packages(path, "top"))

    # each of these takes as long to load as all of the engine
    assert not loaded & {"dataclasses", "inspect", "html", "ast", "threading", "fractions"}
