"""What is wrong with the pass over a graph, once every op is right."""

from collections.abc import Iterator

from autograd.engine.value import Value
from autograd.testing.comparing import Make, compare
from autograd.testing.findings import Finding
from autograd.testing.operations import (
    CHAIN,
    DOUBLED,
    IN_PLACE,
    LATER,
    PASSED,
    REUSES,
)
from autograd.testing.probes import EndlessError, Outcome, run


def in_order(make: Make) -> Finding | None:
    """Inner nodes with several uses, which must be complete before they are sent on."""
    for code in REUSES:
        asked = compare(make, code, {"a": 2.0})
        if not asked.got.agrees(asked.right):
            return asked.failure() if asked.got.error else asked.disorder()
    return None


def passes(make: Make) -> Iterator[Finding]:
    """Two passes: gradients of leaves add up, or begin anew; nothing else is right."""
    at = {"a": 2.0}
    asked = compare(make, PASSED, at)
    got = asked.got
    anew = run(Value, LATER, at)  # 21; after the first pass, 15, it may also be 36
    first_alone = Outcome(None, {"a": asked.right.grads["a"] - anew.grads["a"]})
    if refuses(got) or got.agrees(asked.right) or got.agrees(anew):
        return
    yield asked.finding("remembered" if got.agrees(first_alone) else "second pass")


def in_place(make: Make) -> Iterator[Finding]:
    """`c += b` where c is another name of a."""
    asked = compare(make, IN_PLACE, {"a": 2.0, "b": 5.0})
    if not refuses(asked.got) and (asked.got.changed or not asked.got.agrees(asked.right)):
        yield asked.finding("in place")


def size(make: Make) -> Iterator[Finding]:
    """Many paths, and a long way."""
    wide, deep = compare(make, DOUBLED, {"a": 1.0}), compare(make, CHAIN, {"a": 2.0, "b": 0.5})
    if isinstance(wide.got.error, EndlessError):
        yield wide.finding("paths")
    for asked in (wide, deep):
        if not asked.got.agrees(asked.right) and not isinstance(asked.got.error, EndlessError):
            yield asked.failure() if asked.got.error else asked.disorder()


def refuses(got: Outcome) -> bool:
    """Whether the class forbids what is asked of it, as PyTorch does."""
    return isinstance(got.error, RuntimeError) and not isinstance(got.error, RecursionError)


OF_GRAPHS = (passes, in_place, size)
"""What is looked at in a graph, once nodes are sent on in order."""
