"""What is wrong with one op: each look rests on what those before it have found right."""

from autograd.engine.value import Value
from autograd.testing.comparing import Make, Probed, compare
from autograd.testing.findings import Finding
from autograd.testing.operations import TWINS, Operation
from autograd.testing.probes import Outcome, close, run


def has(make: Make, op: Operation) -> bool:
    """Whether a class has an op that it need not have."""
    if op.method.isidentifier() and not op.method.startswith("__"):
        return hasattr(make(1.0), op.method)
    return run(make, f"y = {op.code}", at_first(op)).value is not None


def at_first(op: Operation) -> dict[str, float]:
    """The numbers of the leaves at an op's first point."""
    return dict(zip(op.letters, op.points[0], strict=True))


def at_its_points(make: Make, op: Operation) -> Finding | None:
    """A missing op, a wrong result, or a wrong local derivative where the op stands alone."""
    for point in op.points:
        asked = compare(make, f"y = {op.code}", dict(zip(op.letters, point, strict=True)))
        got, right = asked.got, asked.right
        if got.value is None and isinstance(got.error, TypeError | AttributeError):
            cause = "missing"
        elif got.value is None:
            return asked.failure(op.code)
        elif not close(got.value, right.value or 0.0):
            cause = wrong_value(op, got.value, right.value or 0.0)
        elif got.error is not None:
            return asked.failure(op.code)
        elif got.changed:
            cause = "in place"
        elif not got.agrees(right):
            cause = wrong_derivative(got, right)
            if point != op.points[0]:
                cause = elsewhere(make, cause, asked)
        else:
            continue
        return asked.finding(cause, op.code, op.method)
    return None


def wrong_value(op: Operation, got: float, right: float) -> str:
    """The word for a wrong result: a − b for b − a, or a/b for b/a, else just wrong."""
    turned = (" - " in op.code and close(got, -right)) or (
        " / " in op.code and close(got * right, 1)
    )
    return "order of operands" if turned else "number"


def wrong_derivative(got: Outcome, right: Outcome) -> str:
    """The word for wrong gradients of an op that stands alone."""
    found, wanted = list(got.grads.values()), list(right.grads.values())
    causes = (
        ("nothing sent", [0.0] * len(found)),
        ("swapped", wanted[::-1]),
        ("own value", [right.value or 0.0]),
    )
    for cause, numbers in causes:
        if len(found) == len(numbers) and all(map(close, found, numbers)):
            return cause
    pairs = list(zip(found, wanted, strict=True))
    if all(close(x, y) or close(x, -y) for x, y in pairs):
        return "sign"
    if len(pairs) == 2 and any(close(x, y) for x, y in pairs) and any(x == 0 for x in found):
        return "one operand"
    return "derivative"


def elsewhere(make: Make, cause: str, asked: Probed) -> str:
    """The word for wrong gradients where those at the first point are right."""
    if asked.got.value in asked.at.values() and make(2.0) == make(2.0):
        return "equality"  # the result has the number of an operand
    return "derivative" if cause == "nothing sent" else cause  # something was sent before


def below_another_op(make: Make, op: Operation) -> Finding | None:
    """A gradient that does not pass through, or a factor that is forgotten."""
    at = at_first(op)
    asked = compare(make, f"y = ({op.code}) * c", at | {"c": 11.0})
    if asked.got.agrees(asked.right):
        return None
    if asked.got.error is not None:
        return asked.failure(op.code)
    alone = run(Value, f"y = {op.code}", at).grads
    if all(close(asked.got.grads[name], 0.0) for name in at):
        return asked.finding("stops")
    if all(close(asked.got.grads[name], x) for name, x in alone.items()):
        return asked.finding("upstream", op.code)
    return asked.finding("derivative", op.code)


def above_another_op(make: Make, op: Operation) -> Finding | None:
    """A node that hands on nothing because its operands are not known."""
    factors = dict(zip(op.letters, ("k", "m"), strict=False))
    first = "; ".join(f"{x} = {x} * {k}" for x, k in factors.items())
    sizes = {"k": 8.0, "m": 16.0}  # other numbers than any op's operands
    at = {x: at_first(op)[x] / sizes[k] for x, k in factors.items()}
    at |= {k: sizes[k] for k in factors.values()}
    asked = compare(make, f"{first}; y = {op.code}", at)
    if asked.got.agrees(asked.right):
        return None
    if asked.got.error is not None:
        return asked.failure(op.code)
    is_cut = any(close(asked.got.grads[x], 0.0) for x in op.letters)
    return asked.finding("operands" if is_cut else "upstream", op.code)


def among_equals(make: Make, op: Operation) -> Finding | None:
    """Nodes of the same number that are taken for one."""
    asked = compare(make, TWINS, {"a": 2.0, "c": 2.0, "k": 3.0, "m": 3.0})
    return None if asked.got.agrees(asked.right) else asked.finding("equality")


def used_twice(make: Make, op: Operation) -> Finding | None:
    """Contributions of which only the last is kept."""
    at = at_first(op)
    asked = compare(make, f"y = ({op.code}) + ({op.code})", at)
    if asked.got.agrees(asked.right):
        return None
    if asked.got.error is not None:
        return asked.failure(op.code)
    pairs = [(asked.got.grads[x], asked.right.grads[x]) for x in op.letters]
    is_more = any(abs(got) > abs(right) and not close(got, right) for got, right in pairs)
    return asked.finding("sent twice") if is_more else asked.finding("overwriting", op.code)


def on_both_sides(make: Make, op: Operation) -> Finding | None:
    """One node as both operands."""
    if op.letters != "ab":
        return None
    asked = compare(make, f"y = {op.code.replace('b', 'a')}", {"a": op.points[0][0]})
    return None if asked.got.agrees(asked.right) else asked.finding("both sides", op.code)
