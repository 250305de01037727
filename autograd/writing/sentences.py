"""A step in words and in symbols: each sentence and each equation is written here once."""

from collections.abc import Callable
from functools import cached_property
from math import isnan
from typing import Any, NamedTuple

from autograd.engine.graph import Edge
from autograd.engine.reverse import describe_missing
from autograd.engine.value import Value
from autograd.passes.steps import Step, Trace
from autograd.writing.formula import (
    Derivative,
    Formula,
    Number,
    Symbol,
    product,
    put_in,
    total,
)
from autograd.writing.node_formulas import (
    OperandSymbols,
    derivative_along,
    partial_of,
    value_formula,
)
from autograd.writing.printing import text

MOST_TERMS = 4
"""Of a longer sum over uses the first and the last term are written."""
MOST_GIVEN = 12
"""Of more given numbers so many are listed in a sentence."""


class Equation(NamedTuple):
    """A step's equation: `name` = `symbols` = `numbers` = `value`, each a formula."""

    name: Formula
    symbols: Formula
    numbers: Formula
    value: Formula


def shown(trace: Trace, x: float) -> Number:
    """A number as the pass writes it."""
    return Number(x, trace.number(x))


def shown_given(trace: Trace, x: float) -> Number:
    """A given number as the pass writes it."""
    return Number(x, trace.given_number(x))


def shown_value(trace: Trace, node: Value) -> Number:
    """A node's value as the pass writes it."""
    return (shown if node.op else shown_given)(trace, trace.values[node])


def shown_partial(trace: Trace, edge: Edge) -> Formula:
    """A local derivative as the pass writes it: a constant, or a given number, as it was given."""
    return as_given(trace, edge, partial_symbols(trace, edge))


def partial_symbols(trace: Trace, edge: Edge) -> Formula:
    """A local derivative in symbols."""
    return partial_of(edge, trace.operand_symbols[edge.node])


def as_given(trace: Trace, edge: Edge, symbols: Formula) -> Formula:
    """The local derivative that `symbols` stands for, as the number that the pass multiplies by.

    It is written like the quantity it equals. It may equal none: a number may
    have more places than the pass by hand keeps.
    """
    partial = trace.partials.get(edge)
    if isinstance(symbols, Number) and partial in (None, symbols.value):
        return symbols
    if partial is None:  # only now: asking a wide node for one of its partials gathers all
        partial = edge.partial
    if isinstance(symbols, Symbol):
        given: Number = trace.values_by_name[symbols.name]
        if given.value == partial:
            return given
    return shown(trace, partial)


def shown_upstream(trace: Trace, step: Step) -> Number:
    """The gradient that an edge step sends down: the seed as it was given."""
    is_seed = step.edge is not None and step.edge.node is trace.graph.output
    return (shown_given if is_seed else shown)(trace, step.upstream)


def gradient_name(trace: Trace, node: Value) -> Formula:
    """∂L/∂node, by name."""
    names = trace.graph.names
    return Derivative(names[trace.graph.output], names[node])


def givens(trace: Trace) -> list[Equation]:
    """What is given: an equation for each leaf, in the order of the graph.

    >>> x = Value(3.0, "x")
    >>> [[text(part) for part in each] for each in givens((x * x).trace())]
    [['x', '3', '3', '3']]
    """
    names = trace.graph.names
    numbers = {leaf: shown_value(trace, leaf) for leaf in trace.graph.leaves}
    return [Equation(Symbol(names[leaf]), n, n, n) for leaf, n in numbers.items()]


def equation(trace: Trace, step: Step) -> Equation:
    """The equation of a step, in symbols and with the numbers put in; that of the first leaf for
    what is given, see `givens`.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> t = L.trace()
    >>> for step in t[3:6]:
    ...     print(*(text(part) for part in equation(t, step)), sep=" = ")
    ∂L/∂x⁽¹⁾ = ∂L/∂L·∂L/∂x⁽¹⁾ = 1·3 = 3
    ∂L/∂x⁽²⁾ = ∂L/∂L·∂L/∂x⁽²⁾ = 1·3 = 3
    ∂L/∂x = ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾ = 3 + 3 = 6
    """
    match step.kind:
        case "given":
            return givens(trace)[0]
        case "forward":
            symbols = value_formula(step.node, trace.graph.names)
            return Equation(
                Symbol(trace.graph.names[step.node]),
                symbols,
                put_in(symbols, trace.values_by_name),
                shown_value(trace, step.node),
            )
        case "edge":
            return edge_equation(trace, step)
        case "accumulate":
            return sum_equation(trace, step)
    name, after = gradient_name(trace, step.node), shown_given(trace, step.after)
    return Equation(name, after, after, after)


def edge_equation(trace: Trace, step: Step) -> Equation:
    """What comes along an edge: upstream times local derivative."""
    assert step.edge is not None
    graph, edge = trace.graph, step.edge
    local = derivative_along(graph, edge.node, edge)
    return Equation(
        derivative_along(graph, graph.output, edge),
        product([gradient_name(trace, edge.node), local]),
        product([shown_upstream(trace, step), shown_partial(trace, edge)]),
        shown(trace, step.contribution),
    )


def sum_equation(trace: Trace, step: Step) -> Equation:
    """The sum of what has come along several edges; ∂L/∂node it is called once it is complete."""
    assert step.edge is not None
    graph, name = trace.graph, gradient_name(trace, step.node)
    edges, so_far = trace.received[step.node], trace.arrivals[step.edge]
    ends = edges[:so_far] if so_far <= MOST_TERMS else (edges[0], step.edge)
    terms: list[Formula] = [derivative_along(graph, graph.output, edge) for edge in ends]
    if so_far > MOST_TERMS:
        terms.insert(1, Symbol("…"))
    sum_so_far = total(terms)
    numbers: list[Formula] = [shown(trace, step.before), shown(trace, step.contribution)]
    return Equation(
        name if trace.is_complete(step) else sum_so_far,
        sum_so_far,
        total(numbers),
        shown(trace, step.after),
    )


def local_equation(trace: Trace, step: Step) -> Equation:
    """How the local derivative of an edge comes about: `∂ŷ/∂Σ₃ = ŷ·(1 - ŷ) = … = 0.2288`."""
    assert step.edge is not None
    symbols = partial_symbols(trace, step.edge)
    return Equation(
        derivative_along(trace.graph, step.edge.node, step.edge),
        symbols,
        put_in(symbols, trace.values_by_name),
        as_given(trace, step.edge, symbols),
    )


def sentence(trace: Trace, step: Step, write: Callable[[Formula], str] = text) -> str:
    r"""A step in one sentence; `write` says how the formulas in it are written.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> t = L.trace()
    >>> for step in t[:4] + t[5:]:
    ...     print(sentence(t, step).replace(" local", "\n  local"))
    Given: x = 3.
    L = x·x = 3·3 = 9.
    Seed: ∂L/∂L = 1, where the backward pass begins.
    Edge x → L, use 1 of 2: upstream ∂L/∂L = 1 times
      local derivative ∂L/∂x⁽¹⁾ = x = 3 gives ∂L/∂x⁽¹⁾ = 3.
    Sum over the 2 uses of x: ∂L/∂x = 3 + 3 = 6.
    Done: every gradient of L is known.
    """
    match step.kind:
        case "given":
            return given_sentence(trace, write)
        case "forward":
            return f"{' = '.join(map(write, equation(trace, step)))}."
        case "seed":
            name, _, _, value = equation(trace, step)
            return f"Seed: {write(name)} = {write(value)}, where the backward pass begins."
        case "edge":
            return edge_sentence(trace, step, write)
        case "accumulate":
            return sum_sentence(trace, step, write)
    return f"Done: every gradient of {write(Symbol(trace.graph.names[step.node]))} is known."


def given_sentence(trace: Trace, write: Callable[[Formula], str]) -> str:
    """What is given, as in `Given: x = 3, w = 0.5 and 98 more numbers`."""
    every = givens(trace)
    listed = [f"{write(each.name)} = {write(each.value)}" for each in every[:MOST_GIVEN]]
    more = len(every) - len(listed)
    rest = f" and {more} more number{'s' * (more > 1)}" if more else ""
    return f"Given: {', '.join(listed)}{rest}."


def sum_sentence(trace: Trace, step: Step, write: Callable[[Formula], str]) -> str:
    """What has come together at a node, and whether that is all."""
    assert step.edge is not None
    name, _, numbers, value = sum_equation(trace, step)
    node, uses = write(Symbol(trace.graph.names[step.node])), trace.graph.uses[step.node]
    so_far, result = trace.arrivals[step.edge], f"{write(numbers)} = {write(value)}."
    if trace.is_complete(step):
        return f"Sum over the {so_far} uses of {node}: {write(name)} = {result}"
    return f"Sum over {so_far} of the {len(uses)} uses of {node}: {result}"


def edge_sentence(trace: Trace, step: Step, write: Callable[[Formula], str]) -> str:
    """What an edge sends back, and how its local derivative comes about."""
    assert step.edge is not None
    graph, edge = trace.graph, step.edge
    if isnan(step.partial) and edge.is_missing:
        return f"{describe_missing(edge, graph)}, so no contribution comes along this edge."
    operand, node = (write(Symbol(graph.names[n])) for n in (edge.operand, edge.node))
    use = graph.use_numbers.get(edge)
    which = f", use {use} of {len(graph.uses[edge.operand])}" if use else ""
    symbols = partial_symbols(trace, edge)
    rule, partial = write(symbols), write(as_given(trace, edge, symbols))
    reason = f"{rule} = {partial}" if rule != partial else partial
    local = write(derivative_along(graph, edge.node, edge))
    name = write(derivative_along(graph, graph.output, edge))
    value = write(shown(trace, step.contribution))
    upstream = f"{write(gradient_name(trace, edge.node))} = {write(shown_upstream(trace, step))}"
    return (
        f"Edge {operand} → {node}{which}: upstream {upstream} times local derivative "
        f"{local} = {reason} gives {name} = {value}."
    )


def values_by_name(trace: Trace) -> dict[str, Number]:
    """The number that belongs to each name in a pass, to put into formulas."""
    return {name: shown_value(trace, node) for node, name in trace.graph.names.items()}


def operand_symbols(trace: Trace) -> dict[Value, OperandSymbols]:
    """The arguments of each node in symbols; a neuron of thousands of inputs is looked at once."""
    names = trace.graph.names
    return {node: OperandSymbols(node, names) for node in trace.graph.nodes}


def sentences(trace: Trace) -> list[str]:
    """Every step of a pass in words."""
    return [sentence(trace, step) for step in trace]


Trace.sentence = sentence  # type: ignore[method-assign, assignment]
Trace.sentences = property(sentences)  # type: ignore[assignment]
for known in (values_by_name, operand_symbols):
    attribute: cached_property[Any] = cached_property(known)
    attribute.__set_name__(Trace, known.__name__)
    setattr(Trace, known.__name__, attribute)
