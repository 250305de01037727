"""The sum over paths with common factors taken out, as backpropagation does."""

from collections.abc import Callable

from autograd.engine.graph import Edge
from autograd.engine.value import Value
from autograd.passes.ledger import Ledger, path_counts
from autograd.writing.formula import Formula, Number, Symbol, product, total
from autograd.writing.node_formulas import derivative_along
from autograd.writing.sentences import Equation, gradient_name, shown, shown_partial
from autograd.writing.walking import Work, finished

FACTORS = 40
"""The most factors that are written out: some lines of text."""

Tree = dict[Edge, "Tree"]
"""Paths from the output on, those that begin with the same edges together."""

Written = Callable[[Edge], Formula]
"""How an edge is written: its local derivative by name, or the number."""


def factored(ledger: Ledger) -> Equation:
    """The sum over paths with common factors taken out.

    Either the upstream of each node is written out in front of what leads on to the source, or the
    factors nearest the output are taken out, ∂y/∂c·(… + …): whichever is shorter. If both have more
    than 40 factors, it is the second for the largest listed paths, with … for the others.

    >>> from autograd import Value, paths, text
    >>> a = Value(3.0, "a"); b = a * 2; b.label = "b"; L = b * b; L.label = "L"
    >>> print(*(text(part) for part in factored(paths(L, a))), sep=" = ")
    ∂L/∂a = (∂L/∂b⁽¹⁾ + ∂L/∂b⁽²⁾)·∂b/∂a = (6 + 6)·2 = 24
    >>> c = a * b; c.label = "c"; y = c + 1; y.label = "y"
    >>> text(factored(paths(y, a)).symbols)
    '∂y/∂c·(∂c/∂a⁽²⁾ + ∂c/∂b·∂b/∂a⁽¹⁾)'
    """
    trace, graph = ledger.trace, ledger.trace.graph
    before_source, after_output = upstream_size(ledger), output_size(ledger)
    form = largest_only
    if min(before_source, after_output) <= FACTORS:
        form = upstream_first if before_source <= after_output else output_first

    def side(written: Written, seed: Formula) -> Formula:
        factors = form(ledger, written, [seed] if trace.seed != 1 else [])
        return product(factors) if factors else Number(1.0)

    output = gradient_name(trace, graph.output)
    return Equation(
        gradient_name(trace, ledger.source),
        side(lambda edge: derivative_along(graph, edge.node, edge), output),
        side(lambda edge: shown_partial(trace, edge), Number(trace.seed)),
        shown(trace, ledger.gradient),
    )


def upstream_size(ledger: Ledger) -> int:
    """How many factors `upstream_first` has."""
    graph = ledger.trace.graph
    sizes = {graph.output: 0}
    for node in reversed(graph.between(ledger.source)):
        if node is not graph.output:
            sizes[node] = sum(sizes[edge.node] + 1 for edge in graph.uses[node])
    return sizes.get(ledger.source, 0)


def output_size(ledger: Ledger) -> int:
    """How many factors `output_first` has."""
    graph = ledger.trace.graph
    sizes = dict.fromkeys(graph.nodes, 0)
    for node in graph.between(ledger.source):
        for edge in graph.uses[node]:
            sizes[edge.node] += sizes[node] + 1
    return sizes[graph.output]


def upstream_first(ledger: Ledger, written: Written, seed: list[Formula]) -> list[Formula]:
    """The sum over the uses of each node of what was found for the user, times the edge."""
    graph = ledger.trace.graph
    found = {graph.output: seed}
    for node in reversed(graph.between(ledger.source)):
        if node is not graph.output:
            terms = [[*found[edge.node], written(edge)] for edge in graph.uses[node]]
            found[node] = factors_of(terms)
    return found.get(ledger.source, [Number(0.0)])


def output_first(ledger: Ledger, written: Written, seed: list[Formula]) -> list[Formula]:
    """The sum over the operands of each node of the edge, times what was found for the operand."""
    graph = ledger.trace.graph
    terms: dict[Value, list[list[Formula]]] = {ledger.source: [[]]}
    found: list[Formula] = []
    for node in graph.between(ledger.source):
        found = factors_of(terms.pop(node))
        for edge in graph.uses[node]:
            terms.setdefault(edge.node, []).append([written(edge), *found])
    return seed + found


def factors_of(terms: list[list[Formula]]) -> list[Formula]:
    """A sum of products as factors: those of a single one, or the sum in one."""
    return terms[0] if len(terms) == 1 else [total(list(map(product, terms)))]


def largest_only(ledger: Ledger, written: Written, seed: list[Formula]) -> list[Formula]:
    """`output_first` for the largest listed paths, with … for the others."""
    graph = ledger.trace.graph
    counts = path_counts(graph, ledger.source)
    found: list[Formula] = finished(branch(tree_of(ledger), graph.output, counts, written))
    return seed + found


def tree_of(ledger: Ledger) -> Tree:
    """The listed paths as far as they have room; the first has always."""
    tree: Tree = {}
    size = 0
    for path in ledger.paths:
        part, edges = tree, list(reversed(path.edges))
        while edges and edges[0] in part:
            part = part[edges.pop(0)]
        if size and size + len(edges) > FACTORS:
            break
        size += len(edges)
        for edge in edges:
            part[edge] = part = {}
    return tree


def branch(tree: Tree, node: Value, counts: dict[Value, int], written: Written) -> Work:
    """The factors of the paths in a tree that end at a node, with … where any are left out."""
    terms = []
    for edge, part in tree.items():
        inner = (yield branch(part, edge.operand, counts, written)) if part else []
        terms.append([written(edge), *inner])
    if sum(counts[edge.operand] for edge in tree) < counts[node]:
        terms.append([Symbol("…")])
    return factors_of(terms)
