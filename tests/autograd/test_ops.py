"""Every rule of the op table against routes that do not use it."""

import doctest
import math
import re
from decimal import Decimal

import pytest

import autograd
from autograd import (
    OPS,
    Graph,
    Rounding,
    Symbol,
    Value,
    latex,
    mathml,
    partial_formula,
    python,
    text,
    value_formula,
)
from autograd.engine.recording import apply_op
from autograd.engine.rounding import in_decimal
from autograd.writing.formula import Apply, as_formula
from tests.autograd.programs import central_difference, tangent

WHOLE, REST = OPS["floor_divide"].value, OPS["remainder"].value

TABLE = [pytest.param(op, id=name) for name, op in OPS.items()]


def at_every_sample(test):
    """The test of an op at one sample, run at all of its samples."""

    @pytest.mark.parametrize("op", TABLE)
    def at_all(op):
        for sample in op.samples:
            test(op, sample)

    return at_all


def by_every_operand(test):
    """The test of an op's derivative by one operand, run by each operand at each sample."""

    @pytest.mark.parametrize("op", TABLE)
    def by_all(op):
        for sample in op.samples:
            for i in range(len(sample)):
                test(op, sample, i)

    return by_all


def along(op, sample, i):
    """The value rule as a function of one operand."""
    return lambda x: float(op.value(*sample[:i], x, *sample[i + 1 :]))


def partial_of(op, sample, i):
    return float(op.partial(i, sample, op.value(*sample)))


def symbols_for(sample):
    return tuple(Symbol(f"x{i}") for i in range(len(sample)))


def evaluate(source, **numbers):
    """Python notation evaluated with the ops themselves."""
    return eval(source, {**OPS, **vars(autograd), "math": math, **numbers})


@pytest.mark.parametrize("op", TABLE)
def test_op_is_documented_and_sampled(op):
    assert op.__doc__
    assert op.samples
    assert all(op.arity in (None, len(sample)) for sample in op.samples)


@pytest.mark.parametrize("op", TABLE)
def test_op_docstring_example_holds(op):
    example = doctest.DocTestParser().get_doctest(
        op.__doc__, dict(vars(autograd)) | {op.name: op}, op.name, None, 0
    )

    assert example.examples
    assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


@by_every_operand
def test_partial_is_central_difference(op, sample, i):
    estimate = central_difference(along(op, sample, i), sample[i])

    assert partial_of(op, sample, i) == pytest.approx(estimate, rel=1e-8, abs=1e-9)


@by_every_operand
def test_backward_is_forward_mode(op, sample, i):
    operands = [Value(x) for x in sample]
    output = op(*operands)
    output.backward()

    assert operands[i].grad == tangent(output, operands[i])
    assert operands[i].grad == partial_of(op, sample, i)


@by_every_operand
def test_operand_beside_constants_has_the_same_partial(op, sample, i):
    operand = Value(sample[i])
    output = op(*sample[:i], operand, *sample[i + 1 :])

    assert output.operands == (operand,)
    assert output.partials == (partial_of(op, sample, i),)
    assert output.data == float(op.value(*sample))
    assert [float(arg) for arg in output.args] == list(sample)


@by_every_operand
def test_second_derivatives_are_differences_of_the_partial(op, sample, i):
    operands = [Value(x) for x in sample]
    partial = op.partial(i, tuple(operands), op(*operands))
    if isinstance(partial, Value):
        partial.backward()

    for j, operand in enumerate(operands):
        estimate = central_difference(
            lambda x, j=j: partial_of(op, (*sample[:j], x, *sample[j + 1 :]), i), sample[j]
        )
        assert operand.grad == pytest.approx(estimate, rel=1e-7, abs=1e-8)


@by_every_operand
def test_python_notation_of_partial_evaluates_to_the_partial(op, sample, i):
    symbols = symbols_for(sample)
    source = python(as_formula(op.partial(i, symbols, Symbol("y"))))
    numbers = {f"x{j}": x for j, x in enumerate(sample)}

    evaluated = evaluate(source, **numbers, y=float(op.value(*sample)))

    assert evaluated == pytest.approx(partial_of(op, sample, i), rel=1e-12, abs=1e-15)


@at_every_sample
def test_python_notation_of_value_evaluates_to_the_value(op, sample):
    source = python(Apply(op, symbols_for(sample)))
    numbers = {f"x{j}": x for j, x in enumerate(sample)}

    assert evaluate(source, **numbers) == pytest.approx(float(op.value(*sample)), rel=1e-12)


@at_every_sample
def test_every_style_writes_value_and_partials(op, sample):
    node = op(*(Value(x, f"x{i}") for i, x in enumerate(sample)))
    graph = Graph(node)
    formulas = [value_formula(node, graph.names)]
    formulas += [partial_formula(edge, graph.names) for edge in graph.edges]

    assert all(write(f) for write in (text, latex, mathml, python) for f in formulas)


@by_every_operand
def test_constants_of_a_partial_keep_their_names(op, sample, i):
    written = text(as_formula(op.partial(i, symbols_for(sample), Symbol("y"))))

    assert not re.search(r"\.\d{3}", written)


@at_every_sample
def test_decimal_rules_agree_with_float_rules(op, sample):
    value = float(op.value(*sample))
    assert float(in_decimal(op.value, sample)) == pytest.approx(value, rel=1e-14, abs=1e-15)

    for i in range(len(sample)):
        by_hand = Rounding(15).partial_of(op, i, sample, value, named=True)
        assert by_hand == pytest.approx(partial_of(op, sample, i), rel=1e-13, abs=1e-14)


@at_every_sample
def test_function_method_and_general_way_agree(op, sample):
    operands = [Value(x) for x in sample]
    ways = [op(*operands), apply_op(op, tuple(operands))]
    if op.arity is not None and op.arity - len(op.defaults) == 1:
        ways.append(getattr(operands[0], op.name)(*operands[1:]))

    on_numbers = op(*sample)

    assert type(on_numbers) is float
    for node in ways:
        assert (node.op, node.data, node.operands) == (op, on_numbers, tuple(operands))
        assert node.partials == ways[0].partials


@pytest.mark.parametrize(
    "op", [pytest.param(op, id=name) for name, op in OPS.items() if op.arity is not None]
)
def test_number_of_operands_is_checked(op):
    plural = "s" if op.arity > 1 else ""

    with pytest.raises(
        TypeError, match=rf"{op.name} takes {op.arity} operand{plural}, got {op.arity + 1}"
    ):
        op(*[Value(0.5)] * (op.arity + 1))


# What the docstrings promise at kinks, bounds and far out.


@pytest.mark.parametrize(
    ("name", "at", "value", "partials"),
    [
        ("relu", (0.0,), 0.0, (0.0,)),
        ("relu", (-0.0,), 0.0, (0.0,)),
        ("abs", (0.0,), 0.0, (0.0,)),
        ("sign", (0.0,), 0.0, (0.0,)),
        ("step", (0.0,), 0.0, (0.0,)),
        ("leaky_relu", (0.0, 0.1), 0.0, (0.1, 0.0)),
        ("elu", (0.0, 1.0), 0.0, (1.0, 0.0)),
        ("maximum", (2.0, 2.0), 2.0, (1.0, 0.0)),
        ("minimum", (2.0, 2.0), 2.0, (1.0, 0.0)),
        ("clip", (1.0, -1.0, 1.0), 1.0, (1.0, 0.0, 0.0)),
        ("clip", (-1.0, -1.0, 1.0), -1.0, (1.0, 0.0, 0.0)),
        ("pow", (0.0, 2.0), 0.0, (0.0, 0.0)),
        ("pow", (0.0, 1.0), 0.0, (1.0, 0.0)),
        ("pow", (0.0, 0.0), 1.0, (0.0, math.nan)),
        ("pow", (-2.0, 2.0), 4.0, (-4.0, math.nan)),
        ("xlogy", (0.0, 0.0), 0.0, (math.nan, math.nan)),
        ("sqrt", (0.0,), 0.0, (math.nan,)),
        ("cbrt", (0.0,), 0.0, (math.nan,)),
        ("acosh", (1.0,), 0.0, (math.nan,)),
        ("sinc", (0.0,), 1.0, (0.0,)),
        ("softsign", (0.0,), 0.0, (1.0,)),
        ("hardsigmoid", (3.0,), 1.0, (0.0,)),
        ("hardsigmoid", (-3.0,), 0.0, (0.0,)),
        ("hardtanh", (1.0,), 1.0, (0.0,)),
        ("hardtanh", (-1.0,), -1.0, (0.0,)),
        ("floor_divide", (4.0, 2.0), 2.0, (0.0, 0.0)),
        ("remainder", (4.0, 2.0), 0.0, (1.0, -2.0)),
        ("hypot", (0.0, 0.0), 0.0, (math.nan, math.nan)),
        ("asin", (1.0,), math.pi / 2, (math.nan,)),
        ("acos", (-1.0,), math.pi, (math.nan,)),
    ],
)
def test_kinks_hold_as_stated(name, at, value, partials):
    node = OPS[name](*(Value(x) for x in at))

    assert node.data == value
    assert node.partials == pytest.approx(partials, abs=0, nan_ok=True)


@pytest.mark.parametrize(
    ("name", "at", "value", "partial"),
    [
        ("sigmoid", 1000.0, 1.0, 0.0),
        ("sigmoid", -1000.0, 0.0, 0.0),
        ("tanh", -1000.0, -1.0, 0.0),
        ("softplus", 1000.0, 1000.0, 1.0),
        ("softplus", -1000.0, 0.0, 0.0),
        ("silu", -1000.0, 0.0, 0.0),
        ("gelu", 1e200, 1e200, 1.0),
        ("gelu", -1e200, 0.0, 0.0),
        ("elu", -1000.0, -1.0, 0.0),
        ("erf", 1e200, 1.0, 0.0),
        ("erfc", 1e200, 0.0, 0.0),
        ("exp2", 2000.0, math.inf, math.inf),
        ("logsigmoid", -1e200, -1e200, 1.0),
        ("logsigmoid", 1000.0, 0.0, 0.0),
        ("mish", 1e200, 1e200, 1.0),
        ("mish", -1000.0, 0.0, 0.0),
        ("softsign", -1e200, -1.0, 0.0),
        ("asinh", 1e200, math.asinh(1e200), 1e-200),
        ("atan", 1e200, math.pi / 2, 0.0),
        ("exp", 1000.0, math.inf, math.inf),
        ("exp", -1000.0, 0.0, 0.0),
        ("expm1", -40.0, -1.0, 4.248354255291589e-18),
        ("sinh", -1000.0, -math.inf, math.inf),
        ("cosh", 1000.0, math.inf, math.inf),
        ("square", 1e200, math.inf, 2e200),
    ],
)
def test_far_out_nothing_fails(name, at, value, partial):
    node = OPS[name](Value(at))

    assert (node.data, node.partials) == (value, (pytest.approx(partial, rel=1e-12),))


@pytest.mark.parametrize(
    ("base", "exponent", "value", "partial"),
    [
        (0.0, 0.0, 1.0, 0.0),
        (0.0, 1.0, 0.0, 1.0),
        (-2.0, 3.0, -8.0, 12.0),
        (-2.0, -2.0, 0.25, 0.25),
        (1e160, 3.0, math.inf, math.inf),
        (-1e160, 3.0, -math.inf, math.inf),
        (-1e160, 2.0, math.inf, -2e160),
    ],
)
def test_powers_by_hand(base, exponent, value, partial):
    node = Value(base) ** exponent

    assert (node.data, node.partials) == (value, (partial,))


@pytest.mark.parametrize("n", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("kind", [float, Value])
def test_every_derivative_of_a_power_at_zero(n, kind):
    for order in range(1, 6):
        by_hand = math.factorial(int(n)) if order == n else 0.0

        assert autograd.derivative(lambda x: x ** kind(n), order)(0.0) == by_hand


def test_second_derivatives_of_a_power_of_zero():
    assert autograd.hessian(lambda a, b: a**b, [0.0, 2.0]) == [[2.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("exponent", [0.41, 1.0, 2.0])
def test_zero_to_a_power_is_flat_along_the_exponent(order, exponent):
    assert autograd.derivative(lambda y: 0.0**y, order)(exponent) == 0.0


def test_mixed_derivative_of_a_power_at_exponent_zero():
    # ∂/∂a∂b a^b = a^(b - 1)·(1 + b ln a) is 1/a at b = 0
    mixed = autograd.hessian(lambda a, b: a**b, [4.0, 0.0])

    assert mixed == [[0.0, 0.25], [0.25, pytest.approx(math.log(4) ** 2)]]


@pytest.mark.parametrize(
    ("numbers", "value"),
    [
        ((1000.0, 1000.0), 1000 + math.log(2)),
        ((-1000.0, -1000.0), -1000 + math.log(2)),
        ((math.inf, 1.0), math.inf),
        ((math.inf, -math.inf), math.inf),
        ((-math.inf, -math.inf), -math.inf),
        ((math.inf, math.nan), math.nan),
        ((1.0, math.nan), math.nan),
    ],
)
def test_logsumexp_neither_overflows_nor_hides_nan(numbers, value):
    assert autograd.logsumexp(*numbers) == pytest.approx(value, rel=1e-15, nan_ok=True)


@pytest.mark.parametrize(("a", "b"), [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-6.0, 2.0)])
def test_whole_division_is_pythons(a, b):
    quotients = [Value(a) // Value(b), Value(a) // b, a // Value(b), in_decimal(WHOLE, (a, b))]
    rests = [Value(a) % Value(b), Value(a) % b, a % Value(b), in_decimal(REST, (a, b))]

    assert [float(quotient) for quotient in quotients] == [a // b] * 4
    assert [float(rest) for rest in rests] == [a % b] * 4


def test_remainder_by_hand_has_no_binary_digits():
    with autograd.by_hand(places=4):
        assert (Value(5.3) % 0.1).data == 0.0  # 0.09999999999999998 in floats


def test_higher_derivatives_of_sinc_at_zero_are_those_of_its_series():
    for order in range(1, 7):
        by_hand = (-1) ** (order // 2) * math.pi**order / (order + 1) if order % 2 == 0 else 0.0

        assert autograd.derivative(OPS["sinc"], order)(0.0) == pytest.approx(by_hand, rel=1e-14)


@pytest.mark.parametrize("x", [0.0, -0.0])
def test_absolute_value_of_zero_has_no_sign(x):
    assert math.copysign(1.0, OPS["abs"](x)) == math.copysign(1.0, abs(Value(x)).data) == 1.0


@pytest.mark.parametrize(
    "name", ["maximum", "minimum", "relu", "abs", "clip", "hardsigmoid", "hardtanh"]
)
def test_nan_passes_through_choices(name):
    operands = {"clip": (math.nan, 0.0, 1.0)}.get(name, (1.0, math.nan)[-(OPS[name].arity or 1) :])

    assert math.isnan(OPS[name](*operands))


@pytest.mark.parametrize("operands", [(Decimal("0.5"), 2.0), (2, Decimal("0.5"))])
def test_decimal_beside_another_number_is_computed_in_floats(operands):
    total = autograd.add(*operands)

    assert (total, type(total)) == (2.5, float)


# Where an op has no value.


@pytest.mark.parametrize(
    ("name", "at", "message"),
    [
        ("log", (-1.0,), r"log of -1.*: log needs x > 0"),
        ("log", (0.0,), r"log of 0.*: log needs x > 0"),
        ("log2", (-1.0,), r"log2 of -1.*: log2 needs x > 0"),
        ("log10", (-1.0,), r"log10 of -1.*: log10 needs x > 0"),
        ("log1p", (-1.0,), r"log1p of -1.*: log1p needs x > -1"),
        ("sqrt", (-4.0,), r"sqrt of -4.*: sqrt needs x ≥ 0"),
        ("asin", (1.5,), r"asin of 1.5.*: asin needs -1 ≤ x ≤ 1"),
        ("acos", (-1.5,), r"acos of -1.5.*: acos needs -1 ≤ x ≤ 1"),
        ("acosh", (0.5,), r"acosh of 0.5.*: acosh needs x ≥ 1"),
        ("atanh", (1.0,), r"atanh of 1.*: atanh needs -1 < x < 1"),
        ("reciprocal", (0.0,), r"reciprocal of 0.*: reciprocal needs x ≠ 0"),
        ("remainder", (1.0, 0.0), r"remainder of 1.*, 0.*: remainder needs b ≠ 0"),
        ("floor_divide", (1.0, 0.0), r"floor_divide of 1.*, 0.*: floor_divide needs b ≠ 0"),
        ("xlogy", (1.0, 0.0), r"xlogy of 1.*, 0.*: xlogy needs y > 0, or x = 0"),
        ("div", (1.0, 0.0), r"div of 1.*, 0.*: div needs b ≠ 0"),
        ("pow", (0.0, -1.0), r"pow of 0.*, -1.*: 0 has no negative power"),
        ("pow", (-8.0, 1 / 3), r"pow of -8.*, 0.333333.*: a negative base needs a whole exponent"),
        ("clip", (0.5, 2.0, 1.0), r"clip of 0.5.*, 2.*, 1.*: clip needs low ≤ high"),
        ("sin", (math.inf,), r"sin of inf.*: math domain error|sin of inf.*: expected a finite"),
    ],
)
@pytest.mark.parametrize("kind", [float, Value])
def test_outside_its_domain_an_op_says_what_it_needs(name, at, message, kind):
    with pytest.raises(autograd.DomainError, match=message):
        OPS[name](*map(kind, at))


@pytest.mark.parametrize(("name", "at"), [("div", (1.0, 0.0)), ("pow", (0.0, -1.0))])
def test_division_by_zero_is_pythons_error_too(name, at):
    with pytest.raises(ZeroDivisionError, match=rf"{name} of .*, ") as caught:
        OPS[name](*at)

    assert isinstance(caught.value, autograd.DomainError)
    assert type(OPS[name].domain_error([], ValueError())) is autograd.DomainError


def test_logsumexp_of_nothing_is_refused():
    with pytest.raises(autograd.DomainError, match=r"logsumexp of nothing: .* at least one"):
        autograd.logsumexp()


def test_domain_error_names_the_node_and_keeps_the_cause():
    with pytest.raises(autograd.DomainError, match=r"log of -0.5 \(node 'p'\)") as caught:
        Value(-0.5, "p").log()

    assert isinstance(caught.value.__cause__, ValueError)


def test_domain_error_of_an_unnamed_node_names_its_op():
    x = Value(2.0)

    with pytest.raises(autograd.DomainError, match=r"log of -2 \(node of neg\)"):
        (-x).log()


def test_domain_error_cuts_a_long_label():
    with pytest.raises(autograd.DomainError) as caught:
        Value(-1.0, "x" * 10_000).sqrt()

    assert len(str(caught.value)) < 150
