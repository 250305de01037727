"""The ledger and the chain rule in formulas and words."""

from autograd.ops.numerals import spreadsheet_letters
from autograd.passes.ledger import Ledger, Path
from autograd.writing.factoring import factored
from autograd.writing.formula import Formula, Number, Symbol, product, total
from autograd.writing.node_formulas import derivative_along
from autograd.writing.printing import text
from autograd.writing.sentences import Equation, gradient_name, shown, shown_partial


def chain_rule(ledger: Ledger) -> Equation:
    """The chain rule along all listed paths: name, symbols, numbers put in, value.

    >>> from autograd import Value, paths
    >>> a = Value(3.0, "a"); b = a * 2; b.label = "b"; L = b * b; L.label = "L"
    >>> for part in chain_rule(paths(L, a)):
    ...     print(text(part))
    ∂L/∂a
    ∂L/∂b⁽²⁾·∂b/∂a + ∂L/∂b⁽¹⁾·∂b/∂a
    6·2 + 6·2
    24
    """
    trace = ledger.trace
    name = gradient_name(trace, ledger.source)
    value = shown(trace, ledger.gradient)
    if not ledger.count:
        return Equation(name, Number(0.0), Number(0.0), value)
    symbols: list[Formula] = [path_symbols(ledger, path) for path in ledger.paths]
    numbers: list[Formula] = [path_numbers(ledger, path) for path in ledger.paths]
    if ledger.unlisted:
        symbols.append(Symbol("…"))
        numbers.append(shown(trace, ledger.remainder))
    return Equation(name, total(symbols), total(numbers), value)


def path_symbols(ledger: Ledger, path: Path) -> Formula:
    """The factors of a path by name, output first: ∂L/∂ŷ·∂ŷ/∂Σ₃·…."""
    graph = ledger.trace.graph
    factors: list[Formula] = [
        derivative_along(graph, edge.node, edge) for edge in reversed(path.edges)
    ]
    if ledger.trace.seed != 1 or not factors:
        factors.insert(0, gradient_name(ledger.trace, ledger.trace.graph.output))
    return product(factors)


def path_numbers(ledger: Ledger, path: Path) -> Formula:
    """The factors of a path in numbers, output first."""
    factors = [shown_partial(ledger.trace, edge) for edge in reversed(path.edges)]
    if path.seed != 1 or not factors:
        factors.insert(0, Number(path.seed))
    return product(factors)


def describe(ledger: Ledger) -> str:
    """The ledger as text: the gradient, a line per path, the remainder, the factored form."""
    trace, number = ledger.trace, ledger.trace.number
    name = text(gradient_name(trace, ledger.source))
    many = "1 path" if ledger.count == 1 else f"{ledger.count:,} paths"
    lines = [f"{name} = {number(ledger.gradient)} = sum over {many}"]
    for letter, path in zip(spreadsheet_letters(), ledger.paths, strict=False):
        lines.append(f"  {letter}  {describe_path(ledger, path)}")
    if ledger.unlisted:
        more = (
            "1 more path that gives"
            if ledger.unlisted == 1
            else f"{ledger.unlisted:,} more paths that sum to"
        )
        lines.append(f"  and {more} {number(ledger.remainder)}")
    if number(ledger.rounding_difference) not in (number(0.0), number(-0.0)):
        difference = number(ledger.rounding_difference)
        lines.append(f"  and {difference} from rounding sums and paths at different places")
    if ledger.count > 1:
        _, symbols, numbers, value = map(text, factored(ledger))
        if symbols != "…":
            lines.append(f"factored: {symbols} = {numbers} = {value}")
        lines.append(
            f"edges: {len(ledger.edges)}; edge visits path by path: {ledger.visits:,}, "
            f"by backpropagation: {len(ledger.edges)}"
        )
    return "\n".join(lines)


def describe_path(ledger: Ledger, path: Path) -> str:
    """One path: its nodes, its factors, its product, and the edge that stopped it."""
    names = ledger.trace.graph.names
    way = " → ".join(names[node] for node in path.nodes) or names[ledger.source]
    line = (
        f"{way}: {text(path_symbols(ledger, path))} = {text(path_numbers(ledger, path))} "
        f"= {ledger.trace.number(path.product)}"
    )
    stopped = path.stopped_by
    if stopped is not None:
        edge = f"{names[stopped.operand]} → {names[stopped.node]}"
        line += f" (stopped at {edge}, whose local derivative is 0)"
    return line


Ledger.__str__ = describe  # type: ignore[method-assign, assignment]
