"""The worked solution as a document: what is given, the forward pass, the chain rule path by path.

It is made of headings, paragraphs and equations whose formulas are not yet written in any style;
`visualize.text.working` writes them.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograd import Edge, Ledger, Path, Rounding, Trace, Value, paths, text
from autograd.ops.numerals import spreadsheet_letters
from autograd.writing.factoring import factored
from autograd.writing.formula import Formula, Number, Symbol, product, total
from autograd.writing.ledger_report import chain_rule, path_numbers, path_symbols
from autograd.writing.sentences import (
    Equation,
    equation,
    givens,
    gradient_name,
    local_equation,
    shown,
    shown_partial,
)

MODES = {"half_up": "half up", "half_even": "half to even", "truncate": "cut off"}
USES = "; a number in brackets says which use of a quantity is meant, in the forward pass's order"
Text = tuple[str | Formula, ...]


@dataclass(frozen=True)
class Heading:
    """A section's title; `level` 0 is the document's."""

    parts: Text
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words, and formulas among them."""

    parts: Text


@dataclass(frozen=True)
class Listing:
    """Short equations one after the other: x = 3, y = 4."""

    chains: tuple[tuple[Formula, ...], ...]


@dataclass(frozen=True)
class Lines:
    """Equations under each other: each a chain of formulas equal to one another.

    Attributes:
        chains: The chains, each first = second = ….
        tall: Whether each further part begins a line of its own.
    """

    chains: tuple[tuple[Formula, ...], ...]
    tall: bool = False


Block = Heading | Paragraph | Listing | Lines


def solution(trace: Trace, wrt: Sequence[Value], most: int = 20) -> Iterator[Block]:
    """The worked solution of a pass.

    Args:
        trace: The pass.
        wrt: The nodes whose gradients are asked for; none for those of all leaves.
        most: How many paths are written out for each.
    """
    ledgers = [paths(trace, node, most=most) for node in wrt]
    asked = [gradient_name(trace, node) for node in wrt]
    everything: Text = ("all gradients of ", Symbol(trace.graph.names[trace.graph.output]))
    yield Heading(("Worked solution: ", *(joined(asked) or everything)), 0)
    yield Paragraph((precision(trace.rounding),))
    yield from forward(trace)
    if not wrt:
        yield from backward(trace)
    for ledger in ledgers:
        yield from along_paths(ledger, len(ledgers) > 1)
    results = wrt or in_order(trace, trace.graph.leaves)
    yield Heading(("Result",))
    yield Lines(
        tuple((gradient_name(trace, node), shown(trace, trace.gradients[node])) for node in results)
    )


def precision(rounding: Rounding | None) -> str:
    """How the numbers were rounded, in words."""
    if rounding is None:
        return "Calculated in full precision; six significant digits are shown."
    each = "result" if rounding.after == "op" else "named line"
    places = "1 decimal" if rounding.places == 1 else f"{rounding.places} decimals"
    return f"Each {each} is rounded to {places} ({MODES[rounding.mode]}) before it is used again."


def forward(trace: Trace) -> Iterator[Block]:
    """What is given, and every value computed from it."""
    given = dict(zip(trace.graph.leaves, givens(trace), strict=True))
    yield Heading(("Given",))
    yield Listing(tuple(distinct(given[leaf]) for leaf in in_order(trace, given)))
    computed = tuple(tuple(equation(trace, step)) for step in trace if step.kind == "forward")
    if computed:
        yield Heading(("Forward pass",))
        yield Lines(computed)


def backward(trace: Trace) -> Iterator[Block]:
    """Every gradient as the sum over the edges that leave the node, from the output back."""
    received: dict[Value, list[Equation]] = {}
    for step in trace:
        if step.kind == "edge":
            received.setdefault(step.node, []).append(equation(trace, step))
    output = trace.graph.output
    seed = (gradient_name(trace, output), " = ", shown(trace, trace.gradients[output]))
    rule = ". Every other gradient is a sum over the edges that leave its node: "
    rule += "the gradient of the node at the other end, times the local derivative."
    yield Heading(("Backward pass",))
    yield Paragraph(("It begins with ", *seed, rule))
    yield from local_derivatives(trace, trace.graph.edges)
    if received:
        yield Paragraph(("The gradients:",))
        yield Lines(
            tuple(
                (
                    gradient_name(trace, node),
                    total([part.symbols for part in received[node]]),
                    total([part.numbers for part in received[node]]),
                    shown(trace, trace.gradients[node]),
                )
                for node in reversed(trace.graph.nodes)
                if node in received
            )
        )


def local_derivatives(trace: Trace, edges: Iterable[Edge]) -> Iterator[Block]:
    """The local derivatives of edges, each once, in the order of the backward pass."""
    wanted = set(edges)
    steps = [step for step in trace if step.kind == "edge" and step.edge in wanted]
    chains = tuple(dict.fromkeys(distinct(local_equation(trace, step)) for step in steps))
    if chains:
        several = USES if trace.graph.use_numbers.keys() & wanted else ""
        yield Paragraph((f"The local derivatives, from the output back{several}:",))
        yield Lines(chains)


def along_paths(ledger: Ledger, several: bool) -> Iterator[Block]:
    """The gradient of one node by the chain rule: its paths, their factors, their sum."""
    name = gradient_name(ledger.trace, ledger.source)
    yield Heading(("Chain rule for ", name) if several else ("Chain rule",))
    yield Paragraph(ways(ledger))
    edges = [edge for path in ledger.paths for edge in path.edges]
    yield from local_derivatives(ledger.trace, edges)
    if ledger.count == 1 and ledger.paths:
        yield Paragraph(("Multiplied along the path:",))
        yield Lines((tuple(chain_rule(ledger)),), tall=True)
        yield from factor_by_factor(ledger, ledger.paths[0])
        return
    for letter, path in zip(spreadsheet_letters(), ledger.paths, strict=False):
        yield from one_path(ledger, path, letter)
    yield from summed(ledger)


def ways(ledger: Ledger) -> Text:
    """How many paths there are; if one, which."""
    names = ledger.trace.graph.names
    ends = (Symbol(names[ledger.source]), " to ", Symbol(names[ledger.trace.graph.output]))
    if ledger.count == 1 and ledger.paths:
        return ("One path leads from ", *ends, ": ", *way(ledger, ledger.paths[0]), ".")
    rest = f"; the {len(ledger.paths)} with the largest product are written out"
    return (f"{ledger.count:,} paths lead from ", *ends, rest if ledger.unlisted else "", ".")


def way(ledger: Ledger, path: Path) -> Text:
    """The nodes of a path."""
    names = ledger.trace.graph.names
    return joined([Symbol(names[node]) for node in path.nodes or (ledger.source,)], " → ")


def arrow(trace: Trace, edge: Edge) -> Text:
    """An edge by the names of its ends."""
    names = trace.graph.names
    return (Symbol(names[edge.operand]), " → ", Symbol(names[edge.node]))


def one_path(ledger: Ledger, path: Path, letter: str) -> Iterator[Block]:
    """One of several paths: its way, and its product in symbols, numbers and value."""
    stop = path.stopped_by
    note: Text = ()
    if stop is not None:
        note = (" (stopped at ", *arrow(ledger.trace, stop), ", whose local derivative is 0)")
    yield Paragraph((f"Path {letter}: ", *way(ledger, path), *note))
    value = shown(ledger.trace, path.product)
    symbols, numbers = path_symbols(ledger, path), path_numbers(ledger, path)
    repeats = text(numbers) == text(value)
    yield Lines(((symbols, value) if repeats else (symbols, numbers, value),), tall=True)


def factor_by_factor(ledger: Ledger, path: Path) -> Iterator[Block]:
    """By hand, the product of a path factor by factor, for it depends on where one rounds."""
    if not ledger.trace.rounding or len(path.factors) < 3:
        return
    partials = [shown_partial(ledger.trace, edge) for edge in reversed(path.edges)]
    running = [shown(ledger.trace, so_far) for so_far in path.running]
    steps = zip(running, partials[1:], running[1:], strict=False)
    yield Paragraph(("Factor by factor, each product rounded:",))
    yield Lines(tuple((product([so_far, factor]), after) for so_far, factor, after in steps))


def summed(ledger: Ledger) -> Iterator[Block]:
    """The sum over all paths, what is not listed, and the factored form."""
    trace = ledger.trace
    products: list[Formula] = [shown(trace, path.product) for path in ledger.paths]
    if ledger.unlisted:
        others, rest = f"The other {ledger.unlisted:,} sum to ", shown(trace, ledger.remainder)
        yield Paragraph((others, rest, "."))
        products.append(rest)
    yield Paragraph(("The gradient is the sum over the paths:",))
    gradient = shown(trace, ledger.gradient)
    yield Lines(((gradient_name(trace, ledger.source), total(products), gradient),))
    path_by_path = shown(trace, math.fsum(path.product for path in ledger.paths))
    if trace.rounding and not ledger.unlisted and text(path_by_path) != text(gradient):
        why = ": backpropagation adds before it multiplies on, and so rounds elsewhere."
        yield Paragraph(("Rounded path by path the sum would be ", path_by_path, why))
    short = factored(ledger)
    if len(text(short.symbols)) < len(text(chain_rule(ledger).symbols)):
        yield Paragraph(("With common factors taken out, as backpropagation computes it:",))
        yield Lines((tuple(short),), tall=True)


def distinct(parts: Equation) -> tuple[Formula, ...]:
    """An equation without parts that only repeat the one after: ∂Σ₂/∂w₃ = x₃ = -0.3."""
    name, symbols, numbers, value = parts
    if isinstance(symbols, Number):
        return (name, value)
    if isinstance(numbers, Number):
        return (name, symbols, value)
    return (name, symbols, numbers, value)


def in_order(trace: Trace, nodes: Iterable[Value]) -> list[Value]:
    """Nodes sorted by name as people count: w₁, w₂, w₁₀."""

    def key(node: Value) -> list[str | int]:
        name = unicodedata.normalize("NFKC", trace.graph.names[node])
        parts = re.split(r"(\d+)", name)
        return [int(part) if part.isdecimal() else part for part in parts]

    return sorted(nodes, key=key)


def joined(parts: Sequence[Formula], separator: str = ", ") -> Text:
    """Formulas with a separator between them."""
    listed: list[str | Formula] = []
    for part in parts:
        listed += [separator, part] if listed else [part]
    return tuple(listed)
