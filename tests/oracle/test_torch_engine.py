"""The engine beside PyTorch in double precision."""

import functools

import pytest
from mpmath import mp

from autograd import OPS, Value
from tests.autograd.programs import as_written, halves, random_program, run
from tests.autograd.programs import function as called
from tests.autograd.test_accuracy import KEPT, TABLE, derivative, in_ulps

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


def tensor(x, **options):
    return torch.tensor(float(x), dtype=torch.float64, **options)


def differences_of_rows(*entries, bias=0):
    n = (len(entries) - 2 * bias) // 3
    weights, inputs = torch.stack(entries[:-n]).reshape(2, n + bias), torch.stack(entries[-n:])
    one, other = weights[:, bias:] @ (3 * inputs) + 2 * weights[:, :bias].sum(1)
    return one - other  # of the inputs and of twice the inputs, added up


BY_OTHER_NAME = {
    "weighted_sum": lambda bias, *terms: sum(
        (w * x for w, x in zip(*halves(terms), strict=True)), bias
    ),
    "total": lambda *terms: torch.stack(terms).sum(),
    "rows": differences_of_rows,
    "rows_with_bias": functools.partial(differences_of_rows, bias=1),
    "step": lambda x: (x > 0) + 0 * x,
    "cbrt": lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3),
    "logsumexp": lambda *xs: torch.logsumexp(torch.stack(xs), 0),
    "squared_error": lambda prediction, target: (prediction - target) ** 2,
    "leaky_relu": lambda x, slope=0.01: torch.where(x > 0, x, slope * x),
    "elu": lambda x, alpha=1.0: torch.where(x > 0, x, alpha * torch.expm1(x)),
    "clip": lambda x, low, high: torch.maximum(torch.minimum(x, high), low),
    "floor_divide": lambda a, b: torch.div(a, b, rounding_mode="floor"),
    "gelu": torch.nn.functional.gelu,
    "hardsigmoid": lambda x: torch.nn.functional.relu6(x + 3) / 6,  # its own 1/6 is a float32
    "hardtanh": torch.nn.functional.hardtanh,
    "logsigmoid": torch.nn.functional.logsigmoid,
    "mish": torch.nn.functional.mish,
    "softsign": torch.nn.functional.softsign,
    "silu": torch.nn.functional.silu,
    "softplus": lambda x: torch.nn.functional.softplus(x, threshold=800),
}


def function(name):
    """The function of PyTorch for an op of ours; constants become tensors."""
    call = BY_OTHER_NAME.get(name) or getattr(torch, name)
    return lambda *operands: call(
        *(x if isinstance(x, torch.Tensor) else tensor(x) for x in operands)
    )


@pytest.mark.parametrize("way", [called, as_written])
@pytest.mark.parametrize("first", range(0, 300, 30))
def test_random_programs_have_the_gradients_of_torch(first, way):
    for seed in range(first, first + 30):
        program = random_program(seed)
        ours = [Value(x) for x in program.leaves]
        theirs = [tensor(x, requires_grad=True) for x in program.leaves]
        output = run(program, ours, way)[-1]
        output.backward()
        expected = run(program, theirs, function)[-1]
        expected.backward()

        assert output.data == pytest.approx(expected.item(), rel=1e-12)
        for leaf, peer in zip(ours, theirs, strict=True):
            assert leaf.grad == pytest.approx(peer.grad.item(), rel=1e-10, abs=1e-12)


def known_to_torch(op):
    ours = op.value.__module__.startswith("autograd.")  # `nn` and users may add ops of their own
    return ours and (op.name in BY_OTHER_NAME or hasattr(torch, op.name))


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if known_to_torch(op)])
def test_op_has_value_and_gradient_of_torch(name):
    for sample in OPS[name].samples:
        ours = [Value(x) for x in sample]
        theirs = [tensor(x, requires_grad=True) for x in sample]
        output, expected = OPS[name](*ours), function(name)(*theirs)
        output.backward()
        gradients = torch.autograd.grad(expected, theirs, allow_unused=True, materialize_grads=True)

        assert output.data == pytest.approx(expected.item(), rel=1e-14)
        for leaf, gradient in zip(ours, gradients, strict=True):
            assert leaf.grad == pytest.approx(gradient.item(), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("name", KEPT)
def test_kept_formula_loses_no_more_digits_than_torch(name):
    definition, points = TABLE[name]
    ours = theirs = 0.0
    with mp.workdps(450):
        for operands in points:
            first = tensor(operands[0], requires_grad=True)
            function(name)(first, *operands[1:]).backward()
            exact = derivative(definition, operands, 0)
            partial = float(OPS[name].partial(0, operands, OPS[name].value(*operands)))
            ours = max(ours, in_ulps(partial, exact))
            theirs = max(theirs, in_ulps(first.grad.item(), exact))

    assert ours <= theirs + 4


@pytest.mark.parametrize(
    "name",
    ["relu", "abs", "sign", "elu", "silu", "gelu", "softplus", "tanh", "hardtanh", "mish", "sinc"],
)
def test_convention_at_zero_is_that_of_torch(name):
    ours, theirs = Value(0.0), tensor(0.0, requires_grad=True)
    OPS[name](ours).backward()
    call = {"elu": torch.nn.functional.elu}.get(name) or function(name)
    call(theirs).backward()

    assert ours.grad == theirs.grad.item()
