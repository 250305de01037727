"""The truth of ChalkBench, its own arithmetic and its hand-written derivatives, against PyTorch."""

import ast
import random
from decimal import Decimal

import pytest

from examples.chalkbench.arithmetic import ARRAYS, POINTWISE, each, worth
from examples.chalkbench.people import drawn
from examples.chalkbench.reading import DERIVATIVE, all_templates

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
TEMPLATES = all_templates()


def steep(rule):
    """The derivative of a function of torch, at its argument."""

    def at(x):
        y = x.detach().requires_grad_()
        return torch.autograd.grad(rule(y).sum(), y)[0]

    return at


def slid(x, w):
    rank = len(x.shape)
    conv = (None, torch.conv1d, torch.conv2d)[rank]
    return conv(x[None, None], w[None, None])[0, 0]


FUNCTIONS = {
    "sigma": torch.sigmoid,
    "dsigma": steep(torch.sigmoid),
    "tanh": torch.tanh,
    "dtanh": steep(torch.tanh),
    "relu": torch.relu,
    "drelu": steep(torch.relu),
    "leaky": torch.nn.functional.leaky_relu,
    "exp": torch.exp,
    "ln": torch.log,
    "log10": torch.log10,
    "sqrt": torch.sqrt,
    "sin": torch.sin,
    "cos": torch.cos,
    "sindeg": lambda x: torch.sin(torch.deg2rad(x)),
    "cosdeg": lambda x: torch.cos(torch.deg2rad(x)),
    "abs": torch.abs,
    "softplus": torch.nn.functional.softplus,
    "T": lambda a: a.T,
    "had": torch.mul,
    "sum": torch.sum,
    "mean": torch.mean,
    "max": torch.max,
    "min": torch.min,
    "dot": torch.dot,
    "outer": torch.outer,
    "softmax": lambda z: torch.softmax(z, 0),
    "correlate": slid,
    "conv": lambda x, w: slid(x, torch.flip(w, tuple(range(len(w.shape))))),
    "flip": lambda w: torch.flip(w, tuple(range(len(w.shape)))),
    "full": lambda x, w: slid(torch.nn.functional.pad(x, (len(w) - 1, len(w) - 1)), w),
    "entry": lambda x, *at: x[tuple(int(i) - 1 for i in at)],
}
OPERATORS = {
    ast.Add: torch.add,
    ast.Sub: torch.sub,
    ast.Mult: torch.mul,
    ast.Div: torch.div,
    ast.Pow: torch.pow,
    ast.MatMult: torch.matmul,
}


def by_torch(node, env):
    match node:
        case ast.Constant(value=number):
            return torch.tensor(float(number), dtype=torch.float64)
        case ast.Name(id=name):
            return env[name]
        case ast.List(elts=items):
            return torch.stack([by_torch(item, env) for item in items])
        case ast.UnaryOp(operand=operand):
            return -by_torch(operand, env)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](by_torch(left, env), by_torch(right, env))
        case ast.Call(func=ast.Name(id=name), args=args):
            return FUNCTIONS[name](*(by_torch(arg, env) for arg in args))


def tensor(x):
    return torch.tensor(each(float, x), dtype=torch.float64).requires_grad_()


def close(ours, theirs):
    return torch.allclose(tensor(ours).detach(), theirs.detach(), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
@pytest.mark.parametrize("seed", range(5))
def test_rows_are_worth_what_torch_says(template, seed):
    rng = random.Random(seed)
    env = {draw.name: drawn(draw, rng) for draw in template.given}
    tensors = {name: tensor(x) for name, x in env.items()}
    for row in template.rows:
        env[row.name] = worth(row.formula, env)
        if found := DERIVATIVE.fullmatch(row.name):
            above, below = (tensors[name] for name in found.groups())
            tensors[row.name] = torch.autograd.grad(above, below, retain_graph=True)[0]
        else:
            tensors[row.name] = by_torch(row.formula, tensors)

        assert close(env[row.name], tensors[row.name]), (row.name, env[row.name])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_wrong_formulas_are_wrong_and_can_be_computed(template):
    seen = set()
    for seed in range(20):
        rng = random.Random(seed)
        env = {draw.name: drawn(draw, rng) for draw in template.given}
        for row in template.rows:
            env[row.name] = worth(row.formula, env)
            for at, mistake in enumerate(row.mistakes):
                try:
                    if worth(mistake.formula, env) != env[row.name]:
                        seen.add((row.name, at))
                except (ArithmeticError, ValueError):
                    continue
    listed = {(row.name, at) for row in template.rows for at in range(len(row.mistakes))}

    assert seen == listed


@pytest.mark.parametrize("name", sorted({*POINTWISE, *ARRAYS} & {"leaky", "softplus", "drelu"}))
def test_functions_no_template_needs_are_right_too(name):
    for text in ("-1.3", "0.4", "2.5"):
        ours = POINTWISE[name](Decimal(text))

        assert close(ours, FUNCTIONS[name](tensor(Decimal(text))))
