"""What is wrong with the pass over a graph, once every op is right."""

from collections.abc import Iterator

from autograd.engine.value import Value
from autograd.testing.comparing import Make, compare
from autograd.testing.findings import Finding
from autograd.testing.operations import (
    AGAIN,
    CHAIN,
    DOUBLED,
    IN_NEW,
    IN_PLACE,
    LATER,
    ONCE,
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
    asked, again = compare(make, PASSED, at), compare(make, AGAIN, at)
    anew, one = run(Value, LATER, at), run(Value, ONCE, at)  # 21 and 15, and added up 36 and 30
    if not (refuses(asked.got) or asked.got.agrees(asked.right) or asked.got.agrees(anew)):
        yield asked.finding("remembered" if asked.got.agrees(one) else "second pass")
    elif not (refuses(again.got) or again.got.agrees(again.right) or again.got.agrees(one)):
        yield again.finding("second pass")


def in_place(make: Make) -> Iterator[Finding]:
    """`c += b` and the like, where c is another name of a."""
    at = {"a": 2.0, "b": 5.0}
    for op in "+-*/":
        asked, plain = compare(make, IN_PLACE.format(op), at), run(make, IN_NEW.format(op), at)
        if refuses(asked.got) or plain.error is not None:
            continue
        if not asked.got.agrees(plain) or asked.got.changed != plain.changed:
            yield asked.finding("in place", f"c {op}= b")


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
