"""Random programs: acyclic graphs over the op table, with reuse and constants on every side.

A program is data, so that the same one runs on Values, on plain numbers, and on PyTorch's tensors.
"""

import functools
import math
import operator
import random
from contextlib import contextmanager
from typing import NamedTuple

import autograd
from autograd import OPS, Graph, Value, affine, weighted_sum
from autograd.engine.value import number_of
from autograd.engine.weighted_sums import Rows
from autograd.writing.formula import Formula, Verbatim

DECLARED = [op for op in OPS.values() if op.value.__module__.startswith("autograd.ops.")]
TWO = [op.name for op in DECLARED if op.arity == 2 and not op.defaults]
MANY = ["logsumexp", "weighted_sum", "total", "rows", "rows_with_bias"]
NAMES = [op.name for op in DECLARED if op.name != "sigma"] + MANY[1:]

APART = 1e-2  # how far from a kink or jump, so that a difference quotient is on one side of it
KINKS = {
    **dict.fromkeys(["relu", "abs", "leaky_relu", "elu", "step", "sign"], (0.0,)),
    "hardtanh": (-1.0, 1.0),
    "hardsigmoid": (-3.0, 3.0),
}
DOMAINS = {
    **dict.fromkeys(["log", "log2", "log10", "sqrt"], (0.1, 20)),
    **dict.fromkeys(["asin", "acos", "atanh"], (-0.9, 0.9)),
    "log1p": (-0.9, 20),
    "acosh": (1.1, 20),
    "tan": (-1.2, 1.2),
}


class Instruction(NamedTuple):
    """An op with its operands: an int is an earlier result, a float a constant."""

    name: str
    operands: tuple[int | float, ...]


class Program(NamedTuple):
    """Numbers for the leaves, and instructions whose last result is the output."""

    leaves: tuple[float, ...]
    instructions: tuple[Instruction, ...]


def halves(terms):
    return terms[: len(terms) // 2], terms[len(terms) // 2 :]


def total(*terms):
    """What Python's `sum` does, and `+=` in a loop: 0 + first + second + …"""
    return functools.reduce(operator.iadd, terms, 0)


def rows(*entries, bias=0):
    """Two rows of weights used for two samples, as a layer does: the differences of their sums."""
    n = (len(entries) - 2 * bias) // 3
    first, second, inputs = entries[: n + bias], entries[n + bias : -n], entries[-n:]
    weights = Rows([first, second])
    one, other = affine(weights, inputs)
    third, fourth = affine(weights, [x + x for x in inputs])
    return (one - other) + (third - fourth)


CALLED = {
    "weighted_sum": lambda bias, *terms: weighted_sum(bias, *halves(terms)),
    "total": lambda first, *terms: functools.reduce(OPS["add"], terms, first),
    "rows": rows,
    "rows_with_bias": functools.partial(rows, bias=1),
}


def function(name):
    """What an instruction calls on Values and on plain numbers."""
    return CALLED.get(name) or getattr(autograd, name, None) or OPS[name]


OPERATORS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": operator.pow,
    "neg": operator.neg,
    "abs": operator.abs,
    "square": lambda x: x**2,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "reciprocal": lambda x: 1 / x,
    "squared_error": lambda prediction, target: (prediction - target) ** 2,
    "weighted_sum": lambda bias, *terms: functools.reduce(
        operator.iadd, (w * x for w, x in zip(*halves(terms), strict=True)), bias
    ),
    "total": total,
}


def as_written(name):
    """What a user writes for an instruction: an operator (reflected ones too), else a method."""
    return OPERATORS.get(name) or (
        lambda x, *rest: (
            getattr(x, name)(*rest)
            if isinstance(x, Value) and hasattr(x, name)  # an op of two required operands is none
            else function(name)(x, *rest)
        )
    )


def run(program, leaves, function=function):
    """All results of a program: leaves first, the output last."""
    results = list(leaves)
    for name, operands in program.instructions:
        args = [results[x] if isinstance(x, int) else x for x in operands]
        results.append(function(name)(*args))
    return results


def sent_back(program, way=function):
    """All results of a program run on nodes, after a backward pass from the last."""
    results = run(program, [Value(x) for x in program.leaves], way)
    results[-1].backward()
    return results


def recorded(output):
    """Everything the nodes under an output hold, in the order of the graph."""
    return [
        (node.op, node.data, node.grad, node.partials, tuple(map(number_of, node.args)))
        for node in Graph(output).nodes
    ]


def is_tame(name, numbers):
    """Whether an instruction is defined, smooth and small at these numbers, and around them."""
    x, y = numbers[0], numbers[-1]
    low, high = DOMAINS.get(name, (-math.inf, math.inf))
    if not low < x < high or any(abs(x - kink) <= APART for kink in KINKS.get(name, ())):
        return False
    if name in ("maximum", "minimum"):
        return x == y or abs(x - y) > APART
    if name == "clip":
        _, least, most = numbers
        return least + APART < most and abs(x - least) > APART and abs(x - most) > APART
    if name in ("div", "hypot", "atan2"):
        return abs(x) > APART and abs(y) > 0.1
    if name in ("reciprocal", "cbrt"):
        return abs(x) > 0.1
    if name in ("floor_divide", "remainder"):
        return abs(y) > 0.1 and APART < abs(x / y) % 1 < 1 - APART
    if name == "pow":
        return 0.1 < x < 5 and abs(y) < 3
    return name != "xlogy" or 0.1 < y < 20


def drawn_group(draw, size, results):
    """Operands of a weighted sum: all nodes, all constants, or mixed."""
    constants = draw.choice([0.0, 1.0, 0.25])
    return [
        draw.uniform(-2, 2) if draw.random() < constants else draw.randrange(results)
        for _ in range(size)
    ]


def drawn_operands(draw, name, results):
    """Operands for an instruction: constants, or the numbers of earlier results."""
    if name in ("weighted_sum", "rows", "rows_with_bias"):
        n, bias = draw.randint(1, 3), int(name != "rows")
        groups = [n + bias] + [n + bias] * name.startswith("rows") + [n]
        return tuple(x for size in groups for x in drawn_group(draw, size, results))
    if name in ("logsumexp", "total"):
        count = draw.randint(1, 4)
    else:
        count = OPS[name].arity - draw.randint(0, len(OPS[name].defaults))
    return tuple(
        draw.uniform(-2, 2) if draw.random() < 0.25 else draw.randrange(results)
        for _ in range(count)
    )


@functools.cache
def random_program(seed, length=12):
    """A program of some leaves and instructions, the same for the same seed."""
    draw = random.Random(seed)
    leaves = tuple(draw.uniform(-2, 2) for _ in range(draw.randint(2, 4)))
    results = list(leaves)
    instructions = []
    while len(instructions) < length:
        name = draw.choice(NAMES + TWO * 2 + MANY * 4)
        operands = drawn_operands(draw, name, len(results))
        numbers = [results[x] if isinstance(x, int) else x for x in operands]
        if all(isinstance(x, float) for x in operands) or not is_tame(name, numbers):
            continue
        result = function(name)(*numbers)
        if abs(result) > 20:
            continue
        instructions.append(Instruction(name, operands))
        results.append(result)
    used = {x for _, operands in instructions for x in operands if isinstance(x, int)}
    loose = tuple(i for i in range(len(results)) if i not in used)  # nothing is computed in vain
    weights = tuple(draw.uniform(0.5, 1.5) for _ in loose)
    instructions.append(Instruction("weighted_sum", (0.25, *weights, *loose)))
    return Program(leaves, tuple(instructions))


@contextmanager
def forgotten_ops():
    """A block after which the ops declared in it are gone from the table and from every class."""
    before = {carrier: set(vars(carrier)) for carrier in (Value, Formula, Verbatim)}
    declared = dict(OPS)
    try:
        yield
    finally:
        OPS.clear()
        OPS.update(declared)
        for carrier, names in before.items():
            for name in set(vars(carrier)) - names:
                delattr(carrier, name)


def tangent(output, source):
    """∂output/∂source by forward mode: one sweep over the nodes with the recorded partials."""
    tangents = {}
    for node in Graph(output).nodes:
        tangents[node] = 1.0 if node is source else 0.0
        for operand, partial in zip(node.operands, node.partials, strict=True):
            tangents[node] += partial * tangents[operand]
    return tangents[output]


def sum_over_paths(output, source):
    """∂output/∂source as the sum of all path products, each path walked."""
    whole, waiting = 0.0, [(output, 1.0)]
    while waiting:
        node, product = waiting.pop()
        if node is source:
            whole += product
        for operand, partial in zip(node.operands, node.partials, strict=True):
            waiting.append((operand, product * partial))
    return whole


def central_difference(f, x, h=1e-3):
    """f′(x) from four points around x; the error falls with h⁴."""
    near, far = f(x + h) - f(x - h), f(x + 2 * h) - f(x - 2 * h)
    return (8 * near - far) / (12 * h)
