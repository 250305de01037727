"""The rules of ops with gaps for names: written once, filled in for each node of an op."""

import ast
import math
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from autograd.ops.operation import Op
from autograd.tape.reading.letters import Letter, letter, literal, sum_of, tree
from autograd.tape.reading.rules import Rules

ALONE = ("(", ", "), (")", ",")
BESIDE = ("(", ", ", " + ", " - "), (")", ",", " + ", " - ")
"""What stands before and behind a gap that takes a sum, or a term of one, without brackets."""


class Template(NamedTuple):
    """A term with gaps.

    Attributes:
        text: The term.
        gaps: Which of the operands, the result and the upstream fill the gaps.
        room: For each gap, how many terms it takes without brackets: many, one or none.
    """

    text: str
    gaps: tuple[int, ...]
    room: tuple[int, ...]

    def filled(self, words: Sequence[str]) -> str:
        """The term with words in its gaps."""
        return self.text.format(*[words[gap] for gap in self.gaps])


class Templates:
    """The terms of ops, written at the first use of each."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._found: dict[tuple[Any, ...], list[Template]] = {}
        self._asking: set[tuple[Op, int | None]] = set()

    def of(
        self,
        op: Op,
        args: Sequence[int | float],
        position: int | None = None,
        sends: bool = False,
    ) -> list[Template]:
        """The terms of an op's value, or of its local derivative by one argument.

        Args:
            op: The op.
            args: The arguments of its entry.
            position: Which argument, None for the value.
            sends: Whether the local derivative is multiplied by the upstream.
        """
        key: tuple[Any, ...] = op, position, sends, len(args)
        if (op, position) in self._asking:
            key = *key, *[arg if type(arg) is float else None for arg in args]
        found = self._found.get(key)
        if found is None:
            terms, asks = self.rules.applied(op, position, args)
            if sends:
                terms = [sent(terms, letter(len(args) + 1, self.rules.of_op))]
            found = [template(term) for term in terms]
            if asks and (op, position) not in self._asking:
                self._asking.add((op, position))  # from now on with the numbers in the key
            else:
                self._found[key] = found
        return found


def sent(terms: list[ast.expr], upstream: Letter) -> ast.expr:
    """Upstream × the local derivative that terms add up to."""
    partial = sum_of(terms)
    match ast.unparse(partial):
        case "1.0":
            return tree(upstream)
        case "-1.0":
            return tree(-upstream)
    return tree(upstream * Letter(partial, upstream.rules))


def template(term: ast.expr) -> Template:
    """A term with gaps in place of letters; in brackets if it needs them beside others."""
    text = ast.unparse(ast.BinOp(ast.Name("_"), ast.Add(), term)).removeprefix("_ + ")
    pieces = GAP.split(text.translate(BRACES))
    room = tuple([room_between(*each) for each in pairwise(pieces[::2])])
    return Template("{}".join(pieces[::2]), tuple(map(int, pieces[1::2])), room)


def room_between(before: str, behind: str) -> int:
    """How many terms a gap takes without brackets, by what stands around it.

    >>> room_between("math.tanh(", ")") > 1, room_between("(", " - "), room_between("", " ** 2")
    (True, 1, 0)
    """
    if before.endswith(ALONE[0]) and behind.startswith(ALONE[1]):
        return sys.maxsize
    return int(before.endswith(BESIDE[0]) and behind.startswith(BESIDE[1]))


GAP = re.compile("§([0-9]+)§")
BRACES = {ord("{"): "{{", ord("}"): "}}"}


def number(x: Any) -> str:
    """A constant as an operand is written.

    >>> number(0.5), number(-0.5), number(math.inf)
    ('0.5', '(-0.5)', 'math.inf')
    """
    written = repr(x) if math.isfinite(x) else ast.unparse(literal(x))
    return f"({written})" if written[0] == "-" else written


def total(terms: Sequence[str]) -> str:
    """Terms added up, from the left.

    >>> total(["a", "-b", "c * d"])
    'a - b + c * d'
    """
    rest = [f" - {term[1:]}" if term[0] == "-" else f" + {term}" for term in terms[1:]]
    return "".join([terms[0], *rest])
