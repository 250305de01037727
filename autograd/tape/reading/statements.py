"""The statements of a program: one for each number of a tape, and one for each adjoint.

A statement is the sum of terms. An adjoint gathers its contributions, upstream × local derivative,
in the order in which `backward` adds them. What is used once, and not by a local derivative, is
written where it is used, so a sum of products is one line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from autograd.ops.alphabet import distinct, identifier
from autograd.tape.reading.rules import Rules
from autograd.tape.reading.templates import Template, Templates, number, total
from autograd.tape.tape import Tape, Use, uses

COURSE = str.maketrans("Σσς", "Sss")
"""Sums and their sigmoids are called S1 and s1 in ASCII, as on sheets."""
DEEPEST = 5
"""How many brackets lie in one another at most, because a number is written where it is used."""


class Statement(NamedTuple):
    """What is computed at a place, the number or its adjoint: the sum of terms."""

    place: int
    terms: list[str]


class Program(NamedTuple):
    """A tape in Python's words.

    Attributes:
        rules: The functions it calls.
        names: Of the numbers, by place.
        adjoints: Of the adjoints, by place; the output's, which is 1, and equal ones share a name.
        forward: How numbers are made.
        backward: How adjoints are made; that of the output, which is 1, only if asked for.
    """

    rules: Rules
    names: list[str]
    adjoints: dict[int, str]
    forward: list[Statement]
    backward: list[Statement]


def program_of(tape: Tape, keeps: frozenset[int] | None = None) -> Program:
    """A tape in Python's words.

    Args:
        tape: The recorded program.
        keeps: For a program to be read, the places that have a statement of their own in any case;
            then so have all numbers whose adjoints have one.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w, b = Value(3.0, "x"), Value(2.0, "w"), Value(1.0, "b")
    >>> program = program_of(record((w * x + b).tanh(), inputs=[x]))
    >>> [total(each.terms) for each in program.forward + program.backward]
    ['math.tanh(w * x + b)', '1 - v3 ** 2', 'dv3_dv2', 'dv3_dv2 * x']
    """
    templates = Templates(Rules())
    values = {
        place: templates.of(*entry) for place, entry in enumerate(tape.entries) if entry is not None
    }
    sending = {
        place: [
            (use, templates.of(*tape.made(use.place), use.position, use.place != tape.output))
            for use in found
        ]
        for place, found in uses(tape, tape.parameter_places).items()
        if found
    }
    taken = templates.rules.taken  # now with the names of all functions
    names = names_of(tape, taken)
    adjoints, backward, needed = backward_of(tape, sending, names, taken, keeps or frozenset())
    if keeps is not None:
        needed.update(keeps, [place for place, _ in backward])
    decided = [side for each in tape.decisions for side in (each.left, each.right)]
    kept = needed.union([tape.output], [side for side in decided if type(side) is int])
    forward = forward_of(tape, values, names, kept)
    return Program(templates.rules, names, adjoints, forward, backward)


def names_of(tape: Tape, taken: dict[str, int]) -> list[str]:
    """The names of a tape in ASCII, by place; unique, also beside those that are taken."""
    return [distinct(identifier(name.translate(COURSE)), taken) for name in tape.names]


def backward_of(
    tape: Tape,
    sending: dict[int, list[tuple[Use, list[Template]]]],
    names: list[str],
    taken: dict[str, int],
    keeps: frozenset[int],
) -> tuple[dict[int, str], list[Statement], set[int]]:
    """The names of the adjoints, how they are made, and the places whose numbers that takes."""
    output, own = tape.output, {*tape.parameter_places}
    adjoints = {output: distinct(f"d{names[output]}_d{names[output]}", taken)}
    statements = [Statement(output, ["1.0"])] if output in own else []
    needed: set[int] = set()

    @cache
    def words(place: int) -> list[str]:
        operands = [
            names[arg] if type(arg) is int else number(arg) for arg in tape.made(place).args
        ]
        return [*operands, names[place], adjoints[place]]

    for place, found in sending.items():
        terms = []
        for use, templates in found:
            for each in templates:
                terms.append(each.filled(words(use.place)))
                needed.update(places_in(each, tape.made(use.place).args, use.place))
        if len(terms) == 1 and terms[0].isidentifier() and place not in own and place not in keeps:
            adjoints[place] = terms[0]
        else:
            adjoints[place] = distinct(f"d{names[output]}_d{names[place]}", taken)
            statements.append(Statement(place, bare(terms)))
    return adjoints, statements, needed


def places_in(template: Template, args: Sequence[int | float], result: int = -1) -> Iterator[int]:
    """The places whose numbers fill the gaps of a term."""
    for gap in template.gaps:
        arg = args[gap] if gap < len(args) else result if gap == len(args) else None
        if type(arg) is int:
            yield arg


class Waiting(NamedTuple):
    """Terms to be written where they are used, and how many brackets lie in one another there."""

    terms: list[str]
    depth: int


def forward_of(
    tape: Tape, values: dict[int, list[Template]], names: list[str], kept: set[int]
) -> list[Statement]:
    """How the numbers are made; those kept have names, others are written where they are used."""
    counts = Counter(
        [
            arg
            for place, templates in values.items()
            for each in templates
            for arg in places_in(each, tape.made(place).args)
        ]
    )
    waiting: dict[int, Waiting] = {}
    statements = []
    for place, templates in values.items():
        found = put_in(templates, tape.made(place).args, names, waiting)
        if place in kept or counts[place] != 1 or found.depth > DEEPEST:
            statements.append(Statement(place, bare(found.terms)))
        else:
            waiting[place] = found
    return statements


def put_in(
    templates: list[Template],
    args: tuple[int | float, ...],
    names: list[str],
    waiting: dict[int, Waiting],
) -> Waiting:
    """Terms with names, constants, and what waited for being used here, in their gaps."""
    terms: list[str] = []
    depth = 0

    def word(arg: int | float, room: int) -> str:
        nonlocal depth
        if type(arg) is not int:
            return number(arg)
        if arg not in waiting:
            return names[arg]
        inner = waiting.pop(arg)
        depth = max(depth, inner.depth + 1)
        if room == len(inner.terms) == 1:
            return inner.terms[0]  # in brackets, if it needs them there
        text = total(bare(inner.terms))
        return text if len(inner.terms) <= room else f"({text})"

    for each in templates:
        arg = next(places_in(each, args), None) if each.text == "{}" else None
        if arg in waiting and (not terms or len(waiting[arg].terms) == 1):
            inner = waiting.pop(arg)
            depth = max(depth, inner.depth)
            if terms:
                terms += inner.terms
            else:
                terms = inner.terms  # of a long chain, which is not copied
        else:
            words = [word(args[gap], room) for gap, room in zip(each.gaps, each.room, strict=True)]
            terms.append(each.text.format(*words))
    return Waiting(terms, depth)


def bare(terms: list[str]) -> list[str]:
    """Terms, without the brackets of a single one."""
    return [unbracketed(terms[0])] if len(terms) == 1 else terms


def unbracketed(text: str) -> str:
    """A text without brackets around all of it.

    >>> unbracketed("(a - b)"), unbracketed("(a - b) * (c)")
    ('a - b', '(a - b) * (c)')
    """
    if text[0] != "(" or text[-1] != ")":
        return text
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[1:-1] if place == len(text) - 1 else text
    return text
