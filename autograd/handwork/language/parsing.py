"""Parsing: one line of plain text to trees, by the grammar in grammar.lark."""

from __future__ import annotations

import re
from functools import cache
from inspect import isfunction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.language import building, declaring, grammar_tables
from autograd.handwork.language import expressions as ex
from autograd.handwork.language.building import MisreadError
from autograd.handwork.language.functions import function_named
from autograd.handwork.language.limits import LimitError, Limits
from autograd.handwork.language.plain_text import NAME, spell

if TYPE_CHECKING:  # loaded with the first sheet: pytest, which loads us in every run, does without
    from lark import Lark, Token

GLUED_EXPONENT = re.compile(r"(?:\^|\*\*)\s*-?\d+(?:\.\d+)?[A-Za-z]")
SECOND = re.compile(rf"\bd ?\^\(?2\)? ?{NAME} ?/ ?\(?d ?{NAME}")
TERMINALS = {
    "NUMBER": "a number",
    "NAME": "a name",
    "LPAR": "an opening bracket",
    "RPAR": "')'",
    "RSQB": "']'",
    "COMMA": "','",
    "EQUALS": "'='",
    "IN": "'in'",
    "INTEGER": "a number of places",
    "OFF": "'off'",
    "DOTS": "'..'",
    "$END": "the end of the line",
}


class ReadingError(ValueError):
    """A line that cannot be read: where, what was found, and what was expected there."""

    def __init__(self, message: str, column: int, found: str, expected: str) -> None:
        super().__init__(message)
        self.column = column
        self.found = found
        self.expected = expected

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, int, str, str]]:
        """Its parts: reports are sent between processes."""
        return type(self), (str(self), self.column, self.found, self.expected)


class UnjudgedError(ReadingError):
    """What a line says is clear, but not whether it is right."""


def unexpected(column: int, found: str, expected: str) -> ReadingError:
    """The error of the usual form.

    >>> raise unexpected(3, "'*'", "a number")
    Traceback (most recent call last):
    autograd.handwork.language.parsing.ReadingError: column 3: found '*'; expected a number
    """
    return ReadingError(
        f"column {column}: found {found}; expected {expected}", column, found, expected
    )


def parse(start: str, spelled: PlainLine, limits: Limits) -> Any:
    """What the grammar's rule `start` makes of a line.

    For `chain` a list of (tree, first position, last position), for `given` of (name, tree).
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    _check_text(spelled, limits)
    try:
        result = _parser().parse(spelled.text, start=start)
    except UnexpectedToken as error:
        ended = error.token.type == "$END"
        at = len(spelled.text.rstrip()) if ended else error.token.start_pos or 0
        found = "the end of the line" if ended else repr(str(error.token))
        expected = _expected(error.accepts or error.expected)
        raise unexpected(spelled.column(at), found, expected) from error
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        found = repr(spelled.text[at])
        expected = _expected(error.allowed or set())
        raise unexpected(spelled.column(at), found, expected) from error
    except MisreadError as error:
        raise unexpected(spelled.column(error.at), error.found, error.expected) from error
    _check_trees(start, result, limits)
    return result


def _check_text(spelled: PlainLine, limits: Limits) -> None:
    """Refuse, before parsing, what would be too deep or too long, and what is ambiguous."""
    level = 0
    for at, character in enumerate(spelled.text):
        level += (character in "([") - (character in ")]")
        if level > limits.depth:
            raise LimitError(
                f"column {spelled.column(at)}: brackets nested more than {limits.depth} deep"
            )
    second = SECOND.search(spelled.text)
    if second:
        raise unexpected(
            spelled.column(second.start()), "a second derivative", "the derivative of a formula"
        )
    glued = GLUED_EXPONENT.search(spelled.text)
    if glued:
        column = spelled.column(glued.start())
        power = glued.group()
        raise ReadingError(
            f"column {column}: it is not clear how far the exponent {power!r} … reaches; "
            "put it in brackets, as in e^(-2x)",
            column,
            power,
            "an exponent in brackets",
        )


def _check_trees(start: str, result: Any, limits: Limits) -> None:
    trees = {"chain": 0, "given": 1}.get(start)
    if trees is None:
        return
    for entry in result:
        if ex.depth(entry[trees]) > limits.depth:
            raise LimitError(f"an expression nested more than {limits.depth} deep")
        for leaf in ex.leaves(entry[trees]):
            if isinstance(leaf, ex.Numeral):
                _check_number(leaf, limits)
        for name in ex.names_in(entry[trees]):
            if len(name.id) > limits.name_length:
                raise LimitError(
                    f"the name {name.id[:12]!r}… has {len(name.id)} letters; "
                    f"a name may have {limits.name_length}"
                )


def _check_number(number: ex.Numeral, limits: Limits) -> None:
    digits, _, power = number.text.lower().partition("e")
    if sum(map(str.isdigit, digits)) > limits.digits:
        raise LimitError(f"a number of more than {limits.digits} digits")
    if power and abs(int(power[:9])) > limits.exponent:
        raise LimitError(f"the power of ten in {number.text[:20]} is beyond ±{limits.exponent}")


def _expected(terminals: set[str]) -> str:
    """The grammar's terminals in a person's words."""
    if "NUMBER" in terminals:
        return "a number, a name or an opening bracket"
    if "PLUS" in terminals:
        inside = {"RPAR"} if "RPAR" in terminals else {"RSQB", "COMMA"}
        closing = [TERMINALS[t] for t in ("RSQB", "COMMA", "RPAR") if t in inside & terminals]
        ends = ["'='", "the end of the line"] if "$END" in terminals else []
        return ", ".join(["an operator", *closing, *ends][:-1]) + f" or {[*closing, *ends][-1]}"
    known = sorted(TERMINALS[t] for t in terminals if t in TERMINALS)
    return " or ".join(known) if known else "something else"


@cache
def _parser() -> Lark:
    """The parser, made once."""
    named = [*vars(building).items(), *vars(declaring).items()]
    rules = {name: rule for name, rule in named if isfunction(rule)}
    return grammar_tables.parser(
        transformer=SimpleNamespace(**rules), lexer_callbacks={"FUNCTION": _function_or_name}
    )


def _function_or_name(token: Token) -> Token:
    """A name with an argument behind it is a function only when there is one of that name."""
    return token if function_named(token) else token.update(type="NAME")


def tree(text: str) -> ex.Expression:
    """The tree of one expression.

    >>> tree("2(a - b)") == tree("2 * (a − b)")
    True
    """
    parts: list[tuple[ex.Expression, int, int]] = parse("chain", spell(text), Limits())
    return parts[0][0]
