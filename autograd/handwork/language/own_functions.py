"""Own functions: `f(x) = x²` on a sheet, and f(3), f'(x) in the lines below it.

A call is replaced by the function's formula with the arguments put in, so that nothing that
judges a line needs to know of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language.expressions import (
    Applied,
    Expression,
    Name,
    Slope,
    children,
    names_in,
    rewrite,
    with_children,
)
from autograd.handwork.language.functions import function_named
from autograd.handwork.language.limits import Limits
from autograd.handwork.language.lines import Line
from autograd.handwork.language.naming import pieces_of, set_apart
from autograd.handwork.language.parsing import ReadingError, parse, unexpected
from autograd.handwork.language.plain_text import NAME

MARK = "\x01"
"""Put behind the name of a function of the sheet, so that the grammar reads a call. It is refused
where it is typed.
"""
HEAD = re.compile(rf"\s*({NAME}){MARK}?\s*\(\s*({NAME}(?:\s*,\s*{NAME})*)\s*\)\s*:?=")
CALL = re.compile(rf"\d+\.?\d*|({NAME})('?)(?=\s*\()|{NAME}")
"""A name that is called, in its first group; numbers and other names are passed over whole."""
PRIMED = re.compile(rf"(?<!\w)({NAME})'\s*\(\s*({NAME})\s*\)")

PRIMED_AT = re.compile(rf"\s*({NAME})'\s*\(\s*-?[\d.]+\s*\)\s*:?=")
"""What a row is about is no product of a derivative and a number, but the derivative there."""


class OwnRule(NamedTuple):
    """What a function of the sheet is worth for its parameters."""

    parameters: tuple[str, ...]
    body: Expression


def with_own_functions(lines: Sequence[Line], limits: Limits) -> tuple[Line, ...]:
    r"""The lines with every call of a function that the sheet defines written out.

    >>> from autograd.handwork.language.reading import read
    >>> from autograd.handwork.language.wording import text
    >>> [text(part.tree) for part in read("f(x) = x^2\nf(3) = 9").lines[1].parts]
    ['3^2', '9']
    """
    functions: dict[str, OwnRule] = {}
    made = _with_functions(lines, functions, limits)
    if not functions:
        return tuple(made)
    made = _with_functions(lines, functions, limits)  # some may stand above their formula
    return tuple(_after_its_parameters(made, functions))


def _with_functions(
    lines: Sequence[Line], functions: dict[str, OwnRule], limits: Limits
) -> list[Line]:
    """The lines with the functions known so far written out; those they define become known."""
    quantities: dict[str, set[str]] = {}
    made: list[Line] = []
    for line in lines:
        head = None if line.given or line.continues else HEAD.match(line.spelled.text)
        name = head.group(1) if head else ""
        if head and name not in quantities and not function_named(name):
            parameters = tuple(re.split(r"\s*,\s*", head.group(2)))
            functions[name] = OwnRule(parameters, Name(name, name))
            line = _written_out(line, functions, quantities, limits)
            if line.error is None:
                exists = {*parameters, *quantities}
                body = _set_apart(line.parts[1].tree, exists, line.spelled)
                second = line.parts[1]._replace(tree=body)
                line = replace(line, parts=(line.parts[0], second, *line.parts[2:]))
                functions[name] = OwnRule(parameters, body)
        elif line.error is None and not line.given:
            line = _written_out(line, functions, quantities, limits)
        about = line.parts[0].tree if line.parts else None
        if isinstance(about, Name) and len(line.parts) > 1:
            first = line.parts[1].tree
            quantities.setdefault(about.id, {used.id for used in names_in(first)})
        made.append(line)
    return made


def _set_apart(body: Expression, exists: set[str], spelled: PlainLine) -> Expression:
    """The body with `uv` as the product of the parameters u and v."""

    def means(name: Name) -> tuple[Name, ...]:
        ways = pieces_of(name.id, exists.__contains__) if name.id not in exists else []
        return tuple(Name(piece, piece, at=name.at) for piece in ways[0]) if ways else (name,)

    return set_apart(body, means, spelled)


def _written_out(
    line: Line,
    functions: Mapping[str, OwnRule],
    quantities: Mapping[str, set[str]],
    limits: Limits,
) -> Line:
    """A line without calls of the sheet's functions."""
    marked = _marked(line.spelled, functions, quantities)
    if marked.text == line.spelled.text:
        return line
    try:
        trees = [tree for tree, _, _ in parse("chain", marked, limits)]
        trees = [expanded(tree, functions, marked) for tree in trees]
    except ReadingError as error:
        return replace(line, parts=(), error=error)
    parts = tuple(part._replace(tree=tree) for part, tree in zip(line.parts, trees, strict=True))
    return replace(line, parts=parts, spelled=marked)


def _marked(
    spelled: PlainLine, functions: Mapping[str, OwnRule], quantities: Mapping[str, set[str]]
) -> PlainLine:
    """The line with a mark behind every name that is called as a function of the sheet.

    L'(y) is a derivative too where L is a quantity whose formula holds y; so is L'(3) in front of
    an `=`, which is refused as it is of a function.
    """
    primed = {
        found.start()
        for found in PRIMED.finditer(spelled.text)
        if found.group(2) in quantities.get(found.group(1), ())
    }
    about = PRIMED_AT.match(spelled.text)
    if about and quantities.get(about.group(1)):
        primed.add(about.start(1))

    def mark(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return match.group()
        own = match.group(1) in functions or match.start() in primed
        return f"{match.group(1)}{MARK if own else ''}{match.group(2)}"

    return spelled.rewritten(CALL, mark)


def expanded(tree: Expression, functions: Mapping[str, OwnRule], spelled: PlainLine) -> Expression:
    """A tree with the calls of the sheet's functions replaced by their formulas."""
    if isinstance(tree, Slope) and not isinstance(tree.of, Name):
        return replace(tree, of=expanded(tree.of, functions, spelled))
    parts = tuple(expanded(part, functions, spelled) for part in children(tree))
    made = with_children(tree, parts) if parts else tree
    if not isinstance(made, Applied) or not made.function.endswith(MARK):
        return made
    name = made.function.removesuffix(MARK)
    arguments = made.arguments
    wanted = len(functions[name].parameters) if name in functions else len(arguments)
    if len(arguments) != wanted:
        found = f"{name} of {len(arguments)} arguments"
        raise unexpected(spelled.column(made.at), found, str(wanted))
    if made.prime:
        (argument,) = arguments if len(arguments) == 1 else (None,)
        if not isinstance(argument, Name):
            column = spelled.column(made.at)
            raise unexpected(column, f"{name}' of a number or a formula", f"{name}' of a quantity")
        return Slope(_value(name, (argument,), functions, made.at), argument, at=made.at)
    return _value(name, arguments, functions, made.at)


def _value(
    name: str, arguments: tuple[Expression, ...], functions: Mapping[str, OwnRule], at: int
) -> Expression:
    """The quantity itself for its own parameters, else the formula with the arguments put in."""
    if name not in functions:
        return Name(name, name, at=at)
    parameters, body = functions[name]
    if all(isinstance(a, Name) and a.id == p for a, p in zip(arguments, parameters, strict=True)):
        return Name(name, name, at=at)
    given = dict(zip(parameters, arguments, strict=True))

    def put_in(leaf: Expression) -> Expression:
        if isinstance(leaf, Name) and not leaf.index:
            return given.get(leaf.id, replace(leaf, at=at))
        return leaf

    return rewrite(body, put_in)


def _after_its_parameters(
    lines: Sequence[Line], functions: Mapping[str, OwnRule]
) -> Iterator[Line]:
    """The lines in order, but a function's behind those that first give its parameters a value."""
    first = {_subject(line): i for i, line in reversed([*enumerate(lines)])}
    held: dict[int, list[Line]] = {}
    for i, line in enumerate(lines):
        own = functions.get(_subject(line))
        until = max((first.get(name, 0) for name in own.parameters), default=0) if own else 0
        if until > i and not (i + 1 < len(lines) and lines[i + 1].continues):
            held.setdefault(until, []).append(line)
        else:
            yield line
        yield from held.get(i, ())


def _subject(line: Line) -> str:
    about = line.parts[0].tree if line.parts else None
    return about.id if isinstance(about, Name) else ""
