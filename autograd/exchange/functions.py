"""A recorded graph as a function of arrays, for PyTorch and for JAX."""

from collections.abc import Callable, Sequence
from typing import Any

from autograd.engine.graph import Graph, as_nodes
from autograd.engine.value import Value
from autograd.exchange.array_ops import Library, array_rule
from autograd.extras import load_extra
from autograd.writing.sources import UntranslatableError

Inputs = Sequence[Value | str] | None


def to_torch(output: Value, inputs: Inputs = None) -> Callable[..., Any]:
    """The graph of a node as a function in PyTorch, which differentiates it by its own autograd.

    It computes exactly, whatever rounding the graph was made with, and takes tensors of any shapes
    that fit together. What Python decided while the graph was made (an `if`, a loop) stays decided.

    Args:
        output: The node that the function computes.
        inputs: Its arguments in order, nodes or their names; None for all leaves in the order of
            `Graph.leaves`. Every other leaf keeps its number.

    Raises:
        ImportError: The extra `torch` is not installed.

    >>> x, w = Value(2.0, "x"), Value(-0.5, "w")
    >>> f = to_torch((w * x).tanh(), ["w"])  # doctest: +SKIP
    >>> f(torch.tensor([0.0, 1.0]))  # doctest: +SKIP
    tensor([0.0000, 0.9640])
    """
    torch = load_extra("torch", "torch")

    def number(x: float) -> Any:
        return torch.tensor(x, dtype=torch.float64)

    return function_in(Library("PyTorch", torch, torch.special, number), output, inputs)


def to_jax(output: Value, inputs: Inputs = None) -> Callable[..., Any]:
    """The graph of a node as a function in JAX, for `jax.grad`, `jit` and `vmap`.

    As `to_torch` says it. JAX computes in 32 bits unless `jax_enable_x64` is set.

    Args:
        output: The node that the function computes.
        inputs: Its arguments in order, nodes or their names; None for all leaves.

    Raises:
        ImportError: The extra `jax` is not installed.

    >>> x, w = Value(2.0, "x"), Value(-0.5, "w")
    >>> jax.grad(to_jax((w * x).tanh(), ["w"]))(-0.5)  # doctest: +SKIP
    Array(0.8399487, dtype=float32, weak_type=True)
    """
    arrays, special = load_extra("jax.numpy", "jax"), load_extra("jax.scipy.special", "jax")
    return function_in(Library("JAX", arrays, special, float), output, inputs)


def function_in(library: Library, output: Value, inputs: Inputs) -> Callable[..., Any]:
    """A graph as a function that runs it node by node with the ops of a library."""
    graph = Graph(output)
    asked = graph.leaves if inputs is None else as_nodes(graph, inputs, "the inputs")
    given = [graph.node(node) for node in asked]
    if len(set(given)) < len(given):
        raise ValueError("an input is given twice; name each once")
    names = ", ".join(graph.names[node] for node in given)
    needed = {output}
    for node in reversed(graph.nodes):
        if node in needed and node not in given:
            needed.update(node.operands)
    inner = [node for node in graph.nodes if node in needed and node not in given]
    constants = {node: library.number(node.data) for node in inner if node.op is None}
    steps = [
        (node, rule_of(node, library), [constant(arg, library) for arg in node.args])
        for node in inner
        if node.op is not None
    ]

    def function(*arrays: Any) -> Any:
        if len(arrays) != len(given):
            raise TypeError(f"this function takes {len(given)} arrays ({names}), got {len(arrays)}")
        held = constants | {
            node: library.number(array) if isinstance(array, int | float) else array
            for node, array in zip(given, arrays, strict=True)
        }
        for node, rule, args in steps:
            operands = [held[arg] if isinstance(arg, Value) else arg for arg in args]
            try:
                held[node] = rule(*operands)
            except AttributeError as error:
                raise refusal(node, library, error) from error
        return held[output]

    function.__name__ = graph.names[output]
    function.__doc__ = f"{graph.names[output]} as a function of ({names}), in {library.name}."
    return function


def rule_of(node: Value, library: Library) -> Callable[..., Any]:
    """What the op of a node is in a library."""
    assert node.op is not None
    try:
        return array_rule(node.op, library, len(node.args))
    except UntranslatableError as error:
        raise refusal(node, library, error) from error


def refusal(node: Value, library: Library, error: Exception) -> TypeError:
    """What is said of an op that cannot be run."""
    return TypeError(
        f"{node.op} cannot be run in {library.name}: {error}; write its rule with ops, or with "
        "functions of math that the library has too"
    )


def constant(arg: Any, library: Library) -> Any:
    """A plain number as the library takes it; a node as it is."""
    return arg if isinstance(arg, Value) else library.number(arg)
