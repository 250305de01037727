"""The rooms of nn and the direction of its imports, read from the source."""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import nn

ROOT = Path(nn.__file__).parent
STOREY = {"base": 0, "sliding": 1, "layers": 2, "training": 3, "exchange": 3, "study": 3}
MODULES = {
    ".".join(("nn", *path.relative_to(ROOT).with_suffix("").parts)): ast.parse(path.read_text())
    for path in sorted(ROOT.rglob("*.py"))
    if path.name != "__init__.py"
}


def imported(statement):
    """The modules that an import statement names; `from nn.base import labels` names two."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    assert statement.level == 0, "relative import"
    inside = [f"{statement.module}.{alias.name}" for alias in statement.names]
    return [statement.module, *(name for name in inside if name in MODULES)]


def imports(statements):
    """Every module named by the import statements among these."""
    found = (s for s in statements if isinstance(s, (ast.Import, ast.ImportFrom)))
    return [name for statement in found for name in imported(statement)]


def room(module):
    return module.split(".")[1]


def test_every_module_stands_in_a_room():
    assert {room(module) for module in MODULES} == set(STOREY)


def test_imports_stay_in_their_room_or_go_down():
    climbing = [
        f"{module} -> {name}"
        for module, tree in MODULES.items()
        for name in imports(ast.walk(tree))
        if name.partition(".")[0] == "nn"
        and (
            name == "nn"
            or (room(name) != room(module) and STOREY[room(name)] >= STOREY[room(module)])
        )
    ]

    assert climbing == []


def test_no_modules_import_each_other_in_a_circle():
    graph = {
        module: {name for name in imports(ast.walk(tree)) if name in MODULES}
        for module, tree in MODULES.items()
    }

    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_only_optional_packages_are_imported_late():
    ours = sys.stdlib_module_names | {"nn", "autograd", "visualize"}
    late = [
        f"{module} -> {name}"
        for module, tree in MODULES.items()
        for name in set(imports(ast.walk(tree))) - set(imports(tree.body))
        if name.partition(".")[0] in ours
    ]

    assert late == []


def test_nothing_is_imported_for_types_alone():
    assert [m for m, tree in MODULES.items() if "TYPE_CHECKING" in ast.dump(tree)] == []


def test_nn_is_built_on_the_standard_library_and_autograd():
    allowed = sys.stdlib_module_names | {"nn", "autograd"}
    roots = {name.partition(".")[0] for tree in MODULES.values() for name in imports(tree.body)}

    assert roots <= allowed


def test_no_module_is_called_like_a_function_or_class_of_nn():
    defined = {
        statement.name
        for tree in MODULES.values()
        for statement in tree.body
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef))
    }

    assert {module.rpartition(".")[2] for module in MODULES} & defined == set()
