"""What of a graph is to be seen: every node, or modules collapsed into one card each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograd import Edge, Graph, Value
from visualize.picture.scopes import Homes, enclosing, folded, homes, modules, time_of

MOST_CARDS = 120
"""More cards than this are too many to read, so by default a graph is drawn collapsed."""

EARLIER = "earlier nodes"
"""The name of the card that stands for what lies furthest from the output, where no module does."""


@dataclass(frozen=True)
class Place:
    """Where a node is drawn.

    Attributes:
        path: The path of the closed module that stands for it, such as "mlp.0"; "" for none.
        kind: That module's kind, such as "Linear".
        closed: Whether a closed module stands for it.
        frames: The paths of the open modules around, outermost first.
    """

    path: str = ""
    kind: str = ""
    closed: bool = False
    frames: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """One thing in a picture: a node, or a closed module with all its nodes.

    Attributes:
        key: Its id in the picture: "n" and the node's place in `Graph.nodes`, or "g" and a number.
        nodes: The nodes it stands for.
        place: Where it is.
        bias: The leaf that is written into it, if it is a neuron.
    """

    key: str
    nodes: tuple[Value, ...]
    place: Place
    bias: Value | None = None

    @property
    def closed(self) -> bool:
        """Whether it is a closed module."""
        return self.place.closed

    @property
    def time(self) -> int | None:
        """Its time, if it is a closed step in time."""
        return time_of(self.place.path) if self.closed else None


@dataclass(frozen=True)
class Link:
    """The edges from one card to another that are drawn as one line.

    Attributes:
        weight: The leaf that is written on it, if it leads an input to a neuron.
    """

    key: str
    edges: tuple[Edge, ...]
    source: str
    target: str
    bundled: bool = False  # whether it stands for several edges
    weight: Value | None = None


@dataclass(frozen=True)
class View:
    """The cards and links of a graph, the modules drawn open, and a note if not all is shown.

    Attributes:
        inputs: Plain numbers that are drawn as if they were nodes, and how each is written.
        given: For each node its edges from these.
        is_network: Whether weights stand on the arrows.
        is_written: Whether these weights are few enough to be written.
    """

    graph: Graph
    cards: tuple[Card, ...]
    links: tuple[Link, ...]
    frames: tuple[str, ...]
    card_of: Mapping[Value, Card]
    note: str = ""
    inputs: Mapping[Value, str] = field(default_factory=dict)
    given: Mapping[Value, Sequence[Edge]] = field(default_factory=dict)
    is_network: bool = False
    is_written: bool = True

    @cached_property
    def names(self) -> dict[Value, str]:
        """The name of everything that is drawn."""
        return self.graph.names | {leaf: leaf.label for leaf in self.inputs}

    @cached_property
    def told_nodes(self) -> set[Value]:
        """The nodes whose numbers are written: the first of each card, and weights on arrows."""
        drawn = [(card.nodes[0], card.bias) for card in self.cards]
        written = {link.weight for link in self.links}.union(*drawn)
        return {node for node in written if node is not None}

    @cached_property
    def told_edges(self) -> set[Edge]:
        """The edges whose local derivatives are written: those that have a line of their own."""
        return {link.edges[0] for link in self.links if not link.bundled}


def view(graph: Graph, depth: int | None = None) -> View:
    """What of a graph to draw.

    Args:
        graph: The graph.
        depth: How many levels of modules to open: 0 closes every module. None opens as much as
            can be read, but no step in time.

    Raises:
        ValueError: `depth` is negative.
    """
    housing = homes(graph)
    levels = {path: len(enclosing(scope)) for path, scope in modules(housing).items()}
    deepest = max(levels.values(), default=0)
    if depth is not None:
        if not isinstance(depth, int) or depth < 0:
            raise ValueError(
                f"depth is how many levels of modules to open, 0 or more, got {depth!r}"
            )
        return opened(graph, [path for path in levels if levels[path] <= depth], housing)
    unfolded = [path for path, scope in modules(housing).items() if not folded(scope)]
    for level in range(deepest, -1, -1):
        seen = opened(graph, [path for path in unfolded if levels[path] <= level], housing)
        if len(seen.cards) <= MOST_CARDS:
            break
    if len(seen.cards) > MOST_CARDS:
        seen = latest(seen)
    if any(card.closed for card in seen.cards):
        count = f"{len(graph.nodes):,} nodes are too many to read"
        why = "one box for each step in time" if len(unfolded) < len(levels) else count
        return replace(seen, note=f"Drawn collapsed: {why}. depth={deepest} opens everything.")
    return seen


def opened(graph: Graph, paths: Collection[str], housing: Homes) -> View:
    """The view in which exactly these modules are open; one inside a closed one stays unseen."""
    is_open = set(paths)

    def place(node: Value) -> Place:
        frames: tuple[str, ...] = ()
        for scope in enclosing(housing[node]):
            if scope.path not in is_open:
                return Place(scope.path, scope.kind, closed=True, frames=frames)
            frames += (scope.path,)
        return Place(frames=frames)

    return arranged(graph, place)


def latest(seen: View) -> View:
    """The view with only the last cards before the output; one card stands for all the others."""
    kept = {node for card in seen.cards[-MOST_CARDS // 2 :] for node in card.nodes}

    def place(node: Value) -> Place:
        if node in kept:
            return seen.card_of[node].place
        return Place(EARLIER, closed=True)

    return arranged(seen.graph, place)


def arranged(graph: Graph, place: Callable[[Value], Place]) -> View:
    """The view in which nodes are placed by a rule."""
    members: dict[str, list[Value]] = {}
    places: dict[str, Place] = {}
    closed: dict[str, str] = {}
    for index, node in enumerate(graph.nodes):
        where = place(node)
        key = closed.setdefault(where.path, f"g{len(closed)}") if where.closed else f"n{index}"
        members.setdefault(key, []).append(node)
        places.setdefault(key, where)
    cards = tuple(Card(key, tuple(members[key]), places[key]) for key in members)
    card_of = {node: card for card in cards for node in card.nodes}
    frames = dict.fromkeys(path for card in cards for path in card.place.frames)
    return View(graph, cards, links(graph, card_of), tuple(frames), card_of)


def links(graph: Graph, card_of: Mapping[Value, Card]) -> tuple[Link, ...]:
    """The lines between cards: one per edge, but one for all between the same closed modules."""
    bundles: dict[tuple[str, str, str], list[Edge]] = {}
    for index, edge in enumerate(graph.edges):
        source, target = card_of[edge.operand], card_of[edge.node]
        if source is not target:
            alone = not (source.place.closed or target.place.closed)
            own = f"e{index}" if alone else f"{source.key}-{target.key}"
            bundles.setdefault((source.key, target.key, own), []).append(edge)
    return tuple(
        Link(key, tuple(edges), source, target, bundled=len(edges) > 1)
        for (source, target, key), edges in bundles.items()
    )
