"""What a picture shows at a step of the pass, as texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograd import Edge, Step, Trace, Value
from autograd.ops.numerals import show_number
from autograd.passes.steps import CHANGING
from autograd.writing.printing import text
from autograd.writing.sentences import shown_partial, shown_value
from visualize.picture.clusters import View

MINUS = re.compile(r"(?<!\w)-(?=[\w(.])|(?<= )-(?= )|(?<=\de)-(?=\d)")
"""A sign, a minus between spaces, or one in an exponent."""
LONGEST = 12
"""Characters of a number that a picture has room for; six digits need at most so many."""


@dataclass(frozen=True)
class Marks:
    """A picture's texts and its step's sentence; what is not yet computed is absent, not 0."""

    values: Mapping[Value, str] = field(default_factory=dict)
    gradients: Mapping[Value, str] = field(default_factory=dict)
    partials: Mapping[Edge, str] = field(default_factory=dict)
    active_node: Value | None = None
    active_edge: Edge | None = None
    caption: str = ""


class Shortened(Trace):
    """A pass that writes its numbers in so many significant digits."""

    digits: int

    def number(self, x: float) -> str:
        """A number in as many digits."""
        return f"{x + 0.0:.{self.digits}g}"

    given_number = number


def shortened(trace: Trace, digits: int | None) -> Trace:
    """A pass with numbers of so many significant digits; None leaves it as it is.

    Raises:
        ValueError: `digits` is not 1 to 17, or the pass is by hand and has its places.

    >>> from autograd import Value
    >>> shortened((Value(2.0, "x") ** 0.5).trace(), 3).number(2**0.5)
    '1.41'
    """
    if digits is None:
        return trace
    if type(digits) is not int or not 1 <= digits <= 17:
        raise ValueError(f"digits is how many of a number are written, 1 to 17, got {digits!r}")
    if trace.rounding:
        raise ValueError("a pass by hand writes the places it is rounded to; leave digits out")
    brief = Shortened(trace.graph, trace.steps, trace.values, None)
    brief.digits = digits
    return brief


def minus(shown: str) -> str:
    """A text with true minus signs, as people read it; hyphens in names stay.

    >>> minus("x-1 - 3 = -1.5e-07·(-y)")
    'x-1 − 3 = −1.5e−07·(−y)'
    """
    return MINUS.sub("−", shown)


def brief(trace: Trace, x: float, shown: str | None = None) -> str:
    """A number as pictures write it: `shown`, by default as the pass does, or six digits of it.

    Six where it was kept with more digits than a picture has room for.
    """
    shown = trace.number(x) if shown is None else shown
    places = trace.rounding.places if trace.rounding else getattr(trace, "digits", 0)
    return minus(shown) if len(shown) <= max(LONGEST, places + 6) else f"≈{minus(show_number(x))}"


def marks(trace: Trace, step: int | None = None, seen: View | None = None) -> Marks:
    """The texts after a step; after the last one by default.

    A node's local derivatives show with its value, for that is when they are recorded.

    Args:
        trace: The pass.
        step: The step.
        seen: What is seen of the graph, and so needs texts; by default all.

    Raises:
        IndexError: The pass has no such step.
    """
    last = len(trace) - 1 if step is None else step
    if not 0 <= last < len(trace):
        raise IndexError(f"step {step} is not in this pass; its steps are 0 to {len(trace) - 1}")
    event, graph = trace[last], trace.graph
    nodes = {*graph.nodes} if seen is None else {*seen.told_nodes, event.node}
    edges = {*graph.edges} if seen is None else seen.told_edges
    done = trace[: last + 1]
    forward = (each.node for each in done if each.kind == "forward")
    computed = dict.fromkeys((*graph.leaves, *forward))
    changes = {each.node: each for each in done if each.kind in CHANGING and each.node in nodes}
    values = {node: value_text(trace, node) for node in computed if node in nodes}
    gradients = {node: gradient_text(trace, each) for node, each in changes.items()}
    told = (edge for edge in graph.edges if edge in edges and edge.node in computed)
    partials = {edge: partial_text(trace, edge) for edge in told}
    if step is None:
        return Marks(values, gradients, partials)
    caption = f"Step {step}. {minus(trace.sentence(event))}"
    node = None if event.kind in ("given", "done") else event.node
    return Marks(values, gradients, partials, node, event.edge, caption)


def value_text(trace: Trace, node: Value) -> str:
    """A node's value as pictures write it."""
    return brief(trace, trace.values[node], text(shown_value(trace, node)))


def gradient_text(trace: Trace, step: Step) -> str:
    """A node's gradient after a step; with "+ …" while contributions are still to be added."""
    written = trace.given_number if step.kind == "seed" else trace.number
    shown = brief(trace, step.after, written(step.after))
    return shown if trace.is_complete(step) else f"{shown} + …"


def partial_text(trace: Trace, edge: Edge) -> str:
    """An edge's local derivative as the factor it is; "no derivative" where there is none."""
    partial = trace.partials.get(edge, edge.partial)
    if partial != partial:
        return "no derivative"
    shown = brief(trace, partial, text(shown_partial(trace, edge)))
    return f"×({shown})" if shown.startswith(("−", "≈−")) else f"×{shown}"
