"""Which leaves gradient descent changes in the player, before anyone has chosen."""

import re

from autograd import Graph, Value
from visualize.picture.scopes import homes

WEIGHT = re.compile(r"(w|W|b|θ|β|γ|theta|beta|gamma|weight|bias)(?![A-Za-z])")
"""A name that begins as weights and biases are called: w, w₁, W12, b, θ."""


def parameters(graph: Graph) -> list[Value]:
    """The leaves to learn: a model's parameters, or what looks like them.

    They are the leaves called as weights are, which those of an `nn` model are unless they got
    other names; else those that only a module uses; else all leaves.

    >>> w, x, y = Value(3.0, "w₁"), Value(2.0, "x"), Value(1.0, "y")
    >>> [leaf.label for leaf in parameters(Graph((w * x - y) ** 2))]
    ['w₁']
    >>> [leaf.label for leaf in parameters(Graph(x * x + y))]
    ['x', 'y']
    """
    leaves = list(graph.leaves)
    home = homes(graph)
    owned = [leaf for leaf in leaves if leaf.scope is None and home[leaf] is not None]
    named = [leaf for leaf in leaves if WEIGHT.match(graph.names[leaf])]
    return named or owned or leaves
