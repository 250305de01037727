"""Declaring an op of one's own, with the same decorator as every op of the table."""

import functools
import math
from decimal import Decimal
from fractions import Fraction

import pytest

from autograd import (
    OPS,
    DomainError,
    Graph,
    Symbol,
    Value,
    exp,
    op,
    partial_formula,
    sigmoid,
    text,
    value_formula,
)
from autograd.engine.recording import apply_op
from autograd.ops.notation import Call
from tests.autograd.programs import central_difference, forgotten_ops


@pytest.fixture
def declare():
    """The decorator; what it declares is forgotten after the test."""
    with forgotten_ops():
        yield op


@pytest.fixture
def gauss(declare):
    @declare(lambda x, y: -x * y, notation=Call("φ"), samples=((0.5,),))
    def gauss(x):
        """exp(-x²/2)."""
        return math.exp(-x * x / 2)

    return gauss


def test_own_op_works_on_numbers_and_nodes(gauss):
    x = Value(0.5, "x")
    y = x.gauss()
    y.backward()

    assert gauss(0.5) == y.data == gauss(x).data
    assert x.grad == pytest.approx(central_difference(gauss.value, 0.5), rel=1e-9)
    assert OPS["gauss"] is gauss is y.op
    assert repr(gauss) == "<op gauss>"


def test_own_op_has_second_derivatives(gauss):
    x = Value(0.5)
    gauss.partial(0, (x,), gauss(x)).backward()

    assert x.grad == pytest.approx((0.25 - 1) * math.exp(-0.125), rel=1e-15)  # (x² - 1)·φ


def test_own_op_is_written(gauss):
    y = Value(0.5, "x").gauss()
    names = Graph(y).names

    assert text(value_formula(y, names)) == "φ(x)"
    assert text(partial_formula(Graph(y).edges[0], names)) == "-x·v₁"
    assert text(Symbol("t").gauss()) == "φ(t)"


def test_own_op_of_several_operands_with_a_default(declare):
    @declare(lambda x, k, y: k * y * (1 - y), lambda x, k, y: x * y * (1 - y))
    def steep(x, k=2.0):
        """σ(kx)."""
        return sigmoid.value(k * x)

    x, k = Value(0.5), Value(3.0)
    steep(x, k).backward()

    assert x.steep().args == (x, 2.0)
    assert [x.grad, k.grad] == [
        3 * sigmoid(1.5) * sigmoid(-1.5),
        0.5 * sigmoid(1.5) * sigmoid(-1.5),
    ]


def test_own_op_of_any_number_of_operands(declare):
    @declare(lambda i, xs, y: y / xs[i], variadic=True)
    def prod(*xs):
        """The product of all."""
        return math.prod(xs)

    a, b, c = Value(2.0), Value(3.0), Value(5.0)
    prod(a, b, 7.0, c, a).backward()

    assert [a.grad, b.grad, c.grad] == [2 * 210, 140, 84]


def test_own_op_may_be_written_with_other_ops(declare):
    @declare(lambda x, y: exp(x) * (1 + x))
    def xexp(x):
        """x eˣ."""
        return x * exp(x)

    assert xexp(Value(1.0)).data == pytest.approx(math.e)
    assert type(xexp(1)) is float


def test_own_op_with_a_broken_rule_is_caught_by_a_difference(declare):
    @declare(lambda x, y: 3 * x**2 + 1)
    def cube(x):
        """x³, with a wrong rule."""
        return x * x * x

    assert cube.partial(0, (2.0,), 8.0) != pytest.approx(central_difference(cube.value, 2.0))


def test_fast_method_of_an_own_op_is_the_general_way(gauss):
    x = Value(-0.3)
    fast, general = x.gauss(), apply_op(gauss, (x,))

    assert (fast.data, fast.partials, fast.args) == (general.data, general.partials, general.args)


def test_name_can_be_declared_once(declare):
    with pytest.raises(ValueError, match="an op named 'tanh' is declared already; choose another"):

        @declare(lambda x, y: 1.0)
        def tanh(x):
            return x


def test_a_cell_of_a_notebook_may_be_run_again_with_a_mended_rule(declare):
    def cell(slope):
        def cubed(x):
            return x * x * x

        cubed.__module__ = "__main__"
        return declare(lambda x, y: slope * x * x)(cubed)

    first, second = cell(2), cell(3)
    x = Value(2.0)
    x.cubed().backward()

    assert OPS["cubed"] is second
    assert x.grad == 12.0
    assert first(2.0) == 8.0


def test_a_session_may_not_replace_an_op_of_the_package(declare):
    def tanh(x):
        return x

    tanh.__module__ = "__main__"

    with pytest.raises(ValueError, match="an op named 'tanh' is declared already"):
        declare(lambda x, y: 1.0)(tanh)


@pytest.mark.parametrize("rules", [0, 1, 3])
def test_there_is_one_rule_per_operand(declare, rules):
    message = f"op product has 2 operands but {rules} partials; give one rule per operand"
    with pytest.raises(TypeError, match=message):

        @declare(*[lambda a, b, y: 1.0] * rules)
        def product(a, b):
            return a * b


@pytest.mark.parametrize(
    ("rules", "options", "called"),
    [
        (
            [lambda a, b, y: b, lambda a, y: a],
            {},
            r"rule 2 of op product is .* rule\(a, b, result\)",
        ),
        ([lambda a, b: b] * 2, {}, r"rule 1 of op product is .* rule\(a, b, result\)"),
        ([math.cos] * 2, {}, r"rule 1 of op product is .* rule\(a, b, result\)"),
        ([lambda i, y: y], {"variadic": True}, r"rule 1 of .* rule\(i, operands, result\)"),
    ],
)
def test_parameters_of_a_rule_are_checked_when_declared(declare, rules, options, called):
    with pytest.raises(TypeError, match=called):

        @declare(*rules, **options)
        def product(a, b):
            return a * b


@pytest.mark.parametrize(
    "rule",
    [
        lambda *all: all[0],
        lambda a, b, y, scale=1.0: scale * b,
        functools.partial(lambda k, a, b, y: k * b, 1.0),
        max,  # does not tell its parameters
    ],
)
def test_rule_may_take_more_than_it_needs(declare, rule):
    @declare(rule, rule)
    def product(a, b):
        return a * b

    assert product.partials == (rule, rule)


@pytest.mark.parametrize("value", [math.cbrt, functools.partial(math.pow, 2)])
def test_only_a_def_declares_an_op(declare, value):
    with pytest.raises(TypeError, match=r"an op is declared from a def, not from .*; write: def "):
        declare(lambda x, y: 1.0)(value)


def test_name_of_an_attribute_makes_no_method(declare):
    @declare(lambda x, y: 1.0)
    def data(x):
        """X."""
        return x

    assert Value(3.0).data == 3.0
    assert data(Value(3.0)).op is data


@pytest.mark.parametrize(
    "kind", [int, bool, Fraction, Decimal, "float32", "float64", "int64"], ids=str
)
def test_what_rules_give_becomes_a_float_on_every_way(declare, kind):
    if isinstance(kind, str):
        kind = getattr(pytest.importorskip("numpy"), kind)
    given = kind(1)

    @declare(lambda x, y: given)
    def constant(x):
        return given

    for way in (constant, Value.constant, lambda x: apply_op(constant, (x,))):
        node = way(Value(2.0))

        assert (node.data, node.partials) == (float(given), (float(given),))
        assert {number.__class__ for number in (node.data, *node.partials)} == {float}


@pytest.mark.parametrize("whole", ["value", "left", "right"])
def test_a_whole_number_among_floats_becomes_a_float_too(declare, whole):
    def rule(name, x):
        return int(x) if whole == name else x

    @declare(lambda a, b, y: rule("left", 2.0), lambda a, b, y: rule("right", 3.0))
    def plane(a, b):
        return rule("value", 1.0)

    node = plane(Value(5.0), Value(7.0))

    assert (node.data, node.partials) == (1.0, (2.0, 3.0))
    assert {number.__class__ for number in (node.data, *node.partials)} == {float}


@pytest.mark.parametrize("given", [None, Value(2.0), 1j, "a", (1.0, 2.0)], ids=repr)
@pytest.mark.parametrize("place", ["value", "partial"])
def test_a_rule_that_gives_no_number_is_refused_with_its_name_on_every_way(declare, place, given):
    @declare(lambda x, y: given if place == "partial" else 1.0)
    def strange(x):
        return given if place == "value" else 1.0

    for way in (strange, Value.strange, lambda x: apply_op(strange, (x,))):
        with pytest.raises(TypeError, match=r"a rule of op strange gave .* it gives one number"):
            way(Value(2.0))


def test_an_error_of_a_rules_own_is_shown_as_itself(declare):
    def unpacks(x, y):
        _, _ = (1, 2, 3)

    @declare(unpacks)
    def careless(x):
        return x

    for way in (careless, Value.careless, lambda x: apply_op(careless, (x,))):
        with pytest.raises(ValueError, match="too many values to unpack") as caught:
            way(Value(2.0))
        assert caught.type is ValueError


def test_an_error_of_a_value_rules_own_is_told(declare):
    @declare(lambda x, y: 1.0)
    def careless(x):
        _, _ = (1, 2, 3)

    with pytest.raises(DomainError, match=r"careless of 2 .*too many values to unpack") as caught:
        careless(Value(2.0))
    assert type(caught.value.__cause__) is ValueError


@pytest.mark.parametrize("given", [None, Value(2.0), 1j, "a"], ids=repr)
def test_a_value_rule_that_gives_no_number_is_refused_on_plain_numbers_too(given):
    with forgotten_ops():

        @op(lambda x, y: 1.0)
        def strange(x):
            return given

        with pytest.raises(TypeError, match=r"a rule of op strange gave .* it gives one number"):
            strange(2.0)


def test_a_default_that_keywords_skip_keeps_its_value():
    with forgotten_ops():

        @op(lambda x, a, b, y: a, lambda x, a, b, y: x, 1.0)
        def line(x, a=1.0, b=2.0):
            return a * x + b

        x = Value(3.0)
        assert (line(x, b=5).data, line(3, b=5), x.line(b=5).data) == (8.0, 8.0, 8.0)


def test_an_op_with_constant_rules_gives_floats():
    with forgotten_ops():

        @op(0.0, 0.0)
        def equals(a, b):
            return a == b

        y = equals(Value(3.0), 3.0)
        assert type(y.data) is float
        assert y.data == 1.0
