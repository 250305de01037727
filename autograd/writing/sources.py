"""The source of a rule as a syntax tree: the very text it was compiled from, or none."""

import ast
import linecache
from collections.abc import Iterator
from functools import lru_cache
from importlib.abc import InspectLoader
from types import CodeType, FunctionType

Source = ast.FunctionDef | ast.Lambda


class UntranslatableError(ValueError):
    """A rule uses what the page has no twin of; the message says what."""


def source_of(function: FunctionType) -> Source:
    """The syntax tree of a def or lambda, in a file or a notebook.

    Raises:
        UntranslatableError: Its text is not at hand, or has been changed since.

    >>> import math
    >>> from autograd import OPS
    >>> ast.unparse(source_of(OPS["div"].partials[1]))
    'lambda a, b, y: -y / b'
    """
    code = function.__code__
    text = "".join(linecache.getlines(code.co_filename, function.__globals__))
    if not text:
        raise UntranslatableError("its source is not at hand")
    try:
        tree, codes = parsed(text, code.co_filename)
    except SyntaxError:
        raise UntranslatableError("its source is not plain Python") from None
    found = [node for node in ast.walk(tree) if isinstance(node, Source) and is_at(node, code)]
    if code not in codes or not found:
        raise UntranslatableError("its source has been changed since it was declared")
    return found[-1]  # of lambdas inside lambdas the innermost, which `walk` gives last


@lru_cache(maxsize=64)
def parsed(text: str, name: str) -> tuple[ast.Module, frozenset[CodeType]]:
    """A source file's syntax tree, and the code of every function in it."""
    code = InspectLoader.source_to_code(text, name)  # which is compared, and never run
    return ast.parse(text, name), frozenset(codes_in(code))


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """A code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes_in(constant)


def is_at(node: Source, code: CodeType) -> bool:
    """Whether the code was compiled from this place of its file."""
    if isinstance(node, ast.FunctionDef):
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        return node.name == code.co_name and first == code.co_firstlineno
    if code.co_name != "<lambda>" or node.lineno != code.co_firstlineno:
        return False
    body = node.body
    begin, end = (body.lineno, body.col_offset), (body.end_lineno, body.end_col_offset)
    places = [
        ((line, column), (end_line, end_column))
        for line, end_line, column, end_column in code.co_positions()
        if line and end_line and column is not None and end_column  # else it belongs to no text
    ]
    return bool(places) and all(begin <= first and last <= end for first, last in places)
