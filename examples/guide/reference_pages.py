"""The pages of the reference, written from the packages themselves before Sphinx reads them.

A page for each package; its sections are the modules in the order in which the package imports
them, each under the first line of its docstring, with the public names it defines.
"""

import ast
import importlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType

PACKAGES = {
    "autograd": "nodes, gradients, traces and formulas",
    "nn": "layers, losses and training",
    "visualize": "pictures, pages and what notebooks show",
    "visualize.plots.curves": "curves of a training and of a function",
    "visualize.plots.gradients": "curves of gradients",
    "visualize.plots.comparing": "losses, sizes, shares and matrices side by side",
    "autograd.handwork": "sheets",
    "autograd.testing": "tests for a Value class of one's own",
    "autograd.exchange": "graphs in PyTorch, JAX, networkx and JSON",
    "autograd.tape": "graphs recorded once, to be read and run",
}
OPTIONS = {
    "class": "   :members:\n   :show-inheritance:\n",
    "exception": "   :members:\n",
    "data": "   :no-value:\n",
    "module": "   :members:\n",
}


def imported(package: ModuleType) -> Iterator[tuple[str, str]]:
    """The public names of a package, each with the module that defines it, in their order."""
    for node in ast.walk(ast.parse(Path(package.__file__ or "").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [alias.asname or alias.name for alias in node.names]
            yield from ((node.module, name) for name in names if name in package.__all__)


def defined(module: ModuleType) -> Iterator[str]:
    """The public functions and classes that a module defines itself."""
    for name, thing in vars(module).items():
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__:
            yield name


def kind(thing: object) -> str:
    """What autodoc calls a thing."""
    if isinstance(thing, ModuleType):
        return "module"
    if isinstance(thing, type):
        return "exception" if issubclass(thing, BaseException) else "class"
    return "function" if callable(thing) else "data"


def first_line(module: str) -> str:
    """What a module says of itself, without its full stop."""
    return (importlib.import_module(module).__doc__ or module).splitlines()[0].rstrip(".")


def entry(package: str, home: str, name: str) -> str:
    """One name, for autodoc; what a table says of itself stands where it is defined."""
    found = kind(getattr(importlib.import_module(package), name))
    place = home if found in ("data", "module") else package
    return f".. auto{found}:: {place}.{name}\n{OPTIONS.get(found, '')}"


def page(package: str) -> str:
    """The page of a package in MyST Markdown."""
    module = importlib.import_module(package)
    root = package.partition(".")[0]
    parts = [f"# `{package}`: {PACKAGES[package]}\n"]
    if hasattr(module, "__all__"):
        found = [(home, name) for home, name in imported(module) if home.startswith(root)]
    else:
        found = [(package, name) for name in defined(module)]
    for home, names in groupby(found, key=lambda each: each[0]):
        if not package.startswith(home):
            title = first_line(home)
            parts.append(f"## {title}\n\n`{home}`\n")
        entries = "\n".join(entry(package, home, name) for _, name in names)
        parts.append(f"```{{eval-rst}}\n{entries}```\n")
    return "\n".join(parts)


def module_map() -> str:
    """Every module of the packages under its folder, with what it says of itself."""
    parts = ["# The map of modules\n"]
    for root in ("autograd", "nn", "visualize"):
        top = Path(importlib.import_module(root).__file__ or "").parent
        files = sorted(top.rglob("*.py"), key=lambda file: (file.parent, file.name))
        for folder, inside in groupby(files, key=lambda file: file.parent):
            name = ".".join([root, *folder.relative_to(top).parts])
            rows = [f"`{file.stem}`\n: {said(file)}\n" for file in inside]
            parts.append("\n".join([f"## `{name}`\n", *rows]))
    return "\n".join(parts)


def said(file: Path) -> str:
    """The first line of a file's docstring, read without running it."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].replace("*", r"\*").replace("<", r"\<")


def write(folder: Path) -> None:
    """Write every page, and the list of them, where their text has changed."""
    folder.mkdir(exist_ok=True)
    listed = "\n".join(name.replace(".", "-") for name in PACKAGES)
    pages = {name.replace(".", "-"): page(name) for name in PACKAGES}
    pages["modules"] = module_map()
    pages["index"] = f"# Reference\n\n```{{toctree}}\n{listed}\nmodules\n```\n"
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
