"""The layouts that the page can switch between: which modules are open together, and where all is.

Combinations of open modules are drawn as far as a budget allows, those first that are few clicks
away from what is open at first. For the others the page takes the nearest one.
"""

from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any

from autograd import Edge, Graph, Trace
from visualize.picture.clusters import MOST_CARDS, View, latest, opened, view
from visualize.picture.errors import LayoutError
from visualize.picture.marks import marks
from visualize.picture.painting import paint
from visualize.picture.scopes import enclosing, homes, modules
from visualize.picture.staging import Room, Stage
from visualize.picture.themes import THEMES

MOST_VISIBLE = 2_000  # cards in one layout; Graphviz takes minutes for more, a browser stutters
SECONDS = 10.0  # for one layout
MOST_MODULES = 60  # that have a layout of their own
MOST_COMBINATIONS = 100
MOST_DRAWN = 5_500  # cards and lines in all layouts together; beyond it no combination is added

Open = frozenset[str]
"""Paths of open modules; with one those around it are open too."""


def layouts(graph: Graph, depth: int | None) -> tuple[str, dict[str, View]]:
    """The views that the player can switch between, by name, and which one comes first.

    "" has every module closed, "*" every module open, "a,b.0" these modules and those around them.
    """
    first = view(graph, depth)
    if len(first.cards) > MOST_VISIBLE:
        first = view(graph)
    around = surroundings(graph)
    if not around:
        whole = opened(graph, (), dict.fromkeys(graph.nodes))
        if len(whole.cards) <= MOST_CARDS:
            return "*", {"*": whole}
        both = within_reach({"": latest(whole), "*": whole})
        return ("" if depth is None or "*" not in both else "*"), both
    found = within_reach(combined(graph, around, Open(first.frames)))
    for name, seen in found.items():
        if seen.frames == first.frames and seen.cards == first.cards:
            return name, found
    return "first", {"first": first, **found}


def surroundings(graph: Graph) -> dict[str, Open]:
    """For each module its path and the paths of those around it."""
    scopes = modules(homes(graph))
    return {path: Open(each.path for each in enclosing(scopes[path])) for path in scopes}


def parents(graph: Graph) -> dict[str, str]:
    """For each module the path of the one around it, "" for none."""
    scopes = modules(homes(graph))
    return {path: scope.parent.path if scope.parent else "" for path, scope in scopes.items()}


def combined(graph: Graph, around: Mapping[str, Open], first: Open) -> dict[str, View]:
    """The views of combinations of open modules, by name."""
    housing = homes(graph)
    starts = [first, Open(), Open(around), *islice(around.values(), MOST_MODULES)]
    found = {name_of(each, around): opened(graph, each, housing) for each in dict.fromkeys(starts)}
    drawn = sum(size(seen) for seen in found.values())
    if drawn > MOST_DRAWN:
        return found
    near = islice(neighbours(first, around), MOST_COMBINATIONS)
    views = [(clicked, opened(graph, each, housing), each) for clicked, each in near]
    for _, seen, each in sorted(views, key=lambda view: (view[0], size(view[1]))):
        name = name_of(each, around)
        if name not in found and drawn + size(seen) <= MOST_DRAWN:
            found[name] = seen
            drawn += size(seen)
    return found


def size(seen: View) -> int:
    """How much there is to draw."""
    return len(seen.cards) + len(seen.links)


def neighbours(first: Open, around: Mapping[str, Open]) -> Iterator[tuple[int, Open]]:
    """All combinations of open modules, each with the number of clicks that lead there from first.

    From everything open, which is a click away by a button, all goes on likewise.

    >>> around = {"a": frozenset("a"), "b": frozenset("b")}
    >>> [(clicked, sorted(each)) for clicked, each in neighbours(frozenset(), around)]
    [(1, ['a']), (1, ['b']), (1, ['a', 'b'])]
    """
    known, border = {first}, [first]
    for clicked in count(1):
        following = [near for each in border for near in clicks(each, around)]
        border = [each for each in dict.fromkeys(following) if each not in known]
        if clicked == 1 and Open(around) != first:
            border.append(Open(around))
        if not border:
            return
        yield from ((clicked, each) for each in border)
        known.update(border)


def clicks(each: Open, around: Mapping[str, Open]) -> Iterator[Open]:
    """What becomes of a combination by opening or closing one of the modules in sight."""
    for path, outer in around.items():
        if path in each:
            yield Open(other for other in each if path not in around[other])
        elif outer - {path} <= each:
            yield each | {path}


def name_of(each: Open, around: Mapping[str, Open]) -> str:
    """The name of a combination: its innermost open modules.

    >>> around = {"a": frozenset("a"), "a.0": frozenset(["a", "a.0"]), "b": frozenset("b")}
    >>> name_of(frozenset(["a", "a.0"]), around), name_of(frozenset(around), around)
    ('a.0', '*')
    """
    if len(each) == len(around):
        return "*"
    outer = {path for other in each for path in around[other] - {other}}
    return ",".join(sorted(each - outer))


def within_reach(views: dict[str, View]) -> dict[str, View]:
    """The views that a browser can show."""
    return {name: seen for name, seen in views.items() if len(seen.cards) <= MOST_VISIBLE}


def laid_out(
    views: Mapping[str, View], room: Room, trace: Trace, edges: Mapping[Edge, int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The layouts that could be made, smallest first; where one takes too long, no larger one is.

    Raises:
        LayoutError: None could be made.
    """
    smallest_first = sorted(views, key=lambda name: len(views[name].cards))
    finished = marks(trace)
    for name in smallest_first:
        stage = Stage(views[name], room, seconds=SECONDS)
        try:
            yield name, layout(stage, paint(stage, finished, THEMES["light"]), edges)
        except LayoutError:
            if name == smallest_first[0]:
                raise
            return


def layout(stage: Stage, svg: str, edges: Mapping[Edge, int]) -> dict[str, Any]:
    """One layout: the lines of its SVG, and the id of each node and of each edge in it."""
    seen = stage.view
    line_of = {edge: link.key for link in seen.links for edge in link.edges}
    return {
        "pieces": svg.split("\n"),
        "cards": [seen.card_of[node].key for node in seen.graph.nodes],
        "lines": [line_of.get(edge, "") for edge in edges],
        "frames": list(seen.frames),
    }


def shared(drawn: Mapping[str, dict[str, Any]]) -> list[str]:
    """The pieces of all layouts, each once, like beside like; a layout keeps their numbers.

    Half of the cards look the same in two layouts, and what compresses the page finds the rest
    alike only where it stands close together.
    """
    found = sorted({piece for each in drawn.values() for piece in each.get("pieces", ())})
    places = {piece: place for place, piece in enumerate(found)}
    for each in drawn.values():
        if "pieces" in each:
            each["pieces"] = [places[piece] for piece in each["pieces"]]
    return found
