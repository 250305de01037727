"""The rooms of `visualize` as storeys: imports lead down, and stand where one sees them."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOREYS = [
    "visualize.neighbour",
    "visualize.files",
    "visualize.nodes",
    "visualize.picture",
    "visualize.text",
    "visualize.film",
    "visualize.player",
    "visualize.plots",
    "visualize.faces",
    "visualize.commands",
    "visualize.cli",
]
"""From the ground up; the package itself opens what is in them."""

PATHS = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "visualize").rglob("*.py"))
}
MODULES = sorted(set(PATHS) - {"visualize"})


def names(statement):
    """The modules of ours that an import statement names."""
    if isinstance(statement, ast.Import):
        found = [alias.name for alias in statement.names]
    else:
        found = [f"{statement.module}.{alias.name}" for alias in statement.names]
        found = [name if name in PATHS else statement.module for name in found]
    return [name for name in found if name.partition(".")[0] in ("autograd", "nn", "visualize")]


def imported(module, *, in_functions=False):
    """The modules of ours that a module imports, perhaps only those inside functions."""
    tree = ast.parse(PATHS[module].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    within = {id(node) for function in functions for node in ast.walk(function)}
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if not in_functions or id(node) in within
        for name in names(node)
    }


def storey(module):
    """How high a module stands."""
    (height,) = (i for i, room in enumerate(STOREYS) if f"{module}.".startswith(f"{room}."))
    return height


def test_imports_lead_down():
    climbing = [
        f"{module} imports {name}"
        for module in MODULES
        for name in imported(module) & set(PATHS)
        if storey(name) > storey(module)
    ]

    assert climbing == []


def test_no_module_imports_itself_by_a_detour():
    graph = {module: imported(module) & set(PATHS) for module in MODULES}

    order = list(TopologicalSorter(graph).static_order())  # raises CycleError

    assert set(order) == set(MODULES)


def test_imports_stand_at_the_top():
    hidden = [
        f"{module} imports {name} in a function"
        for module in MODULES
        if not module.startswith("visualize.commands")
        for name in imported(module, in_functions=True)
    ]

    assert hidden == []
