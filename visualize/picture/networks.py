"""A network as textbooks draw it: neurons in columns, the weights on the arrows between them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from autograd import Edge, Value
from visualize.picture.clusters import MOST_CARDS, Card, View
from visualize.picture.scopes import inputs_from

WAYS = ("nodes", "arrows")
"""How weights can be drawn: as cards of their own, or on the arrows of their inputs."""
MOST_WRITTEN = 48
"""With more weights than this none is written: nobody could tell to which arrow it belongs."""


class Weighing(NamedTuple):
    """A leaf that weighs the input of an arrow, or the bias of a sum, and the edge that says so."""

    leaf: Value
    edge: Edge
    carrier: str  # the key of the link, or for a bias of the card; "" where the input is not drawn


def with_weights(seen: View, way: str | None) -> View:
    """The view with its weights drawn in a way: "nodes", "arrows", or as can be read (None).

    Raises:
        ValueError: Another way.
    """
    if way not in (None, *WAYS):
        raise ValueError(f"weights are drawn as {' or '.join(map(repr, WAYS))}, not {way!r}")
    few = len(seen.cards) <= MOST_CARDS or any(card.closed for card in seen.cards)
    return seen if way == "nodes" or (way is None and few) else as_network(seen)


def as_network(seen: View) -> View:
    """The view with weights on the arrows of their inputs, and with biases in their sums.

    A leaf that is also used otherwise stays a card.
    """
    found = list(weighings(seen))
    carried = {weighing.edge for weighing in found}
    uses = seen.graph.uses
    drawn = (weighing.leaf for weighing in found if weighing.carrier)
    folded = {leaf for leaf in drawn if all(edge in carried for edge in uses[leaf])}
    on = {weighing.carrier: weighing for weighing in found if weighing.leaf in folded}
    cards = {
        card.key: replace(card, bias=on[card.key].leaf if card.key in on else None)
        for card in seen.cards
        if folded.isdisjoint(card.nodes)
    }
    links = tuple(
        replace(link, edges=(*link.edges, on[link.key].edge), weight=on[link.key].leaf)
        if link.key in on
        else link
        for link in seen.links
        if link.source in cards
    )
    card_of = {node: cards[card.key] for node, card in seen.card_of.items() if card.key in cards}
    for weighing in found:
        if weighing.leaf in folded:
            card_of.setdefault(weighing.leaf, card_of[weighing.edge.node])
    return replace(
        seen,
        cards=tuple(cards.values()),
        links=links,
        frames=tuple(path for path in seen.frames if path in frames_of(cards.values())),
        card_of=card_of,
        is_network=bool(folded),
        is_written=sum(link.weight is not None for link in links) <= MOST_WRITTEN,
    )


def frames_of(cards: Iterable[Card]) -> set[str]:
    """The paths of the open modules that these cards stand in."""
    return {path for card in cards for path in card.place.frames}


def weighings(seen: View) -> Iterator[Weighing]:
    """The leaves that weigh something in a weighted sum.

    The state with which time begins is not drawn; no arrow is missed where that is weighed.
    """
    link_of = {edge: link for link in seen.links if not link.bundled for edge in link.edges}
    for card in seen.cards:
        node = card.nodes[0]
        if card.closed or node.op is None or node.op.name != "sigma":
            continue
        operands = [arg for arg in node.args if isinstance(arg, Value)]
        edges = iter([Edge(operand, node, place) for place, operand in enumerate(operands)])
        by_place = [next(edges) if isinstance(arg, Value) else None for arg in node.args]
        first = inputs_from(node)
        half = len(node.args) // 2
        inputs = input_edges(seen, node, by_place[first:])
        for edge, x in zip(by_place[first - half : first], inputs, strict=True):
            link = link_of.get(x) if x else None
            if edge and edge.operand.op is None and (link or not x):
                yield Weighing(edge.operand, edge, link.key if link else "")
        bias = by_place[0] if first > half else None
        if bias and bias.operand.op is None:
            yield Weighing(bias.operand, bias, card.key)


def input_edges(seen: View, node: Value, inputs: list[Edge | None]) -> list[Edge | None]:
    """The edges of a sum's inputs, those from plain numbers among them, if these are drawn."""
    given = iter(seen.given.get(node, ()))
    return [edge or next(given, None) for edge in inputs]


def columns(seen: View) -> dict[str, int]:
    """The column of each card: one after the last it is computed from, and inputs just before.

    Cards are taken in the order of `View.cards`, in which operands come first.
    """
    sources: dict[str, list[str]] = {card.key: [] for card in seen.cards}
    targets: dict[str, list[str]] = {card.key: [] for card in seen.cards}
    for link in seen.links:
        sources[link.target].append(link.source)
        targets[link.source].append(link.target)
    found: dict[str, int] = {}
    for card in seen.cards:
        found[card.key] = max((found.get(key, 0) + 1 for key in sources[card.key]), default=0)
    for card in seen.cards:
        if not sources[card.key] and targets[card.key]:
            found[card.key] = min(found[key] for key in targets[card.key]) - 1
    return found


def tallest(seen: View) -> int:
    """How many cards stand in the fullest column."""
    places = list(columns(seen).values())
    return max(map(places.count, set(places)))
