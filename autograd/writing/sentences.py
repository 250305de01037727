"""A step in words and in symbols: each sentence and each equation is written here once."""

from collections.abc import Callable
from functools import cached_property
from math import isnan
from typing import Any, NamedTuple

from autograd.engine.graph import Edge
from autograd.engine.reverse import describe_missing
from autograd.engine.value import Value
from autograd.ops.numerals import every_digit
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


class Equation(NamedTuple):
    """A step's equation: `name` = `symbols` = `numbers` = `value`, each a formula."""

    name: Formula
    symbols: Formula
    numbers: Formula
    value: Formula


def shown(trace: Trace, x: float) -> Number:
    """A number as the pass writes it."""
    return Number(x, trace.number(x))


def shown_value(trace: Trace, node: Value) -> Number:
    """A node's value as the pass writes it; given numbers stay as they were given.

    A pass by hand computes with all their digits, so there they are written with all.
    """
    value = trace.values[node]
    if node.op:
        return shown(trace, value)
    return Number(value, every_digit(value) if trace.rounding else "")


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
    return Number(step.upstream) if is_seed else shown(trace, step.upstream)


def shown_before(trace: Trace, step: Step) -> Number:
    """The gradient that an accumulate step starts from; nothing yet is a plain 0."""
    return Number(0.0) if step.before == 0 else shown(trace, step.before)


def gradient_name(trace: Trace, node: Value) -> Formula:
    """∂L/∂node, by name."""
    names = trace.graph.names
    return Derivative(names[trace.graph.output], names[node])


def equation(trace: Trace, step: Step) -> Equation:
    """The equation of a step, in symbols and with the numbers put in.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> t = L.trace()
    >>> [text(part) for part in equation(t, t[3])]
    ['∂L/∂x⁽¹⁾', '∂L/∂L·∂L/∂x⁽¹⁾', '1·3', '3']
    """
    names = trace.graph.names
    name = gradient_name(trace, step.node)
    if step.kind == "forward":
        symbols = value_formula(step.node, names)
        value = shown_value(trace, step.node)
        if step.node.op is None:
            return Equation(Symbol(names[step.node]), value, value, value)
        return Equation(
            Symbol(names[step.node]),
            symbols,
            put_in(symbols, trace.values_by_name),
            value,
        )
    if step.kind == "edge":
        assert step.edge is not None
        graph, edge = trace.graph, step.edge
        local = derivative_along(graph, edge.node, edge)
        return Equation(
            derivative_along(graph, graph.output, edge),
            product([gradient_name(trace, edge.node), local]),
            product([shown_upstream(trace, step), shown_partial(trace, edge)]),
            shown(trace, step.contribution),
        )
    after = Number(step.after) if step.kind == "seed" else shown(trace, step.after)
    if step.kind == "accumulate":
        both: list[Formula] = [shown_before(trace, step), shown(trace, step.contribution)]
        return Equation(name, name, total(both), after)
    return Equation(name, after, after, after)


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
    """A step in one sentence; `write` says how the formulas in it are written.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> t = L.trace()
    >>> for step in t[1:5]:
    ...     print(sentence(t, step))
    L = x·x = 3·3 = 9.
    Seed: ∂L/∂L = 1, where the backward pass begins.
    Edge x → L: upstream ∂L/∂L = 1 times local derivative ∂L/∂x⁽¹⁾ = x = 3 gives the contribution 3.
    ∂L/∂x grows from 0 by 3 to 3.
    """
    name, symbols, numbers, value = map(write, equation(trace, step))
    names = trace.graph.names
    match step.kind:
        case "forward" if step.node.op is None:
            return f"{name} = {value} is given."
        case "forward":
            return f"{name} = {symbols} = {numbers} = {value}."
        case "seed":
            return f"Seed: {name} = {value}, where the backward pass begins."
        case "edge" if isnan(step.partial) and step.edge and step.edge.is_missing:
            missing = describe_missing(step.edge, trace.graph)
            return f"{missing}, so no contribution comes along this edge."
        case "edge":
            assert step.edge is not None
            local, rule, _, partial = map(write, local_equation(trace, step))
            reason = f"{rule} = {partial}" if rule != partial else partial
            operand, node = (write(Symbol(names[n])) for n in (step.node, step.edge.node))
            upstream = write(gradient_name(trace, step.edge.node))
            return (
                f"Edge {operand} → {node}: upstream {upstream} = "
                f"{write(shown_upstream(trace, step))} times local derivative {local} = {reason} "
                f"gives the contribution {value}."
            )
        case "accumulate":
            before, by = write(shown_before(trace, step)), write(shown(trace, step.contribution))
            return f"{name} grows from {before} by {by} to {value}."
    return f"Done: every gradient of {write(Symbol(names[trace.graph.output]))} is known."


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
