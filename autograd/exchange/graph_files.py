"""A recorded graph as JSON and back, number by number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from autograd.engine.graph import Graph
from autograd.engine.modes import Scope
from autograd.engine.recording import connected
from autograd.engine.rounding import Rounding
from autograd.engine.value import MISSING, Value
from autograd.ops.documents import (
    bare,
    closed,
    declared,
    listed,
    number,
    one_of,
    opened,
    schema_of,
    string,
    told,
    whole,
)

WHAT, VERSION = "graph", 1
MOST_NESTED = 100  # scopes are compared and hashed with all around them


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes.

    >>> schema()["properties"]["format"]
    {'const': 'chalkgrad graph'}
    """
    return schema_of("autograd.exchange", WHAT)


def to_json(output: Value) -> str:
    """The graph of a node as JSON: numbers, gradients, local derivatives, labels, scopes, rounding.

    A line for each node, operands first; the last one is the output. `schema` says the rest.

    >>> x = Value(3.0, "x")
    >>> print(to_json(x * 2))
    {"format": "chalkgrad graph", "version": 1, "scopes": [], "nodes": [
    {"label": "x", "data": 3.0, "grad": 0.0},
    {"op": "mul", "args": [{"node": 0}, 2.0], "partials": [2.0, null], "data": 6.0, "grad": 0.0}
    ]}
    """
    nodes = Graph(output).nodes
    places = {node: place for place, node in enumerate(nodes)}
    scopes: dict[Scope, int] = {}
    rows = [written(node, places, scopes) for node in nodes]
    alike = Counter[tuple[str, Scope | None, str]]()
    listed = [written_scope(scope, scopes, alike) for scope in scopes]
    return closed(WHAT, VERSION, {"scopes": listed}, "nodes", rows)


def written(node: Value, places: Mapping[Value, int], scopes: dict[Scope, int]) -> dict[str, Any]:
    """A node as an object of JSON; scopes get numbers as they are met, the outer ones first."""
    entry: dict[str, Any] = {}
    if node.label:
        entry["label"] = node.label
    if node.op is not None:
        entry["op"] = node.op.name
        entry["args"] = [
            {"node": places[arg]} if isinstance(arg, Value) else bare(arg) for arg in node.args
        ]
        entry["partials"] = [
            "missing" if x is MISSING else x if x is None else bare(x) for x in node.partial_by_arg
        ]
    entry |= {"data": bare(node.data), "grad": bare(node.grad)}
    if node.scope is not None:
        entry["scope"] = numbered(node.scope, scopes)
    if node.rounding is not None:
        entry["rounding"] = node.rounding._asdict()
    return entry


def written_scope(
    scope: Scope, scopes: Mapping[Scope, int], alike: Counter[tuple[str, Scope | None, str]]
) -> dict[str, Any]:
    """A scope as an object of JSON; `alike` ones are counted, so a number tells them apart, the
    same in any run.
    """
    instance = alike[scope[:3]]
    alike[scope[:3]] += 1
    return {
        "name": scope.name,
        "kind": scope.kind,
        "instance": instance,
        "parent": scope.parent and scopes[scope.parent],
    }


def numbered(scope: Scope, scopes: dict[Scope, int]) -> int:
    """The number of a scope, after those around it."""
    around = [scope]
    while (parent := around[-1].parent) is not None:
        around.append(parent)
    for each in reversed(around):
        scopes.setdefault(each, len(scopes))
    return scopes[scope]


def from_json(text: str) -> Value:
    """The output of a graph that `to_json` has written; everything in it is as it was.

    Raises:
        ValueError: It is no such text; the message names the node.

    >>> x = Value(3.0, "x")
    >>> y = from_json(to_json(x * x))
    >>> y.backward(); y.operands[0]
    Value(3, 'x', grad=6)
    """
    document = opened(text, WHAT, VERSION)
    scopes: list[Scope] = []
    for entry in listed(document, "scopes"):
        scopes.append(told(f"scope {len(scopes)}", read_scope, entry, scopes))
    nodes: list[Value] = []
    for entry in listed(document, "nodes"):
        nodes.append(told(f"node {len(nodes)}", read_node, entry, nodes, scopes))
    if not nodes:
        raise ValueError("this graph has no nodes; the last one is its output")
    return nodes[-1]


def read_scope(entry: Any, before: Sequence[Scope]) -> Scope:
    """A scope, inside one of those before it."""
    parent = None if entry["parent"] is None else one_of(before, entry["parent"], "scope")
    if parent is not None and parent.path.count(".") >= MOST_NESTED:
        raise ValueError(f"it stands inside more than {MOST_NESTED} others")
    return Scope(
        string(entry["name"]),
        parent,
        string(entry["kind"]),
        whole(entry["instance"]),
    )


def read_node(entry: Any, before: Sequence[Value], scopes: Sequence[Scope]) -> Value:
    """A node, computed from those before it."""
    data = number(entry["data"])
    node = read_result(entry, data, before) if "op" in entry else Value(data)
    node.grad = number(entry["grad"])
    scope = one_of(scopes, entry["scope"], "scope") if "scope" in entry else None
    rounding = Rounding(**entry["rounding"]) if "rounding" in entry else None
    label = string(entry.get("label", ""))
    node._tag = (label, scope, rounding) if label or rounding else scope
    return node


def read_result(entry: Any, data: float, before: Sequence[Value]) -> Value:
    """A node that an op has made."""
    op = declared(entry["op"])
    args = tuple(
        one_of(before, arg["node"], "node") if isinstance(arg, dict) else number(arg)
        for arg in listed(entry, "args")
    )
    partials = tuple(
        x if x is None else MISSING if x == "missing" else number(x)
        for x in listed(entry, "partials")
    )
    if op.arity not in (None, len(args)):
        raise ValueError(f"{op.name} takes {op.arity} args, got {len(args)}")
    if [isinstance(arg, Value) for arg in args] != [x is not None for x in partials]:
        raise ValueError("partials has a number for each arg that is a node, null for the others")
    return connected(op, args, data, partials)
