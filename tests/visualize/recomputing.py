"""The page's arithmetic asked from Python, graphs to compute again, and what the engine gives."""

import json
import math
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import nn
from autograd import OPS, Value, log, scope
from tests.browser.networks import network
from tests.visualize.examples import course_network, square
from visualize.player.program import rules_script

SCRIPT = Path(__file__).resolve().parents[1] / "player" / "computing.mjs"


class Page:
    """The scripts that compute, run by Node, with the rules of some ops."""

    def __init__(self, node, folder, ops):
        rules = folder / "rules.mjs"
        rules.write_text(rules_script(ops), encoding="utf-8")
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([node, SCRIPT], stdin=pipe, stdout=pipe, text=True)
        self.ask("rules", str(rules))

    def ask(self, job, given):
        """The answer to one job of `computing.mjs`."""
        self.process.stdin.write(json.dumps([job, given]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"{job} failed, see the error of node above"
        return json.loads(answer, parse_int=float)  # as JavaScript means it

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def node_path():
    """Where node is. Without it tests fail in CI; elsewhere they are skipped with a loud reason."""
    found = shutil.which("node")
    if found is None and os.environ.get("CI"):
        pytest.fail("the page's arithmetic needs node in CI", pytrace=False)
    if found is None:
        pytest.skip("THE PAGE'S ARITHMETIC WAS NOT TESTED: no node on PATH")
    return found


def named(node, name):
    node.label = name
    return node


def question(edits, rounding, seed=1.0):
    """What `computing.mjs` is asked for a pass."""
    return {
        "edits": [
            [leaf, number if math.isfinite(number) else str(number)] for leaf, number in edits
        ],
        "rounding": rounding and rounding._asdict(),
        "seed": seed,
    }


def replayed(graph, edits):
    """The output of the same graph with other numbers in its leaves, computed by the engine."""
    again = {}
    for index, node in enumerate(graph.nodes):
        if node.op is None:
            again[node] = Value(dict(edits).get(index, node.data), node.label)
        else:
            args = [again[arg] if isinstance(arg, Value) else arg for arg in node.args]
            again[node] = named(node.op(*args), node.label)
    return again[graph.output]


def numbers_of(output, rounding, seed=1.0):
    """Every number of the engine's pass, by node and by edge as the page has them."""
    trace = output.trace(rounding, seed=seed)
    graph = trace.graph
    sent = {step.edge: step for step in trace if step.kind in ("edge", "accumulate")}
    return trace, {
        "values": [trace.values[node] for node in graph.nodes],
        "partials": [trace.partials[edge] for edge in graph.edges],
        "gradients": [trace.gradients[node] for node in graph.nodes],
        "contributions": [sent[edge].contribution for edge in graph.edges],
        "befores": [sent[edge].before for edge in graph.edges],
        "afters": [sent[edge].after for edge in graph.edges],
    }


def engine_texts(graph, edits, rounding, seed=1.0):
    """Every number of the engine's pass as it writes it, or the words of its refusal."""
    try:
        trace, numbers = numbers_of(replayed(graph, edits), rounding, seed)
    except (ValueError, ArithmeticError) as error:
        return {"refused": str(error)}
    return {name: " ".join(map(trace.number, listed)) for name, listed in numbers.items()}


def page_texts(page, edits, rounding, seed=1.0):
    """The same of the page."""
    answer = page.ask("texts", question(edits, rounding, seed))
    return {"refused": answer["message"]} if "refused" in answer else answer


def three_sigmoids():
    return course_network()[0]


def classifier():
    """Softmax and cross-entropy on three logits, each from two inputs."""
    model = nn.Linear(2, 3, seed=3)
    inputs = [Value(0.5, "x₁"), Value(-1.25, "x₂")]
    return named(nn.cross_entropy(model(inputs), 1), "L")


def convolution():
    """A Conv1d with a kernel of three, tanh, and the mean squared error."""
    conv = nn.Conv1d(1, 1, 3, seed=2)
    (signal,) = conv([[Value(x, f"x{i}") for i, x in enumerate((0.5, -1.0, 0.25, 2.0, 1.5))]])
    return named(nn.mse_loss([y.tanh() for y in signal], [0.1, -0.2, 0.3]), "L")


def recurrent():
    """An RNN of two units over eight steps."""
    model = nn.RNN(1, 2, seed=4)
    outputs, _ = model([[Value(math.sin(t), f"x{t}")] for t in range(8)])
    return named(nn.mse_loss(outputs[-1], [0.5, -0.5]), "L")


def used_often():
    """A node that is used six times."""
    x, w = Value(0.7, "x"), Value(-1.1, "w")
    h = named((w * x).tanh(), "h")
    return named(h * h + h * x + h.exp() - h / w + h**3, "L")


def quotients():
    """Powers, quotients and logarithms, that refuse many numbers."""
    a, b, c = Value(1.75, "a"), Value(0.5, "b"), Value(3.0, "c")
    return named(log(a**b + c / 7) / (a - b) ** 2 + b**c - 1 / c, "L")


def activations():
    """Every activation function on one input, some of them with constants."""
    x, y = Value(0.35, "x"), Value(-0.8, "y")
    kinds = [
        x.silu(),
        y.gelu(),
        x.softplus(),
        y.elu(),
        x.leaky_relu(),
        y.relu(),
        x.mish(),
        y.sinc(),
    ]
    with scope("kinked"):
        rest = OPS["maximum"](x, y) * OPS["clip"](x, -0.5, 0.5) + y.erf() * x.hardsigmoid()
    return named(OPS["logsumexp"](*kinds) + rest, "L")


GRAPHS = {
    "x·x": lambda: square()[0],
    "three sigmoids": three_sigmoids,
    "2-4-1": lambda: network(2, 4, 1),
    "2-8-8-1": lambda: network(2, 8, 8, 1),
    "classifier": classifier,
    "convolution": convolution,
    "recurrent": recurrent,
    "used often": used_often,
    "quotients": quotients,
    "activations": activations,
}


def random_edits(graph, numbers):
    """New numbers for one to three leaves, with few digits or many."""
    leaves = [index for index, node in enumerate(graph.nodes) if node.op is None]
    chosen = numbers.sample(leaves, min(len(leaves), numbers.randint(1, 3)))
    return [
        (leaf, round(numbers.uniform(-2.5, 2.5), numbers.choice([0, 1, 2, 4, 17])))
        for leaf in chosen
    ]
