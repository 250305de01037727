"""What a Value is, what it accepts, and how it compares."""

import copy
import gc
import math
import operator
import tracemalloc
import weakref
from decimal import Decimal
from fractions import Fraction

import pytest

from autograd import OPS, Graph, Value, leaky_relu, no_grad, scope

ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
NO_NUMBERS = [
    pytest.param(
        "3", r"cannot compute with str '3'; write a number, such as float\('3'\)", id="str"
    ),
    pytest.param(True, r"cannot compute with bool True; write 1.0 or 0.0", id="bool"),
    pytest.param(None, r"cannot compute with NoneType; write a number", id="None"),
    pytest.param(2j, r"cannot compute with complex 2j; the engine works on real", id="complex"),
    pytest.param([1.0], r"cannot compute with list; make one Value per entry", id="list"),
    pytest.param((1.0,), r"cannot compute with tuple; make one Value per entry", id="tuple"),
    pytest.param(
        math.sin, r"cannot compute with builtin_function.*; write a number", id="function"
    ),
]


@pytest.mark.parametrize(("given", "message"), NO_NUMBERS)
def test_value_of_no_number_says_what_to_write(given, message):
    with pytest.raises(TypeError, match=message):
        Value(given)


@pytest.mark.parametrize(("given", "message"), NO_NUMBERS)
@pytest.mark.parametrize("operation", ARITHMETIC)
def test_arithmetic_with_no_number_says_what_to_write(operation, given, message):
    for operands in [(Value(2.0), given), (given, Value(2.0))]:
        with pytest.raises(TypeError, match=message):
            operation(*operands)


@pytest.mark.parametrize(("given", "message"), NO_NUMBERS)
@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_comparison_with_no_number_says_what_to_write(compare, given, message):
    for operands in [(Value(2.0), given), (given, Value(2.0))]:
        with pytest.raises(TypeError, match=message):
            compare(*operands)


@pytest.mark.parametrize("given", [3, 3.0, Decimal("3"), Fraction(3), Value(3.0).data], ids=repr)
def test_numbers_of_every_kind_become_floats(given):
    x = Value(1.0)
    nodes = [Value(given), x + given, given + x, x * given, given**x, x - given, given / x]

    assert type(nodes[0].data) is float
    assert [node.data for node in nodes] == [3.0, 4.0, 4.0, 3.0, 3.0, -2.0, 3.0]
    assert {type(arg) for node in nodes[1:] for arg in node.args} == {Value, float}


def test_numpy_scalars_are_numbers_and_arrays_are_not():
    numpy = pytest.importorskip("numpy")
    x = Value(2.0)

    for kind in (numpy.float64, numpy.float32, numpy.int64, numpy.array):
        assert [type(Value(kind(3)).data), Value(kind(3)).data] == [float, 3.0]
        assert [(x * kind(3)).data, (kind(3) * x).data, (kind(3) - x).data] == [6.0, 6.0, 1.0]
        assert kind(1) < x < kind(3)
    for operands in [(x, numpy.ones(2)), (numpy.ones(2), x)]:
        with pytest.raises(
            TypeError, match="cannot compute with ndarray; make one Value per entry"
        ):
            operator.mul(*operands)
    with pytest.raises(TypeError, match="cannot compute with ndarray; make one Value per entry"):
        Value(numpy.ones(1))
    with pytest.raises(TypeError, match=r"cannot compute with bool.* True; write 1.0 or 0.0"):
        Value(numpy.bool_(True))
    with pytest.raises(TypeError, match="cannot compute with complex"):
        Value(numpy.complex128(1))


def test_value_of_a_value_is_refused():
    with pytest.raises(TypeError, match=r"a Value already; use it as it is, or .detach\(\)"):
        Value(Value(1.0))


def test_subclass_is_refused():
    with pytest.raises(TypeError, match="Value cannot be subclassed, as Parameter does"):
        type("Parameter", (Value,), {})


@pytest.mark.parametrize("label", [5, b"x", ["x"]], ids=repr)
def test_label_is_a_str(label):
    with pytest.raises(TypeError, match=f"a label is a str, got {type(label).__name__}"):
        Value(1.0, label)


def test_label_keeps_the_scope():
    with scope("layer"):
        node = Value(1.0) + 1
    node.label = "Σ"

    assert (node.label, node.scope.path) == ("Σ", "layer")


def test_equality_is_identity_and_order_is_by_data():
    small, large = Value(1.0), Value(2.0)

    assert small != Value(1.0)
    assert {small: "a"}[small] == "a"
    assert sorted([large, small]) == [small, large]
    assert max(small, large, key=float) is large
    assert [small < 2, 0 <= small <= 1, large > small, large >= 2.0] == [True] * 4


@pytest.mark.parametrize(
    ("data", "truth"), [(0.0, False), (-0.0, False), (1e-300, True), (math.nan, True)]
)
def test_truth_is_that_of_the_number(data, truth):
    assert bool(Value(data)) is truth


def test_repr_shows_number_label_and_gradient():
    x = Value(3.0, "x")
    (x * x).backward()

    assert [repr(x), repr(Value(-0.5))] == ["Value(3, 'x', grad=6)", "Value(-0.5)"]


@pytest.mark.parametrize(
    ("build", "operands", "args"),
    [
        (lambda x: x + 2, "x", "x2"),
        (lambda x: 2 + x, "x", "2x"),
        (lambda x: 2 - x, "x", "2x"),
        (lambda x: x**2, "x", "x2"),
        (lambda x: 2**x, "x", "2x"),
        (lambda x: 2 / x, "x", "2x"),
        (lambda x: x * x, "xx", "xx"),
        (lambda x: -x, "x", "x"),
        (abs, "x", "x"),
        (lambda x: 0.0 + x, "x", "0x"),
    ],
)
def test_constants_are_arguments_but_no_operands(build, operands, args):
    x = Value(3.0)
    node = build(x)

    assert node.operands == (x,) * len(operands)
    assert ["x" if arg is x else f"{arg:g}" for arg in node.args] == list(args)


def test_sum_starts_without_a_node():
    x, y = Value(1.0), Value(2.0)

    assert sum([x]) is x
    assert sum([x, y]).operands == (x, y)


def test_detach_is_a_leaf_of_the_same_number():
    x = Value(2.0)
    y = (x * x).detach()
    (y * x).backward()

    assert (y.op, y.operands, x.grad) == (None, (), 4.0)


def test_node_is_freed_with_its_last_reference_without_the_collector():
    gc.collect()
    gc.disable()
    try:
        x = Value(2.0, "x")
        y = (x * 3 + x).tanh()
        y.backward()
        watched = weakref.ref(Graph(y))
        del y

        assert watched() is None
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_node_takes_little_memory():
    x, n = Value(1.5), 10_000
    tracemalloc.start()
    y = x
    for _ in range(n):
        y = y * x
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # Eight slots, a header and two floats of its own; a dictionary per node would be twice that.
    assert used / n < 200


def test_plus_before_a_node_is_the_node():
    x = Value(3.0)

    assert +x is x


def test_a_copied_graph_has_the_same_ops():
    x = Value(3.0, "x")
    copied = copy.deepcopy(x * x)
    copied.backward()

    assert copied.op is OPS["mul"]
    assert copied.operands[0].grad == 6.0
    assert x.grad == 0.0


def test_a_second_operand_can_be_named():
    assert leaky_relu(Value(-2.0), negative_slope=0.25).data == -0.5
    assert Value(-2.0).leaky_relu(negative_slope=0.25).data == -0.5


def test_sum_inside_no_grad_has_no_history():
    x = Value(3.0)
    y = x * 2
    with no_grad():
        total = sum([y])

    assert total.operands == ()


def test_a_node_is_written_and_rounded_like_its_number():
    v = Value(2.71828, "v")

    assert f"{v:.2f} {v:>8.1f}" == "2.72      2.7"
    assert f"{v}" == str(v) == "Value(2.71828, 'v')"
    assert (round(v, 2), round(v), int(v), v.item(), float(v)) == (2.72, 3, 2, 2.71828, 2.71828)
    assert int(Value(-2.7)) == -2


@pytest.mark.parametrize("name", ["data", "grad"])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            Value(1.0, "w"),
            r"is a plain number, got the node Value\(1, 'w'\); write .data behind it",
        ),
        (None, "is a number, got None; write one"),
        ("2", "cannot compute with str '2'"),
        (True, "cannot compute with bool True"),
        (1j, "cannot compute with complex"),
    ],
)
def test_stored_numbers_are_plain_numbers(name, given, message):
    v = Value(0.5)
    setattr(v, name, 2)

    with pytest.raises(TypeError, match=message):
        setattr(v, name, given)
    assert getattr(v, name) == 2.0
    assert getattr(v, name).__class__ is float
