"""Decimal arithmetic on formulas: what a person with a pocket calculator gets.

A formula is a Python expression read by `ast` and never executed. Nothing here comes from the
packages that are measured: the truth of a benchmark must not share its errors with them.
"""

import ast
import math
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, localcontext
from typing import Any

Amount = Any  # a Decimal, or nested lists of them
Rounding = Callable[[Decimal], Decimal]

EXACT = Context(prec=28)
ONE = Decimal(1)


def formula(text: str) -> ast.expr:
    """The tree of a formula."""
    return ast.parse(text, mode="eval").body


def names_in(node: ast.expr) -> list[str]:
    """The quantities a formula uses, in the order of reading, functions left aside."""
    called = {id(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    found = [x for x in ast.walk(node) if isinstance(x, ast.Name) and id(x) not in called]
    found.sort(key=lambda name: name.col_offset)
    return list(dict.fromkeys(name.id for name in found))


def each(rule: Callable[..., Decimal], *amounts: Amount) -> Amount:
    """A rule on numbers, entry by entry; a number stands beside every entry."""
    lists = [amount for amount in amounts if isinstance(amount, list)]
    if not lists:
        return rule(*amounts)
    if len({len(x) for x in lists}) > 1:
        raise ValueError(f"shapes differ: {[len(x) for x in lists]}")
    return [
        each(rule, *(x[i] if isinstance(x, list) else x for x in amounts))
        for i in range(len(lists[0]))
    ]


def sigmoid(x: Decimal) -> Decimal:
    """The logistic function."""
    return ONE / (ONE + (-x).exp())


def tanh(x: Decimal) -> Decimal:
    """The hyperbolic tangent, by the logistic function."""
    return 2 * sigmoid(2 * x) - 1


def from_floats(rule: Callable[[float], float]) -> Callable[[Decimal], Decimal]:
    """A function that decimal lacks, by the C library: 15 figures, more than anybody writes."""
    return lambda x: Decimal(repr(rule(float(x))))


POINTWISE: dict[str, Callable[[Decimal], Decimal]] = {
    "sigma": sigmoid,
    "dsigma": lambda x: sigmoid(x) * (1 - sigmoid(x)),
    "tanh": tanh,
    "dtanh": lambda x: 1 - tanh(x) ** 2,
    "relu": lambda x: max(x, Decimal(0)),
    "drelu": lambda x: Decimal(x > 0),
    "leaky": lambda x: x if x > 0 else x / 100,
    "exp": Decimal.exp,
    "ln": Decimal.ln,
    "log10": Decimal.log10,
    "sqrt": Decimal.sqrt,
    "sin": from_floats(math.sin),
    "cos": from_floats(math.cos),
    "sindeg": from_floats(lambda x: math.sin(math.radians(x))),
    "cosdeg": from_floats(lambda x: math.cos(math.radians(x))),
    "abs": abs,
    "softplus": lambda x: (1 + x.exp()).ln(),
}


def columns(matrix: Amount) -> Amount:
    """The transpose."""
    return [list(column) for column in zip(*matrix, strict=True)]


def product(a: Amount, b: Amount) -> Amount:
    """A matrix times a column."""
    if len(a[0]) != len(b):
        raise ValueError(f"{len(a)}×{len(a[0])} times {len(b)}")
    return [sum(x * y for x, y in zip(row, b, strict=True)) for row in a]


def correlated(x: Amount, w: Amount) -> Amount:
    """The valid cross-correlation of two rows, or of two matrices."""
    if isinstance(x[0], list):
        high, wide = len(w), len(w[0])
        return [
            [
                sum(x[i + r][j + c] * w[r][c] for r in range(high) for c in range(wide))
                for j in range(len(x[0]) - wide + 1)
            ]
            for i in range(len(x) - high + 1)
        ]
    return [sum(x[i + k] * w[k] for k in range(len(w))) for i in range(len(x) - len(w) + 1)]


def flipped(w: Amount) -> Amount:
    """A kernel the other way round, in every direction."""
    return [flipped(row) if isinstance(row, list) else row for row in reversed(w)]


def in_full(x: Amount, w: Amount) -> Amount:
    """The full cross-correlation of two rows: the valid one, with zeros at both ends."""
    ends = [Decimal(0)] * (len(w) - 1)
    return correlated(ends + x + ends, w)


def flat(x: Amount) -> list[Decimal]:
    """The numbers of an amount, one after the other."""
    return [y for row in x for y in flat(row)] if isinstance(x, list) else [x]


def softmax(z: Amount) -> Amount:
    """Exponentials, divided by their sum."""
    powers = [x.exp() for x in z]
    return [power / sum(powers) for power in powers]


ARRAYS: dict[str, Callable[..., Amount]] = {
    "T": columns,
    "had": lambda a, b: each(lambda x, y: x * y, a, b),
    "sum": lambda x: sum(flat(x)),
    "mean": lambda x: sum(flat(x)) / len(flat(x)),
    "max": lambda x: max(flat(x)),
    "min": lambda x: min(flat(x)),
    "dot": lambda a, b: sum(x * y for x, y in zip(a, b, strict=True)),
    "outer": lambda a, b: [[x * y for y in b] for x in a],
    "softmax": softmax,
    "correlate": correlated,
    "conv": lambda x, w: correlated(x, flipped(w)),
    "flip": flipped,
    "full": in_full,
    "entry": lambda x, *at: entry(x, at),
}
OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}


def entry(x: Amount, at: tuple[Decimal, ...]) -> Amount:
    """One entry; entries count from 1, as on paper."""
    return entry(x[int(at[0]) - 1], at[1:]) if at else x


def worth(node: ast.expr, env: Mapping[str, Amount], rounding: Rounding = lambda x: x) -> Amount:
    """What a formula is worth, where `rounding` is done after every operation."""

    def go(node: ast.expr) -> Amount:
        match node:
            case ast.Constant(value=number):
                return Decimal(repr(number))
            case ast.Name(id=name):
                return env[name]
            case ast.List(elts=items):
                return [go(item) for item in items]
            case ast.UnaryOp(operand=operand):
                return each(lambda x: -x, go(operand))
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return each(rounding, product(go(left), go(right)))
            case ast.BinOp(left=left, op=op, right=right):
                return each(lambda a, b: rounding(OPERATORS[type(op)](a, b)), go(left), go(right))
            case ast.Call(func=ast.Name(id=name), args=args) if name in POINTWISE:
                return each(lambda x: rounding(POINTWISE[name](x)), go(args[0]))
            case ast.Call(func=ast.Name(id=name), args=args):
                return each(rounding, ARRAYS[name](*map(go, args)))
        raise ValueError(f"no such formula: {ast.unparse(node)}")

    with localcontext(EXACT):
        return go(node)
