"""Which module each node is drawn in."""

import re
from collections.abc import Mapping, Sequence

from autograd import Graph, Scope, Value

TIME = re.compile(r"(?:^|\.)t=(\d+)$")
SHARED = "parameters"
"""The name of the box for what several steps in time share."""

Homes = Mapping[Value, Scope | None]


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


def time_of(path: str) -> int | None:
    """The time of a scope that is one step in time; None for others.

    A scope named t=3 is one: `RNN` has them, and a loop by hand can say `with scope(f"t={t}")`.

    >>> time_of("net.rnn.t=3"), time_of("net.rnn")
    (3, None)
    """
    found = TIME.search(path)
    return int(found[1]) if found else None


def homes(graph: Graph) -> dict[Value, Scope | None]:
    """The module of each node: its scope, or for a parameter the module that uses it.

    Parameters are made before their module runs, so they do not carry its scope. A leaf that is
    used in one module only is taken for a parameter, unless it stands where inputs do: the x of a
    weighted sum or of a product w·x. What steps in time share has a box beside theirs.
    """
    users: dict[Value, list[Scope | None]] = {}
    own = told_apart(graph)
    for node in graph.nodes:
        args = node.args
        for place, arg in enumerate(args):
            if isinstance(arg, Value) and arg.op is None:
                is_weight = place < inputs_from(node)
                users.setdefault(arg, []).append(own[node] if is_weight else None)
    found = dict(own)
    for leaf, scopes in users.items():
        shared = shared_scope(scopes)
        if all(in_time(scope, shared) for scope in scopes):
            shared = Scope(SHARED, shared, "the same at every t")
        if own[leaf] is None or own[leaf] in enclosing(shared):
            found[leaf] = shared
    return found


def inputs_from(node: Value) -> int:
    """The place of the first input among the arguments of a node; one that weighs none has none.

    >>> w, x = Value(2.0), Value(3.0)
    >>> inputs_from(w * x), inputs_from(w + x)
    (1, 2)
    """
    match node.op.name if node.op else "":
        case "sigma":  # b, w₁ … wₙ, x₁ … xₙ, or without b
            return (len(node.args) + 1) // 2
        case "mul":
            return 1
    return len(node.args)


def told_apart(graph: Graph) -> dict[Value, Scope | None]:
    """The scope of each node; of modules with one name in one place the second has a 2 behind it.

    They are numbered in the order in which the output was computed from them.
    """
    renamed: dict[Scope | None, Scope | None] = {None: None}
    instances: dict[tuple[Scope | None, str], list[int]] = {}
    for node in graph.nodes:
        for scope in enclosing(node.scope) if node.scope not in renamed else ():
            outer = renamed[scope.parent]
            known = instances.setdefault((outer, scope.name), [])
            if scope.instance not in known:
                known.append(scope.instance)
            number = known.index(scope.instance) + 1
            name = f"{scope.name} {number}" if number > 1 else scope.name
            renamed[scope] = scope._replace(name=name, parent=outer)
    return {node: renamed[node.scope] for node in graph.nodes}


def folded(scope: Scope) -> bool:
    """Whether a module is closed at first, however small: steps in time and what they share."""
    return in_time(scope, None) or any(each.name == SHARED for each in enclosing(scope))


def in_time(scope: Scope | None, outer: Scope | None) -> bool:
    """Whether a scope is a step in time or in one, within an outer scope."""
    inner = enclosing(scope)[len(enclosing(outer)) :]
    return any(time_of(each.path) is not None for each in inner)


def shared_scope(scopes: Sequence[Scope | None]) -> Scope | None:
    """The innermost scope around all of these; None if they share none.

    >>> mlp = Scope("mlp")
    >>> shared_scope([Scope("0", mlp), Scope("1", mlp)]).path
    'mlp'
    """
    shared: Scope | None = None
    for level in zip(*map(enclosing, scopes), strict=False):
        if any(scope.path != level[0].path for scope in level):
            break
        shared = level[0]
    return shared


def modules(homes: Homes) -> dict[str, Scope]:
    """All modules that nodes are drawn in, by path, outer before inner."""
    found: dict[str, Scope] = {}
    for home in homes.values():
        for scope in enclosing(home):
            found.setdefault(scope.path, scope)
    return found
