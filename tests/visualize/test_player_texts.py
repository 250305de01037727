"""The page says what the engine says: every text of every pass, filled by its own scripts."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from autograd import Rounding, Value, latex, weighted_sum
from autograd.ops.errors import DomainError, MissingDerivativeError
from autograd.writing.printing import write
from autograd.writing.sentences import equation, givens, local_equation
from autograd.writing.styles import MATHML
from tests.visualize.examples import HOSTILE, course_network, square
from visualize.picture.lettering import clean
from visualize.picture.marks import brief, gradient_text, minus, partial_text, value_text
from visualize.player.data import payload
from visualize.player.program import rules_script

TELLING = Path(__file__).parents[1] / "player" / "telling.mjs"


def says(trace, folder):
    """What the page says of every pass, by its key."""
    if shutil.which("node") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the scripts need node to be tested")
    ops = dict.fromkeys(node.op for node in trace.graph.nodes if node.op)
    (folder / "data.json").write_text(json.dumps(payload(trace, None, "")[0]), "utf-8")
    (folder / "rules.mjs").write_text(rules_script(ops), "utf-8")
    run = subprocess.run(
        ["node", TELLING],
        input=f"{folder / 'data.json'}\n{folder / 'rules.mjs'}",
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.stderr == ""
    return json.loads(run.stdout)


def parts(step_or_edge_equation):
    """The parts of an equation in MathML."""
    return [clean(write(part, MATHML)) for part in step_or_edge_equation]


def in_latex(trace, step):
    """The equation of a step in LaTeX, as one would copy it."""
    if step.kind == "given":
        return r",\quad ".join(f"{latex(e.name)} = {latex(e.value)}" for e in givens(trace))
    written = [latex(part) for part in equation(trace, step)]
    kept = [part for place, part in enumerate(written) if [part] != written[place - 1 : place]]
    return " = ".join(kept)


def result(trace, step):
    """The number that a step brings, as pictures write it."""
    if step.kind == "given":
        return ""
    if step.kind == "forward":
        return value_text(trace, step.node)
    return brief(trace, step.contribution) if step.kind == "edge" else gradient_text(trace, step)


def expected(trace):
    """What the engine says."""
    steps = list(trace)
    edges = {step.edge: step for step in steps if step.kind == "edge"}
    follows = [step.kind for step in steps[1:]] + ["done"]
    grows = [
        step.kind in ("seed", "accumulate") or (step.kind == "edge" and after != "accumulate")
        for step, after in zip(steps, follows, strict=True)
    ]
    return {
        "values": [value_text(trace, node) for node in trace.graph.nodes],
        "partials": [partial_text(trace, edge) for edge in trace.graph.edges],
        "results": [result(trace, step) for step in steps],
        "grown": [
            gradient_text(trace, step) if grow else ""
            for step, grow in zip(steps, grows, strict=True)
        ],
        "sentences": [minus(clean(sentence)) for sentence in trace.sentences],
        "equations": [
            [] if step.kind in ("given", "done") else parts(equation(trace, step)) for step in steps
        ],
        "latex": [in_latex(trace, step) for step in steps],
        "local": [parts(local_equation(trace, edges[edge])) for edge in trace.graph.edges],
    }


def to_twelve_digits(written):
    """Texts whose longer numbers are cut: of exp and ln the last digit may differ in a browser."""
    return re.sub(r"(\d+\.\d{12})\d+", r"\1", json.dumps(written, ensure_ascii=False))


def assert_page_says_the_engine(trace, folder):
    """Every text of every pass that the page offers is the engine's."""
    said = says(trace, folder)
    assert said.pop("trouble") == ""
    own = trace.rounding or Rounding()
    assert {"exact", "1", "2", "3", "4", "5", "6"} <= set(said)
    for key, texts in said.items():
        rounding = None if key == "exact" else own._replace(places=int(key))
        try:
            theirs = trace.graph.output.trace(rounding, seed=trace.seed)
        except (DomainError, MissingDerivativeError) as refusal:
            assert texts == {"refused": str(refusal)}  # noqa: PT017  # the page says the same
            continue
        for kind, written in expected(theirs).items():
            assert to_twelve_digits(texts[kind]) == to_twelve_digits(written), (key, kind)


def labelled(output, name="L"):
    output.label = name
    return output


def many_uses():
    """A node that is used six times, among them as base and as exponent."""
    x = Value(1.3, "x")
    return labelled(x * x + x**x + x.exp() - 2 ** (-x))


def powers():
    """Negative bases, whole and broken exponents, numbers with powers of ten."""
    a, b = Value(-3.0, "a"), Value(2.0, "b")
    tiny = Value(2.5e-7, "ε")
    return labelled((-a) ** b + a**2 - (-b) ** 3 + tiny**2 / tiny + 1e-8 * b)


def constants():
    """Local derivatives that are numbers of their own, with more places than a pass keeps."""
    w, x = Value(0.6394267984578837, "w"), Value(-0.25, "x")
    return labelled(0.656987 * w - x / 3 + abs(x) + weighted_sum(0.5, [w, 2.0], [x, x]).relu())


def long_negatives():
    """Factors below 0 of more digits than a picture has room for."""
    w, x = Value(-0.6394267984578837, "w"), Value(-123456.78912345, "x")
    return labelled(w * x + 1)


def random_graph(seed):
    """A graph of some twenty random ops on three leaves."""
    random = Random(seed)
    nodes = [Value(random.uniform(-2, 2), name) for name in "abc"]
    for _ in range(20):
        x, y = random.choices(nodes, k=2)
        nodes.append(random.choice([x + y, x * y, x - 0.5, x.tanh(), x.sigmoid(), 2 * x, x.relu()]))
    return sum(nodes)


@pytest.mark.parametrize(
    "make",
    [square, course_network, many_uses, powers, constants, long_negatives],
    ids=lambda make: make.__name__,
)
@pytest.mark.parametrize(
    "rounding",
    [None, Rounding(4), Rounding(2, "truncate", "line"), Rounding(3, "half_even")],
    ids=["exact", "half up", "truncated by line", "half even"],
)
def test_every_text_of_the_page_is_the_engines(make, rounding, tmp_path):
    made = make()
    output = made[0] if isinstance(made, tuple) else made

    assert_page_says_the_engine(output.trace(rounding), tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_every_text_of_a_random_pass_is_the_engines(seed, tmp_path):
    rounding = Rounding(3) if seed % 2 else None
    assert_page_says_the_engine(random_graph(seed).trace(rounding, seed=-1.5), tmp_path)


def test_labels_that_look_like_markup_stay_text(tmp_path):
    output = sum(Value(0.5 * place, label) for place, label in enumerate(HOSTILE))

    assert_page_says_the_engine(output.trace(), tmp_path)
