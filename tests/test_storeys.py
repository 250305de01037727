"""The storeys of the house: imports lead down, in no circle, and stand where one sees them."""

import ast
import re
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STOREYS = {
    "autograd": [
        "faces",
        "ops",
        "engine",
        "passes",
        "writing",
        ".",
        "handwork testing exchange tape",
    ],
    "autograd.handwork": [
        "habits",
        "language",
        "worlds",
        "slips",
        "judging",
        "reports",
        "exercises",
        ".",
    ],
    "nn": ["base", "sliding", "layers", "training exchange study", "."],
    "visualize": [
        *("neighbour", "files", "picture", "text", "film", "player", "sheets", "plots", "editors"),
        *("faces", "problem_set classroom", "commands", "cli", "."),
    ],
}
"""The rooms of each package from the ground up: rooms on one storey know nothing of each other, and
`.` are the modules that stand in no room.
"""
LATE = ("nn", "visualize", "autograd.handwork")
"""Packages that read their imports for types and run each when it is asked for."""
COMMANDS = "visualize.commands"
"""They import what each needs when it is called, so that `--help` is quick."""

TREES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for package in ("autograd", "nn", "visualize")
    for path in sorted((ROOT / package).rglob("*.py"))
}
PACKAGES = pytest.mark.parametrize("package", STOREYS)


def imported(statements):
    """The modules named by the import statements among these; of ours the module, not the name."""
    for node in statements:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in TREES else node.module


IMPORTS = {module: set(imported(ast.walk(tree))) for module, tree in TREES.items()}


def storey(package, module):
    """How high a module stands, and its room."""
    room = module.removeprefix(package).lstrip(".").partition(".")[0]
    rooms = [storey.split() for storey in STOREYS[package]]
    room = room if any(room in beside for beside in rooms) else "."
    return next(height for height, beside in enumerate(rooms) if room in beside), room


@PACKAGES
def test_imports_lead_down(package):
    inside = [module for module in TREES if f"{module}.".startswith(f"{package}.")]
    climbing = []
    for module in inside:
        height, room = storey(package, module)
        for name in IMPORTS[module] & set(inside):
            above, other = storey(package, name)
            if above > height or (above == height and room != other):
                climbing.append(f"{module} imports {name}")

    assert climbing == []


@PACKAGES
def test_every_room_is_there(package):
    rooms = {room for storey in STOREYS[package] for room in storey.split()} - {"."}

    assert {room for room in rooms if f"{package}.{room}" not in TREES} == set()


@pytest.mark.parametrize("package", ["autograd", "nn", "visualize"])
def test_the_guide_draws_the_storeys_as_they_are(package):
    drawn = (ROOT / "examples/guide/design.md").read_text(encoding="utf-8")
    told = re.search(rf"^    {package} +((?:.|\n {{15}})+)$", drawn, re.MULTILINE)
    rooms = [
        [room for room in storey.split() if (ROOT / package / room).is_dir() and room != "."]
        for storey in STOREYS[package]
    ]

    assert [storey.split(", ") for storey in re.split(r"\s*→\s*", told[1])] == [
        *filter(None, rooms)
    ]


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: names & set(TREES) for module, names in IMPORTS.items()}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, which names them

    assert set(order) == set(TREES)


def test_functions_import_optional_packages_alone():
    ours = sys.stdlib_module_names | {"autograd", "nn", "visualize"}
    late = [
        f"{module} imports {name} in a function"
        for module, tree in TREES.items()
        if not module.startswith(COMMANDS)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for name in imported(ast.walk(function))
        if name.partition(".")[0] in ours and name != "inspect"  # as slow as the whole engine
    ]

    assert late == []


def test_nothing_of_ours_is_imported_for_types_alone():
    for_types = [
        f"{module} imports {name}"
        for module, tree in TREES.items()
        if module not in LATE and not module.startswith(COMMANDS)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for name in imported(ast.walk(node))
        if name in TREES
    ]

    assert for_types == []


@pytest.mark.parametrize("package", ["autograd", "nn"])
def test_no_two_classes_have_one_name(package):
    names = Counter(
        node.name
        for module, tree in TREES.items()
        if module.startswith(package)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_of_nn_is_called_like_a_function_or_class_of_it():
    defined = {
        node.name
        for module, tree in TREES.items()
        if module.startswith("nn")
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }

    called = {module.rpartition(".")[2] for module in TREES if module.startswith("nn.")}

    assert called & defined == set()
