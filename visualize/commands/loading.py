"""From what the command line names, such as `examples/trace_w3.py:L`, to an output."""

import contextlib
import re
import runpy
import sys
import traceback
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from autograd import Graph, Trace, Value, label_all

PYTHON = ".py"
USUAL = ("L", "loss", "output")
"""The names under which an output is looked for, in this order."""

_TARGET = re.compile(r"(.+?\.(?:py|chalk|md|markdown))(?::(.+))?", re.IGNORECASE)


class InputError(Exception):
    """The input cannot be used; the message says why and what to do, in one line."""


class Target(NamedTuple):
    """A file, and the name in it that is meant ("" for the usual one)."""

    path: Path
    name: str


def target(text: str) -> Target:
    """`FILE` or `FILE:NAME` in parts; the file exists.

    >>> target("visualize/cli.py:L").name, target("visualize/cli.py").name
    ('L', '')
    """
    found = _TARGET.fullmatch(text)
    if found is None:
        raise InputError(
            f"{text!r} is neither a Python file nor a sheet; give FILE.py:NAME or FILE.chalk"
        )
    path = Path(found[1])
    if not path.is_file():
        raise InputError(f"there is no file {str(path)!r}")
    return Target(path, found[2] or "")


def load(text: str) -> Value:
    """The output that `FILE` or `FILE:NAME` names.

    A Python file is run, with all that it does: it is the user's own; nodes without a label get the
    names of their variables. A sheet is only read.

    Raises:
        InputError: The file fails, or has no such output.
    """
    path, name = target(text)
    if path.suffix.lower() == PYTHON:
        names = namespace(path)
        output = chosen(names, name, path)
        label_all(names)
        return output
    from autograd.handwork.language.reading import read_file
    from autograd.handwork.worlds.running import output_of

    output = output_of(read_file(path))
    return Graph(output).node(name) if name else output


def namespace(path: Path) -> dict[str, Any]:
    """What a Python file defines; what it prints goes to the error stream.

    Raises:
        InputError: It cannot be run; the message has the line and the reason.
    """
    with as_script(path), contextlib.redirect_stdout(sys.stderr):
        try:
            return runpy.run_path(str(path), run_name="chalkgrad_input")
        except SystemExit as error:
            raise InputError(f"{path} ends itself with exit({error.code!r})") from error
        except SyntaxError as error:
            where = f"{error.filename or path}, line {error.lineno}"
            raise InputError(f"{where}: {error.msg}") from error
        except Exception as error:
            lines = [
                frame.lineno
                for frame in traceback.extract_tb(error.__traceback__)
                if Path(frame.filename) == path
            ]
            where = f"{path}, line {lines[-1]}" if lines else str(path)
            reason = " ".join(str(error).split())
            raise InputError(f"{where}: {type(error).__name__}: {reason}") from error


@contextlib.contextmanager
def as_script(path: Path) -> Iterator[None]:
    """Inside, modules beside the file can be imported, and it sees no arguments of ours."""
    arguments, places = sys.argv, list(sys.path)
    sys.argv, sys.path[:] = [str(path)], [str(path.resolve().parent), str(Path.cwd()), *places]
    try:
        yield
    finally:
        sys.argv, sys.path[:] = arguments, places


def chosen(names: dict[str, Any], name: str, path: Path) -> Value:
    """The output of a name, of a usual name, or the only one there is."""
    if name:
        if name not in names:
            raise InputError(f"{path} defines no {name!r}{offer(names, path)}")
        output = as_output(names[name])
        if output is None:
            kind = type(names[name]).__name__
            raise InputError(f"{name} in {path} is of type {kind}, no Value{offer(names, path)}")
        return output
    for usual in USUAL:
        output = as_output(names.get(usual))
        if output is not None:
            return output
    ends = outputs(names)
    if len(ends) == 1:
        return next(iter(ends.values()))
    found = "several outputs" if ends else "no output: no Value that is computed from others"
    raise InputError(f"{path} defines {found}{offer(names, path)}")


def as_output(found: Any) -> Value | None:
    """A Value as it is, the output of a graph or trace, what a function without arguments gives."""
    if isinstance(found, FunctionType) and not required(found):
        found = found()
    if isinstance(found, Trace):
        found = found.graph
    if isinstance(found, Graph):
        found = found.output
    return found if isinstance(found, Value) else None


def required(function: FunctionType) -> bool:
    """Whether a function cannot be called without arguments."""
    try:
        signature(function).bind()
    except TypeError:
        return True
    return False


def outputs(names: dict[str, Any]) -> dict[str, Value]:
    """The Values that are computed, and from which no other Value there is computed."""
    computed = {
        name: value for name, value in names.items() if isinstance(value, Value) and value.op
    }
    inner = {node for value in computed.values() for node in Graph(value).nodes[:-1]}
    return {name: value for name, value in computed.items() if value not in inner}


def offer(names: dict[str, Any], path: Path) -> str:
    """What could be asked for instead, as the end of a message."""
    found = list(outputs(names))[:8]
    if not found:
        return f"; write `L = ...` in it, then {path}:L"
    return f"; choose one: {', '.join(f'{path}:{name}' for name in found)}"
