"""What the player knows: every pass with its numbers, sentences and equations, and every layout.

The page computes nothing: all numbers and words in it come from traces.
"""

from collections.abc import Iterator
from typing import Any, get_args

from autograd import Edge, Formula, Graph, Rounding, Trace
from autograd.ops.alphabet import identifier
from autograd.ops.errors import DomainError, MissingDerivativeError
from autograd.passes.steps import Kind
from autograd.writing.printing import write
from autograd.writing.sentences import Equation, equation, local_equation
from autograd.writing.styles import MATHML
from visualize.picture.captions import clean
from visualize.picture.clusters import MOST_CARDS, View, latest, opened, view
from visualize.picture.layout import LayoutError
from visualize.picture.marks import (
    brief,
    gradient_text,
    marks,
    minus,
    partial_text,
    value_text,
)
from visualize.picture.painting import paint
from visualize.picture.scopes import enclosing, homes, modules
from visualize.picture.staging import Stage, room_for
from visualize.picture.themes import THEMES

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
MOST_STEPS = 40_000  # in all passes together; beyond that only the most needed passes
MOST_VISIBLE = 2_000  # cards in one layout; Graphviz takes minutes for more, a browser stutters
SECONDS = 10.0  # for one layout
MOST_LAYOUTS = 60


def passes(trace: Trace) -> tuple[list[Trace], dict[str, str]]:
    """The pass exactly and by hand with 1 to 6 decimals, and why some could not be had.

    The trace's own pass keeps its rounding mode and lends it to the others.
    """
    output = trace.graph.output
    seed = trace.gradients[output]
    own = trace.rounding or Rounding()
    wanted: list[Rounding | None] = [None, *(own._replace(places=k) for k in PLACES)]
    if len(trace) * len(wanted) > MOST_STEPS:
        wanted = [None, own._replace(places=4)]
    if trace.rounding not in wanted:
        wanted.append(trace.rounding)
    found, refused = [], {}
    for rounding in wanted:
        try:
            same = rounding == trace.rounding
            found.append(trace if same else output.trace(rounding, seed=seed))
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


def pass_data(trace: Trace, places: dict[Edge, int]) -> dict[str, Any]:
    """One pass: what each step, node and edge says."""
    graph = trace.graph
    local = [["", ""]] * len(places)
    for step in trace:
        if step.kind == "edge" and step.edge:
            each = local_equation(trace, step)
            local[places[step.edge]] = [formula(each.numbers), formula(each.value)]
    equations = [equation(trace, step) for step in trace]
    return {
        "key": key_of(trace.rounding),
        "title": title_of(trace.rounding),
        "values": [value_text(trace, node) for node in graph.nodes],
        "partials": [partial_text(trace, edge) for edge in graph.edges],
        "results": [result(trace, index) for index in range(len(trace))],
        "sentences": [minus(clean(sentence)) for sentence in trace.sentences],
        "numbers": [[formula(each.numbers), formula(each.value)] for each in equations],
        "local": local,
    }


def result(trace: Trace, index: int) -> str:
    """The number that a step brings."""
    step = trace[index]
    match step.kind:
        case "given":
            return ""
        case "forward":
            return value_text(trace, step.node)
        case "edge":
            return brief(trace, step.contribution)
    return gradient_text(trace, step)


def formula(written: Formula) -> str:
    """A formula in MathML, without `<math>` around it, its names cleaned."""
    return clean(write(written, MATHML))


def symbols(each: Equation) -> list[str]:
    """The half of an equation that is the same in every pass: its name and its symbols."""
    return [formula(each.name), formula(each.symbols)]


def layouts(graph: Graph, depth: int | None) -> tuple[str, dict[str, View]]:
    """The views that the player can switch between, by name, and which one comes first.

    "" has every module closed, "*" every module open, "mlp.0" that module and those around it.
    """
    first = view(graph, depth)
    if len(first.cards) > MOST_VISIBLE:
        first = view(graph)
    housing = homes(graph)
    scopes = modules(housing)
    if not scopes:
        whole = opened(graph, (), housing)
        if len(whole.cards) <= MOST_CARDS:
            return "*", {"*": whole}
        both = within_reach({"": latest(whole), "*": whole})
        return ("" if depth is None or "*" not in both else "*"), both
    found = {"": opened(graph, (), housing)}
    found["*"] = opened(graph, list(scopes), housing)
    for path, scope in list(scopes.items())[:MOST_LAYOUTS]:
        found[path] = opened(graph, [each.path for each in enclosing(scope)], housing)
    found = within_reach(found)
    for name, seen in found.items():
        if seen.frames == first.frames and seen.cards == first.cards:
            return name, found
    return "first", {"first": first, **found}


def within_reach(views: dict[str, View]) -> dict[str, View]:
    """The views that a browser can show."""
    return {name: seen for name, seen in views.items() if len(seen.cards) <= MOST_VISIBLE}


def payload(trace: Trace, depth: int | None, title: str) -> tuple[dict[str, Any], str]:
    """All that the page shows, and the SVG it begins with: the finished picture."""
    graph = trace.graph
    every, refused = passes(trace)
    nodes = {node: index for index, node in enumerate(graph.nodes)}
    edges = {edge: index for index, edge in enumerate(graph.edges)}
    first, views = layouts(graph, depth)
    room = room_for(every)
    stages = {name: Stage(seen, room, seconds=SECONDS) for name, seen in views.items()}
    drawn = dict(laid_out(stages, trace, edges))
    first = first if first in drawn else next(iter(drawn))
    local = {step.edge: local_equation(trace, step) for step in trace if step.kind == "edge"}
    steps = [
        [KINDS.index(step.kind), nodes[step.node], edges[step.edge] if step.edge else -1]
        for step in trace
    ]
    data = {
        "title": clean(title),
        "names": [clean(name) for name in graph.names.values()],
        "spelled": [identifier(name[:200]) for name in graph.names.values()],
        "edges": [[nodes[edge.operand], nodes[edge.node]] for edge in graph.edges],
        "words": {kind: WORDS[kind] for kind in KINDS},
        "steps": steps,
        "symbols": [symbols(equation(trace, step)) for step in trace],
        "local": [symbols(local[edge]) if edge in local else ["", ""] for edge in graph.edges],
        "passes": [pass_data(each, edges) for each in every],
        "refused": refused,
        "start": next(i for i, each in enumerate(every) if each is trace),
        "layouts": drawn,
        "first": first,
    }
    return data, drawn[first].pop("svg")


def laid_out(
    stages: dict[str, Stage], trace: Trace, edges: dict[Edge, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The layouts that could be made, smallest first; where one takes too long, no larger one is.

    Raises:
        LayoutError: None could be made.
    """
    smallest_first = sorted(stages, key=lambda name: len(stages[name].view.cards))
    for name in smallest_first:
        stage = stages[name]
        try:
            yield name, layout(stage, paint(stage, marks(trace), THEMES["light"]), edges)
        except LayoutError:
            if name == smallest_first[0]:
                raise
            return


def layout(stage: Stage, svg: str, edges: dict[Edge, int]) -> dict[str, Any]:
    """One layout: its SVG, and the id under which each node and each edge is found in it."""
    seen = stage.view
    line_of = {edge: link.key for link in seen.links for edge in link.edges}
    return {
        "svg": svg,
        "cards": [seen.card_of[node].key for node in seen.graph.nodes],
        "lines": [line_of.get(edge, "") for edge in edges],
        "frames": list(seen.frames),
    }
