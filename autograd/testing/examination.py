"""`assert_engine_correct`: a Value class asked everything that a course needs of it."""

from collections.abc import Callable, Iterable, Mapping

from autograd.testing.comparing import Make, compare
from autograd.testing.findings import CAUSES, Finding
from autograd.testing.graph_diagnosis import OF_GRAPHS, in_order
from autograd.testing.op_diagnosis import (
    above_another_op,
    among_equals,
    at_its_points,
    below_another_op,
    has,
    on_both_sides,
    used_twice,
)
from autograd.testing.operations import NEEDED_BY_GRAPHS, OPERATIONS, Operation

Look = Callable[[Make, Operation], Finding | None]

LOOKS: tuple[Look, ...] = (
    at_its_points,
    below_another_op,
    above_another_op,
    among_equals,
    used_twice,
    on_both_sides,
)
"""What is looked at in an op, each after all those before it."""


class EngineError(AssertionError):
    """A Value class has bugs; the message has a sentence for each, `findings` holds them."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        bugs = "1 bug" if len(findings) == 1 else f"{len(findings)} bugs"
        super().__init__("\n".join([f"{bugs} in {name}", *map(str, findings)]))


def assert_engine_correct(make: Make, *, allow: Iterable[str] = ()) -> None:
    """Run the tests that a Value class of one's own needs; each bug is named in one sentence.

    The class takes a number and has `data`, `grad`, `backward()` and the operators `+ - * /` and
    `**`; of relu, tanh, exp and the like what it has is tested. The right numbers come from
    `autograd.Value`.

    Args:
        make: The class, or a function from a number to a node.
        allow: Words of `CAUSES` for bugs that are no matter here, such as "recursion".

    Raises:
        EngineError: The class has bugs.
        TypeError: It is no class and no function.
        ValueError: `allow` has a word that is not in `CAUSES`.

    >>> from autograd import Value
    >>> assert_engine_correct(Value)
    """
    if not callable(make):
        raise TypeError(
            f"the class itself is tested, got {make!r}; write assert_engine_correct(Value)"
        )
    allowed = [allow] if isinstance(allow, str) else list(allow)
    for word in allowed:
        if word not in CAUSES:
            raise ValueError(f"no bug is called {word!r}; allow any of {', '.join(CAUSES)}")
    found = tuple(finding for finding in engine_findings(make) if finding.cause not in allowed)
    if found:
        raise EngineError(getattr(make, "__name__", repr(make)), found)


def engine_findings(make: Make) -> list[Finding]:
    """The bugs of a Value class, those that explain others alone; empty if there is none.

    >>> from autograd import Value
    >>> engine_findings(Value)
    []
    """
    seed = compare(make, "a.grad; y = a", {"a": 2.0})
    if seed.got.error is not None:
        return [seed.failure()]
    if not seed.got.agrees(seed.right):
        return [seed.finding("seed")]
    for look in LOOKS:
        if found := of_ops(make, OPERATIONS[:2], look):
            return merged(found.values())  # whatever else is wrong may come from this
    others = [op for op in OPERATIONS[2:] if op.required or has(make, op)]
    found = of_ops(make, others, at_its_points)
    if NEEDED_BY_GRAPHS in found:
        return first_causes(found)
    if disorder := in_order(make):
        return [*first_causes(found), disorder]
    for look in LOOKS[1:]:
        found |= of_ops(make, [op for op in others if op.code not in found], look)
    return [*first_causes(found), *(finding for look_at in OF_GRAPHS for finding in look_at(make))]


def of_ops(make: Make, ops: Iterable[Operation], look: Look) -> dict[str, Finding]:
    """What one look finds wrong, by the code of the op."""
    return {op.code: finding for op in ops if (finding := look(make, op))}


def first_causes(found: Mapping[str, Finding]) -> list[Finding]:
    """The findings of ops, but for those of ops that rest on others which have one too."""
    rests_on = {op.code: op.rests_on for op in OPERATIONS}
    ops = [op.code for op in OPERATIONS if op.code in found]
    return merged(found[code] for code in ops if not found.keys() & set(rests_on[code]))


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for all that say the same of several ops, with the first one's evidence.

    >>> same = [Finding("sign", "wrong", (op,), f"in {op}") for op in ("-a", "a - b")]
    >>> merged(same)[0].places, merged(same)[0].evidence
    (('-a', 'a - b'), 'in -a')
    """
    by_sentence: dict[str, Finding] = {}
    for finding in findings:
        before = by_sentence.get(finding.sentence)
        places = (*before.places, *finding.places) if before else finding.places
        by_sentence[finding.sentence] = (before or finding)._replace(places=places)
    return list(by_sentence.values())
