"""Straight Python gives what `backward` gives, to the last bit."""

import itertools
import math

import pytest

import nn
from autograd import OPS, Value, op, weighted_sum
from autograd.engine.derivatives import grad
from autograd.tape import record
from autograd.tape.python_program import built
from tests.autograd.programs import DECLARED, forgotten_ops, random_program, sent_back


def replayed(tape, inputs=()):
    """What the program gives at the numbers that its leaves hold."""
    return built(tape).run(list(inputs), [leaf.data for leaf in tape.leaves])


def bits(numbers):
    """Numbers as they are stored, in which nan is nan; a zero has no sign here."""
    return [(number + 0.0).hex() for number in numbers]


@pytest.mark.parametrize("seeds", [range(n, n + 30) for n in range(0, 300, 30)])
def test_random_programs_agree_to_the_last_bit(seeds):
    for seed in seeds:
        output = sent_back(random_program(seed))[-1]
        tape = record(output)

        loss, gradients = replayed(tape)

        assert loss == output.data
        assert bits(gradients) == bits(leaf.grad for leaf in tape.leaves)


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_every_op_is_printed_and_agrees_to_the_last_bit(op):
    for numbers in op.samples:
        operands = [Value(x) for x in numbers]
        output = op(*operands) * 3.0
        tape = record(output)
        output.backward()

        program = built(tape)
        loss, gradients = program.run([], [leaf.data for leaf in tape.leaves])

        assert program.program.rules.bound == {}
        assert loss == output.data
        assert bits(gradients) == bits(leaf.grad for leaf in tape.leaves)


SPECIAL = (0.0, -0.0, 1.0, -1.0, 3.0, -3.0, 0.5, 1e-300, 1e200, -1e200, math.inf, -math.inf)


@pytest.mark.parametrize("op", DECLARED, ids=[op.name for op in DECLARED])
def test_kinks_and_overflow_are_those_of_the_graph(op):
    count = op.arity or 2
    tape = record(op(*[Value(x) for x in op.samples[0][:count]]) * 1.5)
    program = built(tape)
    for numbers in itertools.product(SPECIAL, repeat=min(count, 2)):
        numbers = (*numbers, 1e300)[:count]
        operands = [Value(x) for x in numbers]
        try:
            output = op(*operands) * 1.5
            output.backward()
        except ArithmeticError as error:
            expected = error
        except ValueError as error:
            expected = error
        else:
            expected = None
        if expected is not None:
            with pytest.raises((ValueError, ArithmeticError)):
                program.run([], list(numbers))
            continue
        loss, gradients = program.run([], list(numbers))

        assert bits([loss]) == bits([output.data])
        assert bits(gradients) == bits(leaf.grad for leaf in operands)


def test_a_network_on_a_batch_agrees_to_the_last_bit():
    model = nn.MLP(2, [8, 8, 1], seed=1)
    points, labels = nn.two_moons(10)
    L = nn.hinge_loss(model(points), [2 * label - 1 for label in labels])
    L.backward()
    tape = record(L)

    loss, gradients = replayed(tape)

    assert loss == L.data
    assert gradients == [leaf.grad for leaf in tape.leaves]


def test_written_out_sums_of_products_become_one_line():
    weights = [Value(w, f"w{i}") for i, w in enumerate((0.5, -2.0, 3.0))]
    L = sum(w * x for w, x in zip(weights, (1.0, 2.0, 3.0), strict=True)).tanh()

    program = built(record(L)).program

    assert [statement.terms for statement in program.forward] == [
        ["math.tanh(w0 * 1.0 + w1 * 2.0 + w2 * 3.0)"]
    ]


def test_what_is_written_where_it_is_used_keeps_its_brackets():
    a, b, c, d = (Value(x) for x in (0.1, 0.2, 0.3, 0.7))
    for L in (
        a - (b - c),
        a - (b + (c + d)),
        (a + b) * (c - d),
        -(a - b) - -c,
        (a - b) ** 2 / (c / d),
    ):
        L.backward()
        tape = record(L)

        assert replayed(tape) == (L.data, [leaf.grad for leaf in tape.leaves])
        L.zero_grad()


def test_a_batch_is_the_sum_over_its_samples():
    x, w, b = Value(1.0, "x"), Value(2.0, "w"), Value(0.5, "b")
    program = built(record((w * x + b).tanh() * w, inputs=[x]))
    rows, weights = [[0.5], [-1.0], [2.0]], [1.5, 0.25]
    single = [program.run(row, weights) for row in rows]

    losses, gradients = program.batch(rows, weights)

    assert losses == [loss for loss, _ in single]
    assert gradients == pytest.approx(
        list(map(sum, zip(*[g for _, g in single], strict=True))), rel=1e-15
    )


def test_weights_may_vary_inside_a_batch():
    x, w = Value(1.0, "x"), Value(2.0, "w")
    program = built(record(w * w * x, inputs=[x]))

    assert program.batch([[1.0], [2.0]], [[3.0], [5.0]]) == ([9.0, 50.0], [[6.0], [20.0]])


def test_a_batch_tells_where_a_sample_has_no_value():
    x, w = Value(1.0, "x"), Value(2.0, "w")
    program = built(record((w * x).log(), inputs=[x]))

    with pytest.raises(ValueError, match=r"log|domain"):
        program.batch([[1.0], [-1.0]], [2.0])


def test_a_batch_in_which_a_power_overflows_gives_what_the_graph_gives():
    x, w = Value(1.0, "x"), Value(2.0, "w")
    program = built(record((w * x) ** 2, inputs=[x]))

    losses, (slope,) = program.batch([[1.0], [1e200]], [1.0])

    assert losses == [1.0, math.inf]
    assert slope == math.inf


def test_arrays_give_arrays():
    np = pytest.importorskip("numpy")
    x, w = Value(1.0, "x"), Value(2.0, "w")
    program = built(record(w * x, inputs=[x]))

    loss, gradients = program.run(np.array([3.0]), np.array([5.0]))
    losses, summed = program.batch(np.array([[3.0], [4.0]]), np.array([5.0]))

    assert (type(loss), loss, gradients.tolist()) == (float, 15.0, [3.0])
    assert (losses.tolist(), summed.tolist()) == ([15.0, 20.0], [7.0])


def test_an_output_that_is_a_leaf_has_the_slope_one():
    assert replayed(record(Value(2.0, "w"))) == (2.0, [1.0])


def test_a_sum_of_many_terms_compiles():
    weights = [Value(0.1 * i) for i in range(4000)]
    for L in (
        sum(w * w for w in weights),
        weighted_sum(0.5, weights, [0.1] * 4000),
        OPS["mean"](*weights),
        OPS["logsumexp"](*weights),
    ):
        L.backward()
        tape = record(L)

        loss, gradients = replayed(tape)

        assert loss == L.data
        assert gradients == [leaf.grad for leaf in tape.leaves]
        L.zero_grad()


@pytest.mark.parametrize(
    "step",
    [
        lambda y, x: y + x,
        lambda y, x: y * 0.999,
        lambda y, x: -y,
        lambda y, x: (y * x).sin(),
        lambda y, x: x - y,
    ],
    ids=["add", "mul", "neg", "sin", "sub"],
)
def test_a_deep_chain_compiles(step):
    x = y = Value(0.5)
    for _ in range(5_000):
        y = step(y, x)
    y.backward()

    assert replayed(record(y)) == (y.data, [x.grad])


def test_an_op_without_a_source_runs():
    with forgotten_ops():
        space = {"op": op}
        exec("@op(lambda x, y: 3 * x * x)\ndef cubed(x):\n    return x * abs(x) * abs(x)", space)
        x = Value(-2.0)
        L = space["cubed"](x) * 2
        program = built(record(L))

        assert program.run([], [-2.0]) == (-16.0, [24.0])
        assert list(program.program.rules.bound) == ["cubed"]


def test_names_never_meet():
    nodes = [
        Value(0.5, name)
        for name in ("math", "if", "sigmoid", "dL_dx", "x", "w₃", "w3", "inputs", "max", "a\nb")
    ]
    L = sum(node.sigmoid() * node.exp() * OPS["maximum"](node, 0.1) for node in nodes)
    L.label = "L"
    L.backward()
    tape = record(L, inputs=[nodes[1]])

    assert replayed(tape, [0.5]) == (L.data, [leaf.grad for leaf in tape.leaves])


def test_a_second_derivative_is_a_program_too():
    x = Value(0.7, "x")
    slope = grad((x**3).tanh(), x, create_graph=True)
    slope.zero_grad()
    slope.backward()

    assert replayed(record(slope)) == (slope.data, [x.grad])
