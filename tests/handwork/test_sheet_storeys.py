"""Hand work is built in storeys: what is read, worth, slipped, judged, told, set as an exercise."""

import ast
from collections import Counter
from pathlib import Path

from autograd import handwork

HOUSE = Path(handwork.__file__).parent
ROOMS = ("language", "worlds", "slips", "judging", "reports", "exercises")
"""The rooms from the ground up; each imports from those below it, the modules on top from all."""
SLOW = "lark"
"""What functions may load: pytest imports hand work in every run, and mostly reads no sheet."""


def module_of(path):
    parts = path.relative_to(HOUSE.parents[1]).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def floor(module):
    """How high a module stands: its room's place in the list, or the top."""
    room = module.removeprefix("autograd.handwork.").partition(".")[0]
    return ROOMS.index(room) if room in ROOMS else len(ROOMS)


def imports_of(tree):
    """The modules that a syntax tree imports, wherever the statements stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


TREES = {
    module_of(path): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(HOUSE.rglob("*.py"))
    if path.name != "__init__.py" or path.parent == HOUSE
}
IMPORTS = {module: TREES.keys() & set(imports_of(tree)) for module, tree in TREES.items()}


def test_the_listing_of_the_folder_shows_the_rooms_and_no_other():
    assert {path.parent.name for path in HOUSE.glob("*/__init__.py")} == set(ROOMS)


def test_no_module_imports_from_above():
    climbs = {
        (module, imported)
        for module, found in IMPORTS.items()
        for imported in found
        if floor(imported) > floor(module)
    }

    assert climbs == set()


def test_no_modules_import_one_another_in_a_circle():
    left = dict(IMPORTS)
    while free := [module for module, imported in left.items() if not imported & left.keys()]:
        for module in free:
            del left[module]

    assert left == {}


def test_functions_import_the_slow_library_alone():
    hidden = {
        (module, name)
        for module, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for name in imports_of(function)
        if name.partition(".")[0] != SLOW
    }

    assert hidden == set()


def test_no_two_classes_have_one_name():
    names = Counter(
        node.name
        for path in HOUSE.parent.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in names.items() if count > 1] == []
