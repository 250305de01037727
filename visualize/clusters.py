"""What of a graph is to be seen: every node, or modules collapsed into one card each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from autograd import Edge, Graph, Scope, Value

MOST_CARDS = 120
"""More cards than this are too many to read, so by default a graph is drawn collapsed."""

EARLIER = "earlier nodes"
"""The name of the card that stands for what lies furthest from the output, where no module does."""


@dataclass(frozen=True)
class Card:
    """One thing in a picture: a node, or a closed module with all its nodes.

    Attributes:
        key: Its id in the picture: "n" and the node's place in `Graph.nodes`, or "g" and a number.
        nodes: The nodes it stands for.
        path: The module's path such as "mlp.0"; for a node, that of the module it is drawn in.
        kind: The module's kind, such as "Linear".
    """

    key: str
    nodes: tuple[Value, ...]
    path: str
    closed: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Link:
    """The edges from one card to another that are drawn as one line."""

    key: str
    edges: tuple[Edge, ...]
    source: str
    target: str
    bundled: bool = False  # whether it begins or ends at a closed module


@dataclass(frozen=True)
class View:
    """The cards and links of a graph, the modules drawn open, and a note if not all is shown."""

    graph: Graph
    cards: tuple[Card, ...]
    links: tuple[Link, ...]
    frames: tuple[str, ...]
    note: str = ""
    card_of: dict[Value, Card] = field(default_factory=dict, compare=False)


def enclosing(scope: Scope | None) -> list[Scope]:
    """A scope and those around it, outermost first.

    >>> [scope.path for scope in enclosing(Scope("0", Scope("mlp")))]
    ['mlp', 'mlp.0']
    """
    scopes: list[Scope] = []
    while scope is not None:
        scopes.append(scope)
        scope = scope.parent
    return scopes[::-1]


def modules(graph: Graph) -> dict[str, Scope]:
    """All modules that nodes of the graph belong to, by path, outer before inner."""
    found: dict[str, Scope] = {}
    for node in graph.nodes:
        for scope in enclosing(node.scope):
            found.setdefault(scope.path, scope)
    return found


def view(graph: Graph, depth: int | None = None) -> View:
    """What of a graph to draw.

    Args:
        graph: The graph.
        depth: How many levels of modules to open: 0 closes every module. None opens as much as
            can be read.

    Raises:
        ValueError: `depth` is negative.
    """
    levels = {path: len(enclosing(scope)) for path, scope in modules(graph).items()}
    if depth is not None:
        if depth < 0:
            raise ValueError(f"depth is how many levels of modules to open, 0 or more, got {depth}")
        return opened(graph, [path for path in levels if levels[path] <= depth])
    deepest = max(levels.values(), default=0)
    for level in range(deepest, -1, -1):
        seen = opened(graph, [path for path in levels if levels[path] <= level])
        if len(seen.cards) <= MOST_CARDS:
            break
    if len(seen.cards) > MOST_CARDS:
        seen = latest(graph, seen)
    if any(card.closed for card in seen.cards):
        note = (
            f"Drawn collapsed: {len(graph.nodes):,} nodes are too many to read. "
            f"depth={deepest} opens everything."
        )
        return View(graph, seen.cards, seen.links, seen.frames, note, seen.card_of)
    return seen


def opened(graph: Graph, paths: Sequence[str]) -> View:
    """The view in which exactly these modules are open; one inside a closed one stays unseen."""
    is_open = set(paths)

    def place(node: Value) -> tuple[str, bool, str]:
        inside = ""
        for scope in enclosing(node.scope):
            if scope.path not in is_open:
                return scope.path, True, scope.kind
            inside = scope.path
        return inside, False, ""

    return arranged(graph, place)


def latest(graph: Graph, seen: View) -> View:
    """The view with only the last cards before the output; one card stands for all the others."""
    kept = {node for card in seen.cards[-MOST_CARDS // 2 :] for node in card.nodes}
    kept.add(graph.output)

    def place(node: Value) -> tuple[str, bool, str]:
        if node not in kept:
            return EARLIER, True, ""
        card = seen.card_of[node]
        return card.path, card.closed, card.kind

    return arranged(graph, place)


def arranged(graph: Graph, place: Callable[[Value], tuple[str, bool, str]]) -> View:
    """A view from a rule that says of a node: its module's path, whether closed, what kind."""
    members: dict[str, list[Value]] = {}
    about: dict[str, tuple[str, bool, str]] = {}
    groups = 0
    closed_keys: dict[str, str] = {}
    for index, node in enumerate(graph.nodes):
        path, closed, kind = place(node)
        if closed and path not in closed_keys:
            closed_keys[path] = f"g{groups}"
            groups += 1
        key = closed_keys[path] if closed else f"n{index}"
        members.setdefault(key, []).append(node)
        about.setdefault(key, (path, closed, kind))
    cards = tuple(
        Card(key, tuple(nodes), about[key][0], about[key][1], about[key][2])
        for key, nodes in members.items()
    )
    card_of = {node: card for card in cards for node in card.nodes}
    frames: dict[str, None] = {}
    for card in cards:
        scopes = enclosing(card.nodes[0].scope) if card.path != EARLIER else []
        for scope in scopes:
            if scope.path == card.path and card.closed:
                break
            frames[scope.path] = None
    return View(graph, cards, links(graph, card_of), tuple(frames), "", card_of)


def links(graph: Graph, card_of: dict[Value, Card]) -> tuple[Link, ...]:
    """The lines between cards: one per edge, but one for all that enter a closed module."""
    bundles: dict[tuple[str, str, str], list[Edge]] = {}
    for index, edge in enumerate(graph.edges):
        source, target = card_of[edge.operand], card_of[edge.node]
        if source is target:
            continue
        alone = not (source.closed or target.closed)
        own = f"e{index}" if alone else ""
        bundles.setdefault((source.key, target.key, own), []).append(edge)
    return tuple(
        Link(own or f"{source}-{target}", tuple(edges), source, target, bundled=not own)
        for (source, target, own), edges in bundles.items()
    )
