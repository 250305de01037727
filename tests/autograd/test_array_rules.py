"""Rules read as trees of arithmetic, computed by hand at the numbers the rules are tested at."""

import ast
import math
import operator

import pytest

import nn.training.loss_ops  # noqa: F401  (declares ops)
from autograd import OPS
from autograd.ops.declaration import op
from autograd.writing.sources import UntranslatableError, source_of
from autograd.writing.trees.array_rules import partial_rule, value_rule
from autograd.writing.trees.expressions import Expression
from autograd.writing.trees.rewriting import rewritten
from tests.autograd.programs import forgotten_ops

DECLARED = [each for each in OPS.values() if each.value.__module__.startswith(("autograd", "nn."))]
SHIPPED = pytest.mark.parametrize("op", DECLARED, ids=lambda op: op.name)
KINKS = {
    "abs": [(0.0,)],
    "relu": [(0.0,)],
    "leaky_relu": [(0.0, 0.1)],
    "elu": [(0.0, 1.0)],
    "step": [(0.0,)],
    "sign": [(0.0,)],
    "maximum": [(1.0, 1.0)],
    "minimum": [(1.0, 1.0)],
    "clip": [(-1.0, -1.0, 1.0), (1.0, -1.0, 1.0)],
    "pow": [(2.0, 0.0), (0.0, 2.0), (0.0, 0.0), (-2.0, 3.0)],
    "sinc": [(0.0,), (0.25,)],
    "sigmoid": [(-705.0,)],
    "hardtanh": [(1.0,), (-1.0,)],
    "hardsigmoid": [(3.0,), (-3.0,)],
    "huber": [(1.5, 0.5, 1.0), (2.0, 0.5, 1.0)],
    "remainder": [(-7.0, 2.0), (7.0, -2.0)],
    "floor_divide": [(-7.0, 2.0), (7.0, -2.0)],
}
BY_HAND = {
    **{
        name: getattr(operator, name)
        for name in ["add", "sub", "mul", "lt", "le", "gt", "ge", "eq", "ne", "neg", "pow"]
    },
    **{"div": operator.truediv, "floor_divide": operator.floordiv, "remainder": operator.mod},
    **{"abs": abs, "max": lambda *xs: max(xs), "min": lambda *xs: min(xs)},
    **{"sum": lambda *xs: math.fsum(xs), "not": operator.not_},
}


def computed(tree, numbers, result=None):
    """A tree at these operands, only the branch that is taken."""
    if not isinstance(tree, Expression):
        return tree
    match tree.name, tree.args:
        case "operand", (i,):
            return numbers[i]
        case "result", ():
            return result
        case "where", (condition, yes, no):
            taken = yes if computed(condition, numbers, result) else no
            return computed(taken, numbers, result)
        case "and", (first, second):
            return computed(first, numbers, result) and computed(second, numbers, result)
        case "or", (first, second):
            return computed(first, numbers, result) or computed(second, numbers, result)
    function = BY_HAND.get(tree.name) or getattr(math, tree.name)
    return function(*[computed(arg, numbers, result) for arg in tree.args])


@SHIPPED
def test_a_value_rule_read_as_a_tree_gives_its_value(op):
    points = [*op.samples, *KINKS.get(op.name, [])]
    trees = [value_rule(op, len(point)).result for point in points]
    expected = [op.number(point) for point in points]

    found = [computed(tree, point) for tree, point in zip(trees, points, strict=True)]

    assert found == pytest.approx(expected, rel=1e-15, abs=0)


@SHIPPED
def test_a_rule_of_a_local_derivative_read_as_a_tree_gives_it(op):
    cases = [
        (point, position)
        for point in [*op.samples, *KINKS.get(op.name, [])]
        for position in range(len(point))
        if (op.name, point, position) not in MISSING
    ]
    expected = [op.number_of_partial(i, point, op.number(point)) for point, i in cases]

    found = [
        computed(partial_rule(op, i, len(point)).result, point, op.number(point))
        for point, i in cases
    ]

    assert found == pytest.approx(expected, rel=1e-14, abs=0)


MISSING = [("pow", (0.0, 0.0), 1), ("pow", (-2.0, 3.0), 1)]


def test_a_kink_is_one_function_of_arrays():
    assert str(value_rule(OPS["relu"], 1).result) == "max(x0, 0)"
    assert str(value_rule(OPS["maximum"], 2).result) == "max(x0, x1)"
    assert str(partial_rule(OPS["maximum"], 0, 2).result) == "where(gt(sub(x1, x0), 0), 0, 1)"


def test_operands_that_a_rule_treats_alike_are_read_as_one():
    mean, logsumexp = OPS["mean"], OPS["logsumexp"]

    assert str(value_rule(mean, 7, together=True).result) == "div(sum(each), 7)"
    assert str(partial_rule(logsumexp, 0, 40, together=True).result) == "exp(sub(each, result))"


@pytest.mark.parametrize("name", ["clip", "huber"])
def test_what_a_rule_refuses_is_kept_as_a_condition(name):
    refused = {"clip": (0.0, 1.0, -1.0), "huber": (1.0, 0.0, 0.0)}[name]
    (condition,) = value_rule(OPS[name], 3).refusals

    assert computed(condition, refused) is True
    assert computed(condition, OPS[name].samples[0]) is False


def test_one_operand_of_many_is_not_taken_for_all():
    with pytest.raises(UntranslatableError, match="one operand of many"):
        value_rule(OPS["sigma"], 5, together=True)


def test_a_loop_over_all_operands_is_not_read_as_one():
    with forgotten_ops():

        @op(lambda i, xs, y: y / xs[i], variadic=True)
        def product_of_all(*xs):
            whole = 1.0
            for x in xs:
                whole = whole * x
            return whole

        with pytest.raises(UntranslatableError):
            value_rule(product_of_all, 3, together=True)
        tree = value_rule(product_of_all, 3).result

    assert computed(tree, (2.0, 3.0, 5.0)) == 30.0


def test_statements_after_an_if_go_on_with_what_was_computed_before():
    with forgotten_ops():

        @op(lambda x, y: 1.0)
        def bent(x):
            slope = 2.0
            if x < 0:
                slope = slope + 1
                return slope * x
            if x > 10:
                return x
            slope = slope * 2
            return slope * x

        tree = value_rule(bent, 1).result

    assert [computed(tree, (x,)) for x in (-1.0, 1.0, 11.0)] == [-3.0, 4.0, 11.0]


def test_a_source_that_was_rewritten_reads_as_before():
    rule = OPS["step"].value
    rewritten(rule)

    assert ast.unparse(source_of(rule)).endswith("return 1.0 if x > 0 else 0.0")
