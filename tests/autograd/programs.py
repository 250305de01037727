"""Random programs: acyclic graphs over the op table, with reuse and constants on every side.

A program is data, so that the same one runs on Values, on plain numbers, and on PyTorch's tensors.
"""

import operator
import random
from contextlib import contextmanager
from typing import NamedTuple

import autograd
from autograd import OPS, Graph, Value, weighted_sum
from autograd.writing.formula import Formula, Verbatim

ONE = ["neg", "square", "exp", "sin", "cos", "atan", "tanh", "sigmoid", "softplus", "silu", "gelu"]
KINKED = ["relu", "abs", "leaky_relu", "elu"]
TWO = ["add", "sub", "mul", "div", "pow", "squared_error", "hypot", "atan2"]
CHOOSING = ["maximum", "minimum"]
MANY = ["logsumexp", "weighted_sum", "clip"]


class Instruction(NamedTuple):
    """An op with its operands: an int is an earlier result, a float a constant."""

    name: str
    operands: tuple[int | float, ...]


class Program(NamedTuple):
    """Numbers for the leaves, and instructions whose last result is the output."""

    leaves: tuple[float, ...]
    instructions: tuple[Instruction, ...]


def function(name):
    """What an instruction calls on Values and on plain numbers."""
    if name == "weighted_sum":
        return lambda bias, *terms: weighted_sum(bias, *halves(terms))
    return getattr(autograd, name, None) or OPS[name]


OPERATORS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": operator.pow,
    "neg": operator.neg,
    "abs": operator.abs,
    "square": lambda x: x**2,
    "weighted_sum": lambda bias, *terms: sum(
        (w * x for w, x in zip(*halves(terms), strict=True)), bias
    ),
    "maximum": autograd.maximum,  # an op of two required operands is no method
    "minimum": autograd.minimum,
    "clip": autograd.clip,
    "logsumexp": autograd.logsumexp,
    "hypot": autograd.hypot,
    "atan2": autograd.atan2,
    "squared_error": lambda prediction, target: (prediction - target) ** 2,
}


def halves(terms):
    return terms[: len(terms) // 2], terms[len(terms) // 2 :]


def as_written(name):
    """What a user writes for an instruction: an operator (reflected ones too), else a method."""
    return OPERATORS.get(name) or (
        lambda x, *rest: (
            getattr(x, name)(*rest) if isinstance(x, Value) else function(name)(x, *rest)
        )
    )


def run(program, leaves, function=function):
    """All results of a program: leaves first, the output last."""
    results = list(leaves)
    for name, operands in program.instructions:
        args = [results[x] if isinstance(x, int) else x for x in operands]
        results.append(function(name)(*args))
    return results


def is_tame(name, numbers):
    """Whether an instruction is defined, smooth and small at these numbers, and around them."""
    apart = 1e-2
    if name in KINKED:
        return abs(numbers[0]) > apart
    if name in CHOOSING:
        return numbers[0] == numbers[1] or abs(numbers[0] - numbers[1]) > apart
    if name == "clip":
        x, low, high = numbers
        return low + apart < high and abs(x - low) > apart and abs(x - high) > apart
    if name == "div":
        return abs(numbers[1]) > 0.1
    if name == "pow":
        return 0.1 < numbers[0] < 5 and abs(numbers[1]) < 3
    if name in ("hypot", "atan2"):
        return abs(numbers[0]) > apart and abs(numbers[1]) > 0.1
    return True


def random_program(seed, length=12):
    """A program of some leaves and instructions, the same for the same seed."""
    draw = random.Random(seed)
    leaves = tuple(draw.uniform(-2, 2) for _ in range(draw.randint(2, 4)))
    results = list(leaves)
    instructions = []
    while len(instructions) < length:
        name = draw.choice(ONE + KINKED + TWO * 2 + CHOOSING + MANY * 2)
        count = {1: 1, 2: 2, 3: 3}.get(OPS[name].arity) if name in OPS else None
        if name in ("leaky_relu", "elu"):
            count = draw.choice([1, 2])
        if name == "weighted_sum":
            count = 2 * draw.randint(0, 3) + 1
        count = count or draw.randint(1, 4)
        operands = tuple(
            draw.uniform(-2, 2) if draw.random() < 0.25 else draw.randrange(len(results))
            for _ in range(count)
        )
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
