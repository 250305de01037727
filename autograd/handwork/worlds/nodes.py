"""Nodes: the Values that a formula of a sheet becomes in a world's graph."""

from __future__ import annotations

from autograd import Value, weighted_sum
from autograd.handwork.language.arrays import Quantity, indexed
from autograd.handwork.language.expressions import Expression, Name, Product, Sum
from autograd.handwork.worlds.evaluation import Lookup, evaluate


def formed(tree: Expression, node_of: Lookup) -> Quantity:
    """The Values of a formula; b + w x + … of scalars is one node, as in textbook figures."""
    pairs, biases = [], []
    for term in tree.terms if isinstance(tree, Sum) else ():
        if isinstance(term, Name):
            biases.append(node_of(term))
        elif isinstance(term, Product) and len(term.factors) == 2:
            pairs.append([node_of(x) for x in term.factors if isinstance(x, Name)])
        else:
            pairs.append([])
    parts = [x for pair in pairs for x in pair] + biases
    whole = all(len(pair) == 2 for pair in pairs) and all(isinstance(x, Value) for x in parts)
    if not pairs or len(biases) > 1 or not whole:
        return evaluate(tree, node_of)
    left, right = zip(*pairs, strict=True)
    return weighted_sum(biases[0] if biases else 0.0, left, right)


def as_node(x: Value | float) -> Value:
    """A scalar as a node: itself, or a constant."""
    return x if isinstance(x, Value) else Value(float(x))


def moved(x: Value, to: float) -> Value:
    """The same node standing at another number."""
    return x if x.data == to else x + (to - x.data)


def label(made: Quantity, shown: str) -> None:
    """Name the Values of a quantity, entries by their index, unless they bear a name already."""
    for index, x in indexed(made):
        if not x.label:
            x.label = f"{shown}[{','.join(map(str, index))}]" if index else shown
