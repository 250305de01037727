"""to_torch and to_jax of recorded graphs: the libraries' own numbers and gradients are ours."""

import math

import pytest

import nn
from autograd import (
    OPS,
    Graph,
    UnknownNodeError,
    Value,
    derivative,
    elu,
    gelu,
    logsigmoid,
    logsumexp,
    maximum,
    minimum,
    mish,
    op,
    relu,
    sigmoid,
    silu,
    softplus,
)
from autograd.exchange import to_jax, to_torch
from nn.training.loss_ops import bce_with_logits
from tests.autograd.programs import random_program, run
from tests.autograd.test_array_rules import KINKS

pytestmark = pytest.mark.oracle
CLOSE = {"rel": 1e-9, "abs": 1e-12}


@pytest.fixture(params=["torch", "jax"])
def differentiated(request):
    """A function from a graph and its inputs to (value, gradients) by a library."""
    if request.param == "torch":
        torch = pytest.importorskip("torch")

        def by_torch(output, inputs=None):
            given = Graph(output).listed(inputs) if inputs else Graph(output).leaves
            leaves = [torch.tensor(x.data, dtype=torch.float64, requires_grad=True) for x in given]
            y = to_torch(output, inputs)(*leaves)
            y.backward()
            return y.item(), [0.0 if x.grad is None else x.grad.item() for x in leaves]

        return by_torch
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)

    def by_jax(output, inputs=None):
        given = Graph(output).listed(inputs) if inputs else Graph(output).leaves
        numbers = [jax.numpy.asarray(x.data) for x in given]
        y, gradients = jax.value_and_grad(to_jax(output, inputs), range(len(given)))(*numbers)
        return float(y), list(map(float, gradients))

    return by_jax


def ours(output):
    output.backward()
    return output.data, [leaf.grad for leaf in Graph(output).leaves]


def same(differentiated, output):
    value, gradients = ours(output)
    theirs, their_gradients = differentiated(output)

    assert theirs == pytest.approx(value, **CLOSE)
    assert their_gradients == pytest.approx(gradients, **CLOSE)


@pytest.mark.parametrize("name", [name for name in OPS if OPS[name].samples])
def test_every_op_of_the_table_has_its_value_and_gradients(differentiated, name):
    for sample in OPS[name].samples:
        same(differentiated, OPS[name](*map(Value, sample)))


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if op.arity in (2, 3)])
def test_plain_numbers_among_the_operands_are_constants(differentiated, name):
    sample = OPS[name].samples[0]
    same(differentiated, OPS[name](Value(sample[0]), *sample[1:]))


@pytest.mark.parametrize("seed", range(8))
def test_random_programs_agree(differentiated, seed):
    results = run(random_program(seed), [Value(x) for x in random_program(seed).leaves])

    same(differentiated, results[-1])


@pytest.mark.parametrize("kink", [relu, abs, lambda x: maximum(x, 0.0)])
def test_kinks_are_ours(differentiated, kink):
    same(differentiated, kink(Value(0.0)))


BENT = [name for name in KINKS if name != "pow"]


@pytest.mark.parametrize("name", BENT)
def test_kinks_of_all_ops_are_ours(differentiated, name):
    for point in KINKS[name]:
        x, *settings = point
        same(differentiated, OPS[name](Value(x), *settings))


@pytest.mark.parametrize("x", [-900.0, -100.0, 0.0, 100.0, 900.0])
@pytest.mark.parametrize(
    "rule", [elu, gelu, mish, sigmoid, silu, softplus, logsigmoid, bce_with_logits, logsumexp]
)
def test_no_branch_that_is_not_taken_spoils_a_gradient(differentiated, rule, x):
    settings = [0.3] if rule in (bce_with_logits, logsumexp) else []
    same(differentiated, rule(Value(x), *settings))


@pytest.mark.parametrize("rule", [elu, mish, sigmoid, silu, softplus])
def test_gradients_are_finite_in_single_precision_too(rule):
    torch = pytest.importorskip("torch")
    xs = torch.tensor([-200.0, -90.0, 0.0, 90.0, 200.0], requires_grad=True)
    to_torch(rule(Value(1.0)))(xs).sum().backward()

    assert xs.grad.dtype == torch.float32
    assert xs.grad.tolist() == pytest.approx(
        [derivative(rule)(x) for x in xs.tolist()], rel=1e-6, abs=1e-30
    )


def test_a_branch_whose_root_is_missing_elsewhere_does_no_harm(differentiated):
    @op(lambda x, y: 0.0)  # never asked for
    def rooted(x):
        return math.sqrt(x) if x > 0 else x * math.exp(x)

    try:
        got = differentiated(rooted(Value(-1.0))), differentiated(rooted(Value(4.0)))
    finally:
        del OPS["rooted"], Value.rooted

    assert got == ((pytest.approx(-1 / math.e), [pytest.approx(0.0)]), (2.0, [0.25]))


def test_a_tie_goes_to_the_first(differentiated):
    for choose in (maximum, minimum):
        assert differentiated(choose(Value(2.0), Value(2.0))) == (2.0, [1.0, 0.0])


def test_a_whole_network_agrees(differentiated):
    model = nn.Sequential(
        nn.Conv1d(1, 2, 2, seed=1), nn.Tanh(), nn.Flatten(), nn.Linear(6, 2, seed=2)
    )
    loss = nn.cross_entropy([model([[0.3, -0.2, 0.9, 1.2]])], [1])

    same(differentiated, loss)


def test_only_the_inputs_asked_for_are_arguments(differentiated):
    x, w = Value(2.0, "x"), Value(-0.5, "w")
    y = (w * x).tanh()

    value, gradients = differentiated(y, ["w"])
    assert value == pytest.approx(math.tanh(-1))
    assert gradients == pytest.approx([2 * (1 - math.tanh(-1) ** 2)])


def test_an_inner_node_may_be_an_input(differentiated):
    x = Value(3.0, "x")
    y = x * x
    y.label = "y"

    value, gradients = differentiated(y.sin() + x, ["y"])  # x stays 3
    assert value == pytest.approx(math.sin(9) + 3)
    assert gradients == pytest.approx([math.cos(9)])


def test_an_op_of_ones_own_runs_by_its_own_rule(differentiated):
    @op(lambda x, y: 0.0)  # never asked for: the library differentiates the value
    def bump(x):
        return math.exp(-x * x) * shifted(x)

    try:
        value, (gradient,) = differentiated(bump(Value(0.5)))
    finally:
        del OPS["bump"], Value.bump

    assert value == pytest.approx(math.exp(-0.25) * 3.5)
    assert gradient == pytest.approx(math.exp(-0.25) * (1 - 3.5))


def shifted(x):
    return x + 3


def test_tensors_of_any_shape_go_through():
    torch = pytest.importorskip("torch")
    x, w = Value(2.0, "x"), Value(-0.5, "w")
    xs = torch.tensor([[1.0, 2.0, 3.0]], dtype=torch.float64)

    got = to_torch((w * x + 1).relu(), [x, w])(xs, torch.tensor([[1.0], [-1.0]]))
    assert got.tolist() == [[2.0, 3.0, 4.0], [0.0, 0.0, 0.0]]


def test_jit_goes_through():
    jax = pytest.importorskip("jax")
    x, w = Value(2.0, "x"), Value(-0.5, "w")
    f = jax.jit(to_jax(maximum(w * x, 0.5).relu() + x, [x, w]))

    assert (float(f(2.0, 3.0)), float(f(2.0, -3.0))) == (8.0, 2.5)


def test_vmap_goes_through():
    jax = pytest.importorskip("jax")
    x = Value(2.0, "x")

    slopes = jax.vmap(jax.grad(to_jax(x**3)))(jax.numpy.asarray([1.0, 2.0, -3.0]))
    assert slopes.tolist() == [3.0, 12.0, 27.0]


def test_the_number_of_arguments_is_checked():
    pytest.importorskip("torch")
    x, w = Value(2.0, "x"), Value(3.0, "w")

    with pytest.raises(TypeError, match=r"takes 2 arrays \(x, w\), got 1"):
        to_torch(x * w)(1.0)


@pytest.mark.parametrize(
    ("inputs", "error", "message"),
    [
        (["x", "x"], ValueError, "an input is given twice"),
        (["q"], UnknownNodeError, "no node is named 'q'; the names are x"),
        ([Value(1.0)], UnknownNodeError, "does not depend on"),
        (5, TypeError, "the inputs must be Values, got int 5"),
    ],
)
def test_what_are_no_inputs_is_refused(inputs, error, message):
    pytest.importorskip("torch")
    x = Value(3.0, "x")

    with pytest.raises(error, match=message):
        to_torch(x * x, inputs)


@pytest.fixture
def factorial():
    """An op that PyTorch cannot run: it has no gamma."""

    @op(lambda x, y: y)
    def factorial(x):
        return math.gamma(x + 1)

    yield factorial
    del OPS["factorial"], Value.factorial


def test_an_op_that_the_library_cannot_run_is_named(factorial):
    pytest.importorskip("torch")

    with pytest.raises(TypeError, match=r"<op factorial> cannot be run in PyTorch: .*gamma"):
        to_torch(factorial(Value(3.0)))(3.0)


def test_what_an_input_was_computed_from_is_not_run(factorial):
    pytest.importorskip("torch")
    y = factorial(Value(3.0))

    assert to_torch(y * y, [y])(5.0) == 25.0


def test_nn_gives_the_graph_of_a_node_too():
    pytest.importorskip("torch")
    x = Value(3.0, "x")

    assert nn.to_torch(x * x)(4.0) == 16.0
