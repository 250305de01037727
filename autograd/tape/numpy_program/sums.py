"""A tape's numbers as sums of products, chains of + and × fused, and as ops of what is left.

`a*b + c*d + e`, however it was written, becomes one sum of five factors: it is a row of a matrix
times a column, if there are more like it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from autograd.ops.operation import Op
from autograd.tape.tape import Tape, reached
from autograd.writing.sources import UntranslatableError
from autograd.writing.trees.array_rules import value_rule
from autograd.writing.trees.expressions import Expression

SHORT = 4
"""Terms up to which a sum times a number is multiplied out when it is added to another."""


class Term(NamedTuple):
    """A number times one place or two; -1 stands for none."""

    factor: float
    first: int = -1
    second: int = -1

    @property
    def places(self) -> list[int]:
        """Its places."""
        return [place for place in self[1:] if place >= 0]


class Node(NamedTuple):
    """How a number is made: as a sum of products, or by an op of places and numbers."""

    terms: list[Term] | None
    op: Op | None = None
    args: tuple[int | float, ...] = ()

    @property
    def places(self) -> list[int]:
        """The places that it is made of."""
        if self.terms is None:
            return [arg for arg in self.args if type(arg) is int]
        return [place for term in self.terms for place in term.places]


@dataclass
class Fused:
    """A tape after fusing.

    Attributes:
        nodes: What is still computed, by place, in order.
        varying: The places that differ from sample to sample.
        needed: The places whose adjoints are needed for those of the parameters.
        output: The place of the output, which varies even if nothing else does.
        levels: By place, the length of the longest way to it from a leaf; 0 for leaves.
    """

    nodes: dict[int, Node]
    varying: set[int]
    needed: set[int]
    output: int
    levels: dict[int, int] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def monomials(op: Op, count: int) -> tuple[tuple[float, tuple[int, ...]], ...] | None:
    """An op's value as a sum of products of at most two operands, or None.

    >>> from autograd import OPS
    >>> monomials(OPS["sub"], 2), monomials(OPS["sigma"], 3)
    (((1.0, (0,)), (-1.0, (1,))), ((1.0, (0,)), (1.0, (1, 2))))
    """
    try:
        rule = value_rule(op, count)
    except UntranslatableError:
        return None
    found = None if rule.refusals else expanded(rule.result)
    return None if found is None or any(len(each) > 2 for _, each in found) else tuple(found)


def expanded(tree: Any) -> list[tuple[float, tuple[int, ...]]] | None:
    """A tree as a sum of monomials, unless brackets would have to be multiplied out."""
    if not isinstance(tree, Expression):
        return [(tree, ())]
    if tree.name == "operand":
        return [(1.0, (tree.args[0],))]
    if tree.name not in ("add", "sub", "sum", "neg", "mul", "div"):
        return None
    parts = [expanded(arg) for arg in tree.args]
    if None in parts:
        return None
    sums: Any = parts
    if tree.name in ("add", "sum"):
        return [each for part in sums for each in part]
    if tree.name == "sub":
        return [*sums[0], *scaled(sums[1], -1.0)]
    if tree.name == "neg":
        return scaled(sums[0], -1.0)
    first, second = sums
    if tree.name == "div":
        plain = len(second) == 1 and second[0][1] == () and second[0][0] != 0
        return scaled(first, 1 / second[0][0]) if plain else None
    if len(first) > 1 or len(second) > 1:
        return None
    ((a, left), (b, right)) = first[0], second[0]
    return [(a * b, left + right)]


def scaled(
    terms: list[tuple[float, tuple[int, ...]]], factor: float
) -> list[tuple[float, tuple[int, ...]]]:
    """A sum of monomials times a number."""
    return [(factor * a, operands) for a, operands in terms]


def fused(tape: Tape, varying_leaves: Collection[int], kept: Collection[int] = ()) -> Fused:
    """A tape with its chains of + and × put together.

    Args:
        tape: The tape.
        varying_leaves: The leaves that differ from sample to sample.
        kept: Places whose numbers are asked for beside the output.
    """
    uses = [0] * len(tape.entries)
    for entry in tape.entries:
        if entry is not None:
            for arg in entry.args:
                if type(arg) is int:
                    uses[arg] += 1
    for place in kept:
        uses[place] += 2
    varying = reached(tape, tuple(varying_leaves))
    known: list[int | float] = list(range(len(tape)))
    for place in tape.constant_places:
        known[place] = tape.numbers[place]
    nodes: dict[int, Node] = {}
    for place, entry in enumerate(tape.entries):
        if entry is None:
            continue
        args = tuple([known[arg] if type(arg) is int else arg for arg in entry.args])
        found = monomials(entry.op, len(args))
        if found is None:
            nodes[place] = Node(None, entry.op, args)
            continue
        terms: list[Term] = []
        for factor, positions in found:
            term = term_of(factor, [args[i] for i in positions])
            alone = term.first if term.second < 0 else -1  # which is no node
            if alone in nodes and uses[alone] == 1 and (alone in varying) == (place in varying):
                plain = factor == 1.0 and len(positions) == len(term.places)
                terms = joined(terms, term, nodes, plain=plain)
            else:
                terms.append(term)
        nodes[place] = Node(terms)
    sums = Fused(nodes, varying, reached(tape, tape.parameter_places), tape.output)
    return settled(sums, len(tape))


def term_of(factor: float, args: list[int | float]) -> Term:
    """A number times arguments, of which places are kept apart."""
    places = []
    for arg in args:
        if type(arg) is int:
            places.append(arg)
        else:
            factor *= arg
    return Term(factor, *places)


def joined(terms: list[Term], term: Term, nodes: dict[int, Node], *, plain: bool) -> list[Term]:
    """Terms and one more, whose node is put in if nothing stands in between.

    What is multiplied by a number, be it 1, stays apart if it is long, so that samples whose
    numbers differ are alike.
    """
    inner = nodes[term.first].terms
    if inner is None or not (plain or is_short(inner)):
        terms.append(term)
        return terms
    del nodes[term.first]
    if term.factor != 1.0:
        inner = [each._replace(factor=term.factor * each.factor) for each in inner]
    if not terms:
        return inner  # as it is, so that a long chain is not copied again and again
    terms += inner
    return terms


def is_short(terms: list[Term]) -> bool:
    """Whether a sum has few terms, and no product among them."""
    return len(terms) <= SHORT and all(term.second < 0 for term in terms)


def settled(found: Fused, new: int) -> Fused:
    """The same with a sum in parts where its products are of different kinds; with levels.

    A matrix either varies from sample to sample or does not, and so do all products of one sum.

    Args:
        found: The sums.
        new: The first place that is free.
    """
    nodes, found.nodes, varying = found.nodes, {}, found.varying
    for place, node in nodes.items():
        while part := own_part(node.terms or [], found, varies=place in varying):
            apart = any(not varying.isdisjoint(term.places) for term in part)
            include(found, new, Node(part), varies=apart)
            rest = [term for term in node.terms or () if term not in part]
            node = Node([*rest, Term(1.0, new)])
            new += 1
        include(found, place, node, varies=place in varying)
    if found.output not in varying:
        include(found, new, Node([Term(1.0, found.output)]), varies=True)
        found.output = new
    return found


def own_part(terms: list[Term], found: Fused, *, varies: bool) -> list[Term]:
    """Terms that are better a sum of their own, so that what is alike stays together."""
    products = [term for term in terms if term.second >= 0]
    if varies:
        fixed, both = (
            [term for term in products if factors_that_vary(term, found.varying) == count]
            for count in (0, 2)
        )
        if fixed or (both and len(both) < len(terms) and len(terms) > SHORT):
            return fixed or both
    alone = [term for term in terms if term.first in found.nodes and term.second < 0]
    if len(terms) <= SHORT or not alone:
        return []
    if products:  # rows times columns, to which something is added
        return [term for term in terms if term not in alone]
    by_level = defaultdict(list)
    for term in alone:
        by_level[found.levels[term.first]].append(term)
    longest = max(by_level.values(), key=len)
    return longest if SHORT < len(longest) < len(terms) else []


def factors_that_vary(term: Term, varying: set[int]) -> int:
    """How many factors of a product vary."""
    return (term.first in varying) + (term.second in varying)


def include(found: Fused, place: int, node: Node, *, varies: bool) -> None:
    """Add a node, whose operands are there, and its level."""
    found.nodes[place] = node
    places = node.places
    found.levels[place] = 1 + max([found.levels.get(each, 0) for each in places], default=0)
    if varies:
        found.varying.add(place)
    if not found.needed.isdisjoint(places):
        found.needed.add(place)
