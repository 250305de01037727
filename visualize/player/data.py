"""What the player knows: the texts of the pass, its numbers and how to compute them, the layouts.

All words come from traces; numbers do, or from the same rules, written in JavaScript.
"""

from collections.abc import Sequence
from typing import Any, get_args

from autograd import Edge, Rounding, Trace
from autograd.ops.alphabet import identifier
from autograd.ops.errors import DomainError, MissingDerivativeError
from autograd.passes.steps import Kind
from visualize.picture.lettering import clean
from visualize.picture.marks import minus
from visualize.picture.scopes import homes
from visualize.picture.staging import room_for
from visualize.player.asking import asking_data
from visualize.player.layouts import laid_out, layouts, parents, shared
from visualize.player.parameters import parameters
from visualize.player.program import as_json, program
from visualize.player.slots import texts

KINDS: tuple[Kind, ...] = get_args(Kind)
WORDS: dict[Kind, str] = {
    "given": "Given",
    "forward": "Forward pass",
    "seed": "Seed",
    "edge": "Backward pass: edge",
    "accumulate": "Backward pass: sum",
    "done": "Done",
}
"""What the page calls a step of each kind."""
PLACES = range(1, 7)


def choices(trace: Trace) -> list[Rounding | None]:
    """The passes that the page offers: exact, by hand with 1 to 6 decimals, and the trace's own.

    The trace's own pass lends its rounding mode to the others.
    """
    own = trace.rounding or Rounding()
    offered: list[Rounding | None] = [None, *(own._replace(places=k) for k in PLACES)]
    return offered if trace.rounding in offered else [*offered, trace.rounding]


def known(
    trace: Trace, offered: Sequence[Rounding | None]
) -> tuple[dict[Rounding | None, Trace], dict[str, str]]:
    """These passes by Python, and why some could not be had."""
    found, refused = {trace.rounding: trace}, {}
    for rounding in offered:
        try:
            if rounding not in found:
                found[rounding] = trace.graph.output.trace(rounding, seed=trace.seed)
        except (DomainError, MissingDerivativeError) as error:
            refused[key_of(rounding)] = minus(clean(str(error)))
    return found, refused


def key_of(rounding: Rounding | None) -> str:
    """A pass in the page's address: "exact" or its number of decimals."""
    return str(rounding.places) if rounding else "exact"


def title_of(rounding: Rounding | None) -> str:
    """A pass in words."""
    if rounding is None:
        return "exact"
    how = {"half_up": "", "half_even": ", half to even", "truncate": ", truncated"}[rounding.mode]
    line = " at each named line" if rounding.after == "line" else ""
    return f"{rounding.places} decimal{'s' * (rounding.places != 1)} by hand{how}{line}"


def choice(rounding: Rounding | None) -> dict[str, Any]:
    """A pass as the page's menu knows it."""
    how = rounding._asdict() if rounding else None
    return {"key": key_of(rounding), "title": title_of(rounding), "rounding": how}


def numbers(trace: Trace, edges: Sequence[Edge]) -> dict[str, list[float | str]]:
    """What Python computed in a pass, by node and by edge, as `compute.js` gives it."""
    sent = {step.edge: step for step in trace if step.kind == "edge"}
    sums = {step.edge: step for step in trace if step.kind == "accumulate"}
    last = [sums.get(edge, sent[edge]) for edge in edges]
    nodes = trace.graph.nodes
    return {
        "values": [as_json(trace.values[node]) for node in nodes],
        "gradients": [as_json(trace.gradients[node]) for node in nodes],
        "partials": [as_json(sent[edge].partial) for edge in edges],
        "contributions": [as_json(sent[edge].contribution) for edge in edges],
        "befores": [as_json(step.before) for step in last],
        "afters": [as_json(step.after) for step in last],
    }


def payload(trace: Trace, depth: int | None, title: str) -> tuple[dict[str, Any], str]:
    """All that the page shows, and the SVG it begins with: the finished picture."""
    graph = trace.graph
    offered = choices(trace)
    program_data = program(graph, [rounding for rounding in offered if rounding])
    widest = [None, max(filter(None, offered))]
    by_python, refused = known(trace, offered if program_data["frozen"] else widest)
    nodes = {node: index for index, node in enumerate(graph.nodes)}
    edges = {edge: index for index, edge in enumerate(graph.edges)}
    first, views = layouts(graph, depth)
    room = room_for([*by_python.values()], views.values(), changing=True)
    drawn = dict(laid_out(views, room, trace, edges))
    first = first if first in drawn else next(iter(drawn))
    svg = "\n".join(drawn[first].pop("pieces"))
    data = {
        "title": clean(title),
        "names": [clean(name) for name in graph.names.values()],
        "spelled": [identifier(name[:200]) for name in graph.names.values()],
        "homes": [home.path if home else "" for home in map(homes(graph).get, graph.nodes)],
        "edges": [[nodes[edge.operand], nodes[edge.node]] for edge in graph.edges],
        "words": {kind: WORDS[kind] for kind in KINDS},
        "steps": [
            [KINDS.index(step.kind), nodes[step.node], edges[step.edge] if step.edge else -1]
            for step in trace
        ],
        "texts": texts(trace),
        "program": program_data,
        "seed": as_json(trace.seed),
        "choices": [choice(rounding) for rounding in offered],
        "start": key_of(trace.rounding),
        "known": {
            key_of(rounding): numbers(each, graph.edges)
            for rounding, each in by_python.items()
            if program_data["frozen"] or rounding in (None, trace.rounding)
        },
        "refused": refused,
        "quiz": asking_data(trace),
        "modules": parents(graph),
        "pieces": shared(drawn),
        "parameters": [nodes[leaf] for leaf in parameters(graph)],
        "layouts": drawn,
        "first": first,
    }
    return data, svg
