"""Interpreting: what primes, f(x) and `alias:` mean, which only the whole of a sheet tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograd.handwork.language.expressions import (
    Applied,
    Array,
    Expression,
    Name,
    Negative,
    Slope,
    Sum,
    Transposed,
    children,
    is_number,
    is_numeric,
    leaves,
    names_in,
    rewrite,
    with_children,
)
from autograd.handwork.language.limits import Limits
from autograd.handwork.language.lines import Line
from autograd.handwork.language.own_functions import HEAD, with_own_functions
from autograd.handwork.language.parsing import ReadingError

CONSTANTS = ("e", "pi")
GRADIENT = "grad_"
QUOTIENT = re.compile(r"d([^\W_]+)_d([^\W_]+)")


def interpreted(lines: Sequence[Line], limits: Limits) -> tuple[Line, ...]:
    """The lines of a sheet as the sheet as a whole means them."""
    meant = with_gradients(tuple(_primed(with_own_functions(lines, limits))))
    return tuple(map(_with_outer_products, meant)) if any("⊗" in x.text for x in meant) else meant


def with_gradients(lines: Sequence[Line]) -> tuple[Line, ...]:
    r"""The lines with `dL_dw` read as ∂L/∂w, and so `w.grad` and `∇w`, L being the one result.

    >>> from autograd.handwork.language.reading import read
    >>> from autograd.handwork.language.wording import text
    >>> lines = read("w = 3\nL = w w = 9\nw.grad = 6\ndL_dw = 6").lines
    >>> [text(line.parts[0].tree) for line in lines[2:]]
    ['∂L/∂w', '∂L/∂w']
    """
    subjects = {about.id for line in lines for about in _subjects(line)}
    asked = {name.id for line in lines for part in line.parts for name in names_in(part.tree)}
    found = [match for name in asked if (match := QUOTIENT.fullmatch(name))]
    lines = with_slopes(lines, {m[0]: (m[1], m[2]) for m in found if {m[1], m[2]} <= subjects})
    wanted = {name: name.removeprefix(GRADIENT) for name in asked if name.startswith(GRADIENT)}
    outputs = [about.id for about in outputs_of(lines)] if wanted else []
    if len(outputs) != 1:
        return tuple(lines)
    ends = {name: (outputs[0], wrt) for name, wrt in wanted.items() if wrt in subjects}
    return with_slopes(lines, ends)


def with_slopes(lines: Sequence[Line], ends: Mapping[str, tuple[str, str]]) -> tuple[Line, ...]:
    """The lines with names read as derivatives, each between the two quantities given for it."""

    def change(leaf: Expression) -> Expression:
        if isinstance(leaf, Name) and leaf.id in ends:
            of, wrt = (Name(end, end, at=leaf.at) for end in ends[leaf.id])
            return Slope(of, wrt, at=leaf.at)
        return leaf

    return tuple(
        _changed(line, lambda tree: rewrite(tree, change)) if ends else line for line in lines
    )


def outputs_of(lines: Sequence[Line]) -> list[Name]:
    """The quantities that are worked out on a sheet and that nothing else is worked out from.

    Of several the one, if there is one, that comes before all derivatives.
    """
    subjects = {about.id for line in lines for about in _subjects(line)}
    first: list[Name] = []

    def is_gradient(name: str) -> bool:
        return name.startswith(GRADIENT) or (name[:1] == "d" and name[1:] in subjects)

    formulas: dict[Name, set[str]] = {}
    for line in lines:
        for about in _subjects(line):
            used = {name.id for name in names_in(line.parts[1].tree)}
            slopes = any(isinstance(leaf, Slope) for leaf in leaves(line.parts[1].tree))
            updated = about.id.endswith(("_new", "_prime")) or about.id in used
            of_slopes = slopes or any(map(is_gradient, {about.id, *used}))
            if used and not updated and not of_slopes:
                formulas.setdefault(about, used)
            elif of_slopes and not first:
                first = _unused(formulas)
    found = _unused(formulas)
    return first if len(first) == 1 < len(found) else found


def _unused(formulas: Mapping[Name, set[str]]) -> list[Name]:
    inside = set[str]().union(*formulas.values())
    return [about for about in formulas if about.id not in inside]


def _with_outer_products(line: Line) -> Line:
    """`a ⊗ b` as the outer product where the line states a matrix for it."""
    if not any(_is_matrix(part.tree) for part in line.parts):
        return line
    return _changed(line, _outer)


def _changed(line: Line, change: Callable[[Expression], Expression]) -> Line:
    parts = tuple(part._replace(tree=change(part.tree)) for part in line.parts)
    return replace(line, parts=parts)


def _is_matrix(tree: Expression) -> bool:
    return isinstance(tree, Array) and all(isinstance(row, Array) for row in tree.items)


def _outer(tree: Expression) -> Expression:
    parts = tuple(map(_outer, children(tree)))
    made = with_children(tree, parts) if parts else tree
    if isinstance(made, Applied) and made.function == "tensor_product":
        return replace(made, function="outer")
    return made


def _primed(lines: Sequence[Line]) -> Iterator[Line]:
    """`w' = w − η g` is a new value and no transpose, `a' = a(1 − a)` a derivative."""
    formulas: dict[str, Expression] = {}
    renewed: dict[str, Name] = {}
    subjects = {about.id for line in lines for about in _subjects(line)}
    for line in lines:
        if line.error is None and line.parts:
            line = _with_meaning(line, formulas, renewed, subjects)
            for about in _subjects(line):
                formulas.setdefault(about.id, line.parts[1].tree)
        yield line


def _subjects(line: Line) -> Iterator[Name]:
    if len(line.parts) > 1 and not line.continues and isinstance(line.parts[0].tree, Name):
        yield line.parts[0].tree


def _with_meaning(
    line: Line, formulas: Mapping[str, Expression], renewed: dict[str, Name], subjects: set[str]
) -> Line:
    """A line with its primes read; `renewed` gains the new value that it states."""
    about, trees = line.parts[0].tree, [part.tree for part in line.parts]
    first = 0
    if isinstance(about, Transposed) and isinstance(about.operand, Name) and len(trees) > 1:
        name = about.operand
        unheard_of = name.id not in formulas and name.id not in subjects
        if unheard_of or is_new_value(name, trees[1], formulas.get(name.id)):
            taken = f"{name.id}_new" in subjects
            trees[0] = renewed[name.id] = replace(
                name, id=f"{name.id}_{'prime' if taken else 'new'}", shown=f"{name.shown}'"
            )
            first = 1
    try:
        read = [_without_primes(tree, formulas, renewed, line) for tree in trees[first:]]
    except ReadingError as error:
        return replace(line, parts=(), error=error)
    trees = [*trees[:first], *read]
    parts = tuple(part._replace(tree=tree) for part, tree in zip(line.parts, trees, strict=True))
    return replace(line, parts=parts)


def _without_primes(
    tree: Expression, formulas: Mapping[str, Expression], renewed: Mapping[str, Name], line: Line
) -> Expression:
    """The tree with w' read as the new value of w, and a' as a derivative if a is a number."""
    if isinstance(tree, Transposed) and isinstance(tree.operand, Name):
        name = tree.operand
        if name.id in renewed:
            return renewed[name.id]
        return _derivative(name, formulas, line) if is_number_like(name.id, formulas) else tree
    parts = tuple(_without_primes(part, formulas, renewed, line) for part in children(tree))
    return with_children(tree, parts) if parts else tree


def is_number_like(name: str, formulas: Mapping[str, Expression]) -> bool:
    """Whether a quantity is worked out from numbers only, so that there is nothing to transpose.

    >>> from autograd.handwork.language.parsing import tree
    >>> formulas = {"z": tree("3"), "a": tree("tanh(z)"), "v": tree("[1, 2]"), "h": tree("2 v")}
    >>> [is_number_like(name, formulas) for name in ("a", "h", "elsewhere")]
    [True, False, False]
    """
    waiting, seen = [name], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or (name in CONSTANTS and name not in formulas):
            continue
        if name not in formulas or holds_an_array(formulas[name]):
            return False
        seen.add(name)
        waiting += [used.id for used in names_in(formulas[name])]
    return True


def holds_an_array(tree: Expression) -> bool:
    """Whether an array is written in a tree."""
    return isinstance(tree, Array) or any(map(holds_an_array, children(tree)))


def is_new_value(name: Name, first: Expression, formula: Expression | None) -> bool:
    """Whether a line that begins with w' gives w its new value.

    >>> from autograd.handwork.language.parsing import tree
    >>> w, three = Name("w", "w"), tree("3")
    >>> is_new_value(w, tree("w - 0.1 g"), three), is_new_value(w, tree("w (1 - w)"), tree("2 x"))
    (True, False)
    """
    if isinstance(first, Array):
        return False
    terms = first.terms if isinstance(first, Sum) else ()
    bare = (term.operand if isinstance(term, Negative) else term for term in terms)
    if any(isinstance(term, Name) and term.id.removesuffix("_old") == name.id for term in bare):
        return True
    if formula is None:
        return is_numeric(first)
    return is_number(formula) and not isinstance(formula, Array)


def _derivative(name: Name, formulas: Mapping[str, Expression], line: Line) -> Slope:
    """What a' is where a is a formula of one quantity."""
    used = names_in(formulas.get(name.id, Array(())))  # of e and π there is no formula
    inside = dict.fromkeys(n.id for n in used if n.id not in CONSTANTS)
    if len(inside) != 1:
        column = line.spelled.column(name.at)
        message = (
            f"column {column}: it is not clear by what {name.shown}' is derived; "
            f"write d{name.shown}/d…, or {name.shown}_new for a new value"
        )
        raise ReadingError(message, column, f"{name.shown}'", "a derivative or a name")
    (wrt,) = inside
    return Slope(name, Name(wrt, wrt, at=name.at), at=name.at)


def without_value(lines: Sequence[Line]) -> tuple[Name, ...]:
    """The arguments of functions, as in σ(z) = 1/(1 + e⁻ᶻ), that no line gives a number to.

    Such a line holds for every z. Where a line claims a number for one, it must have a value.
    """
    subjects = {about.id for line in lines for about in _subjects(line)}
    arguments = dict[str, Name]()
    for line in (line for line in lines if not line.continues):
        about = line.parts[0].tree if line.parts else None
        if HEAD.match(line.spelled.text) or isinstance(about, Applied):
            arguments.update((name.id, name) for name in _arguments(line))
    for line in lines:
        if any(is_number(part.tree) for part in line.parts):
            for part in line.parts:
                for name in names_in(part.tree):
                    arguments.pop(name.id, None)
    return tuple(name for name in arguments.values() if name.id not in subjects)


def _arguments(line: Line) -> Iterator[Name]:
    head = HEAD.match(line.spelled.text)
    for word in re.split(r"\s*,\s*", head.group(2)) if head else ():
        yield Name(word, word)
    about = line.parts[0].tree if line.parts else None
    if isinstance(about, Applied):
        yield from (name for name in about.arguments if isinstance(name, Name))


def renamed(lines: Sequence[Line], meant: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines with names read as others, in the person's own spelling."""

    def called(name: Name) -> Name:
        return replace(name, id=meant.get(name.id, name.id))

    def change(leaf: Expression) -> Expression:
        if isinstance(leaf, Slope):
            return replace(leaf, of=rewrite(leaf.of, change), wrt=called(leaf.wrt))
        return called(leaf) if isinstance(leaf, Name) else leaf

    return tuple(_changed(line, lambda tree: rewrite(tree, change)) for line in lines)
