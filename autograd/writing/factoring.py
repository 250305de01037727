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
    has_seed = trace.seed != 1
    by_output, size, is_whole = tree_of(ledger)
    by_upstream = upstream_size(ledger)

    def factors(written: Written, seed: Formula) -> list[Formula]:
        before = [seed] if has_seed else []
        if by_upstream <= min(FACTORS, size if is_whole else FACTORS):
            return upstream_first(ledger, written, before)
        counts = path_counts(graph, ledger.source)
        found: list[Formula] = finished(output_first(by_output, graph.output, counts, written))
        return before + found

    output = gradient_name(trace, graph.output)
    symbols = factors(lambda edge: derivative_along(graph, edge.node, edge), output)
    numbers = factors(lambda edge: shown_partial(trace, edge), Number(trace.seed))
    return Equation(
        gradient_name(trace, ledger.source),
        product(symbols) if symbols else Number(1.0),
        product(numbers) if numbers else Number(1.0),
        shown(trace, ledger.gradient),
    )


def upstream_size(ledger: Ledger) -> int:
    """How many factors there are with the upstream of each node written out in front."""
    graph = ledger.trace.graph
    sizes = {graph.output: 0}
    for node in reversed(graph.between(ledger.source)):
        if node is not graph.output:
            sizes[node] = sum(sizes[edge.node] + 1 for edge in graph.uses[node])
    return sizes.get(ledger.source, 0)


def upstream_first(ledger: Ledger, written: Written, seed: list[Formula]) -> list[Formula]:
    """The sum over the uses of each node of what was found for the user, times the edge."""
    graph = ledger.trace.graph
    found = {graph.output: seed}
    for node in reversed(graph.between(ledger.source)):
        if node is not graph.output:
            terms = [[*found[edge.node], written(edge)] for edge in graph.uses[node]]
            found[node] = terms[0] if len(terms) == 1 else [total(list(map(product, terms)))]
    return found.get(ledger.source, [Number(0.0)])


def tree_of(ledger: Ledger) -> tuple[Tree, int, bool]:
    """The listed paths as far as they have room, how many factors they are, and whether that is all
    paths; the first has always room.
    """
    tree: Tree = {}
    size = 0
    for path in ledger.paths:
        branch, edges = tree, list(reversed(path.edges))
        while edges and edges[0] in branch:
            branch = branch[edges.pop(0)]
        if size and size + len(edges) > FACTORS:
            return tree, size, False
        size += len(edges)
        for edge in edges:
            branch[edge] = branch = {}
    return tree, size, not ledger.unlisted


def output_first(tree: Tree, node: Value, counts: dict[Value, int], written: Written) -> Work:
    """The factors of a branch that begins at a node, and … where paths to it are left out."""
    terms = []
    for edge, branch in tree.items():
        inner = (yield output_first(branch, edge.operand, counts, written)) if branch else []
        terms.append([written(edge), *inner])
    if sum(counts[edge.operand] for edge in tree) < counts[node]:
        terms.append([Symbol("…")])
    return terms[0] if len(terms) == 1 else [total(list(map(product, terms)))]
