"""The texts of a pass with slots for its numbers, so that one set of texts serves every pass.

Sentences and formulas are written by the code that writes them everywhere, from a trace whose
numbers are slots. The page fills them: a slot names a number, and says what depends on that number:
brackets, where it is negative, and how an exponent is written.
"""

import re
from typing import Any

from autograd import Edge, Formula, Step, Trace
from autograd.passes.steps import Kind
from autograd.writing.formula import Number, Symbol
from autograd.writing.printing import write
from autograd.writing.sentences import (
    Equation,
    equation,
    givens,
    local_equation,
    partial_symbols,
    sentence,
)
from autograd.writing.styles import Latex, MathML, Style
from visualize.picture.lettering import clean
from visualize.picture.marks import minus

OPEN, SHUT = "\ue000", "\ue001"
"""What encloses a slot: characters that no name can hold, for they are not printable."""
ALONE = re.compile(f"(<mn>)?{OPEN}[^{OPEN}{SHUT}]*{SHUT}(</mn>)?")


class Slot(float):
    """A number that is not known: it stands for itself alone, and might be negative."""

    shown: str

    def __new__(cls, kind: str, place: int | str = "") -> "Slot":
        """A slot for the number of a kind (see `slotted`) and of a node or an edge."""
        made = super().__new__(cls, -1.0)
        made.shown = f"{OPEN}{kind}{place}{SHUT}"
        return made

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = float.__hash__


class Slotted(Trace):
    """A trace whose numbers are slots."""

    def number(self, x: float) -> str:
        return x.shown if isinstance(x, Slot) else super().number(x)

    given_number = number


def slotted(trace: Trace) -> Slotted:
    """A pass with slots for its numbers.

    The kinds are v, the value of a node; g, its gradient; s, the gradient of the output; and of an
    edge p, its local derivative; c, its contribution; b and a, its operand's gradient before and
    after.
    """
    graph = trace.graph
    nodes = {node: index for index, node in enumerate(graph.nodes)}
    edges = {edge: index for index, edge in enumerate(graph.edges)}

    def with_slots(step: Step) -> Step:
        if step.kind == "forward":
            return step._replace(value=Slot("v", nodes[step.node]))
        if step.edge is None:
            return step._replace(after=Slot("s"))
        upstream, place = step.edge.node, edges[step.edge]
        from_output = upstream is graph.output
        return step._replace(
            upstream=Slot("s") if from_output else Slot("g", nodes[upstream]),
            partial=Slot("p", place),
            contribution=Slot("c", place),
            before=Slot("b", place),
            after=Slot("a", place),
        )

    values = {node: Slot("v", place) for node, place in nodes.items()}
    return Slotted(graph, [with_slots(step) for step in trace], values, None)


class Slots(Style):
    """A style in which brackets and exponents that depend on a slot's number are left to it."""

    def brackets(self, inner: str) -> str:
        return marked(inner, "n") if ALONE.fullmatch(inner) else super().brackets(inner)


class TextSlots(Slots):
    """Plain text with slots; a whole exponent is raised, another stands in brackets."""

    def power(self, base: str, exponent: str) -> str:
        if ALONE.fullmatch(exponent):
            return base + marked(exponent, "p")
        return super().power(base, exponent)


class LatexSlots(Slots, Latex):
    """LaTeX with slots; a number with a power of ten is put in brackets to be raised."""

    def power(self, base: str, exponent: str) -> str:
        return super().power(marked(base, "e") if ALONE.fullmatch(base) else base, exponent)


class MathMLSlots(Slots, MathML):
    """MathML with slots."""


def marked(slot: str, mark: str) -> str:
    """A slot with a further mark: n, brackets if negative; e, if it has an exponent; p, raised."""
    return slot.replace(SHUT, mark + SHUT)


TEXT, LATEX, MATHML = TextSlots(), LatexSlots(), MathMLSlots()


def texts(trace: Trace) -> dict[str, Any]:
    """Every sentence and formula of a pass, with slots.

    Gives by step: `sentences`; `equations`, the four parts of each in MathML; `latex`, the parts
    likewise, parts that are equal left to the page. By edge: `local`, how the local derivative
    comes about, in MathML, and `like`, what its number is written like: the node or the constant
    that it equals, null for neither.
    """
    told = slotted(trace)
    edges = {step.edge: step for step in told if step.kind == "edge"}
    equations = [(step.kind, equation(told, step)) for step in told]
    return {
        "sentences": [slotted_sentence(told, step) for step in told],
        "equations": [in_mathml(kind, each) for kind, each in equations],
        "latex": [
            given_in_latex(told) if kind == "given" else [write(part, LATEX) for part in each]
            for kind, each in equations
        ],
        "local": [
            [formula(part) for part in local_equation(told, edges[edge])]
            for edge in trace.graph.edges
        ],
        "like": like(told),
    }


def slotted_sentence(trace: Slotted, step: Step) -> str:
    """A step's sentence with slots."""
    said = sentence(trace, step, lambda written: write(written, TEXT))
    return minus(clean(said).replace(f"-{OPEN}", f"−{OPEN}"))


def formula(written: Formula) -> str:
    """A formula in MathML with slots, without `<math>` around it, its names cleaned."""
    return clean(write(written, MATHML))


def in_mathml(kind: Kind, each: Equation) -> list[str]:
    """The parts of a step's equation in MathML; none where a sentence says it all."""
    return [] if kind in ("given", "done") else list(map(formula, each))


def given_in_latex(trace: Slotted) -> list[str]:
    """What is given in LaTeX, as one part."""
    equations = (
        f"{write(name, LATEX)} = {write(value, LATEX)}" for name, _, _, value in givens(trace)
    )
    return [r",\quad ".join(equations)]


def like(trace: Slotted) -> list[int | list[float] | None]:
    """What each local derivative is written like: the place of a node, or a constant in a list."""
    places = {name: index for index, name in enumerate(trace.graph.names.values())}
    found: dict[Edge, int | list[float]] = {}
    for step in trace:
        if step.kind == "edge" and step.edge:
            match partial_symbols(trace, step.edge):
                case Number(value, _):
                    found[step.edge] = [value]
                case Symbol(name):
                    found[step.edge] = places[name]
    return [found.get(edge) for edge in trace.graph.edges]
