"""Formulas in four styles, read back by readers that know nothing of the printers."""

import math
import random
import re
from xml.etree import ElementTree

import pytest

import autograd
from autograd import (
    OPS,
    Graph,
    Symbol,
    Value,
    expression,
    latex,
    mathml,
    partial_formula,
    python,
    text,
    value_formula,
    weighted_sum,
)
from autograd.ops.constants import LN2, PI, SQRT_HALF, TWO_OVER_SQRT_PI
from autograd.ops.notation import Call
from autograd.writing.formula import (
    Apply,
    Derivative,
    Formula,
    Number,
    product,
    put_in,
    total,
)
from autograd.writing.printing import write
from autograd.writing.styles import LATEX, MATHML, TEXT
from tests.autograd.programs import forgotten_ops

x, y, z = Symbol("x"), Symbol("y"), Symbol("z")
PLACES = {"x": 1.3, "y": -0.7, "z": 2.1}
ONE = ["neg", "square", "sqrt", "abs", "exp", "tanh", "sigmoid"]
TWO = ["add", "sub", "mul", "div", "add", "sub", "mul", "div", "squared_error"]


def random_formula(draw, depth):
    """A formula written as it stands, nothing simplified."""
    kind = draw.random() if depth else 1
    if kind < 0.3:
        return Apply(OPS[draw.choice(ONE)], (random_formula(draw, depth - 1),))
    if kind < 0.7:
        pair = (random_formula(draw, depth - 1), random_formula(draw, depth - 1))
        return Apply(OPS[draw.choice(TWO)], pair)
    if kind < 0.78:
        exponent = Number(float(draw.choice([2, 3, -1, -2])))
        return Apply(OPS["pow"], (random_formula(draw, depth - 1), exponent))
    if kind < 0.85:
        terms = tuple(random_formula(draw, depth - 1) for _ in range(4))
        return Apply(OPS["sigma"], (Number(draw.choice([0.0, -0.5])), *terms))
    return draw.choice([x, y, z, Number(2.0), Number(-3.0), Number(0.25), Number(-1e-07)])


def number_of(formula):
    """A formula computed by the ops' value rules."""
    if isinstance(formula, Apply):
        return float(formula.op.value(*map(number_of, formula.args)))
    return formula.value if isinstance(formula, Number) else PLACES[formula.name]


def computable(seed):
    """The first random formula from a seed on that has a moderate value."""
    draw = random.Random(seed)
    while True:
        formula = random_formula(draw, 4)
        try:
            value = number_of(formula)
        except (ValueError, ArithmeticError):
            continue
        if 1e-6 < abs(value) < 1e12:
            return formula, value


def evaluate(source):
    return eval(source, {**vars(autograd), "math": math, **PLACES})


def read_text(written):
    """Plain text as Python: the same precedences, other characters."""
    superscripts = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
    assert not re.search(r"[-+·/] ?-", written), "two operators in a row"
    source = re.sub(
        "[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: f"**({''.join(map(superscripts.get, m[0]))})", written
    )
    source = re.sub(r"(^|[-+·/(,] ?)\|", r"\1abs(", source)
    while re.search(r"abs\(\|", source):
        source = re.sub(r"abs\(\|", "abs(abs(", source)
    for sign, ascii_sign in {"·": "*", "^": "**", "√": "sqrt", "σ": "sigmoid", "|": ")"}.items():
        source = source.replace(sign, ascii_sign)
    return source


def read_latex(written):
    """LaTeX as Python, from the innermost braces outwards."""
    source = written
    for sign, ascii_sign in {
        r"\left|": "abs(",
        r"\right|": ")",
        r"\left(": "(",
        r"\right)": ")",
        r"\cdot": "*",
        r"\exp": "exp",
        r"\tanh": "tanh",
        r"\sigma": "sigmoid",
    }.items():
        source = source.replace(sign, ascii_sign)
    assert not re.search(r"[-+*] ?-", source), "two operators in a row"
    while "{" in source:
        source = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))!", source)
        source = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", source)
        source = re.sub(r"(.)\^\{([^{}]*)\}", r"\1**(\2)", source)
    assert "!**" not in source, "a fraction raised to a power without brackets"
    return source.replace("!", "")


def read_mathml(written):
    """Presentation MathML as Python; what is raised to a power must be one piece."""
    operators = {"·": "*", "\u2061": ""}

    def read(element):
        parts = [read(child) for child in element]
        match element.tag:
            case "mfrac":
                return f"(({parts[0]})/({parts[1]}))"
            case "msqrt":
                return f"sqrt({''.join(parts)})"
            case "msup":
                base = element[0]
                assert (
                    base.tag in ("mi", "mn", "msqrt")
                    or base[0].text in ("(", "|")
                    or (base[1].text == "\u2061")
                )
                return f"{parts[0]}**({parts[1]})"
            case "mrow" if parts[0] == "|":
                return f"abs({''.join(parts[1:-1])})"
            case "mo":
                return operators.get(element.text, element.text)
            case "mi":
                return {"σ": "sigmoid"}.get(element.text, element.text)
        return element.text if element.text else "".join(parts)

    return read(ElementTree.fromstring(written.replace("−", "-")))


READERS = {
    "python": (python, str),
    "text": (text, read_text),
    "latex": (latex, read_latex),
    "mathml": (mathml, read_mathml),
}


@pytest.mark.parametrize("first", range(0, 200, 50))
@pytest.mark.parametrize("style", READERS)
def test_what_is_written_means_the_formula(style, first):
    write_it, read_back = READERS[style]
    for seed in range(first, first + 50):
        formula, value = computable(seed)

        assert evaluate(read_back(write_it(formula))) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "as_text", "as_latex", "as_python"),
    [
        (x - (y - z), "x - (y - z)", r"x - \left(y - z\right)", "x - (y - z)"),
        (x - (y + z), "x - (y + z)", r"x - \left(y + z\right)", "x - (y + z)"),
        ((x - y) - z, "x - y - z", "x - y - z", "x - y - z"),
        (x / (y / z), "x/(y/z)", r"\frac{x}{\frac{y}{z}}", "x / (y / z)"),
        (x / y / z, "x/y/z", r"\frac{\frac{x}{y}}{z}", "x / y / z"),
        (x / (y * z), "x/(y·z)", r"\frac{x}{y \cdot z}", "x / (y * z)"),
        (x * (y + z), "x·(y + z)", r"x \cdot \left(y + z\right)", "x * (y + z)"),
        (-(x**2), "-x²", "-x^{2}", "-x ** 2.0"),
        ((-x) ** 2, "(-x)²", r"\left(-x\right)^{2}", "(-x) ** 2.0"),
        (put_in(x**2, {"x": Number(-2.0)}), "(-2)²", r"\left(-2\right)^{2}", "(-2.0) ** 2.0"),
        (
            -put_in(x**2, {"x": Number(-2.0)}),
            "-(-2)²",
            r"-\left(-2\right)^{2}",
            "-(-2.0) ** 2.0",
        ),
        (x**-2, "x⁻²", "x^{-2}", "x ** (-2.0)"),
        (x ** (y + 1), "x^(y + 1)", "x^{y + 1}", "x ** (y + 1.0)"),
        ((x**y) ** z, "(x^(y))^(z)", r"\left(x^{y}\right)^{z}", "(x ** y) ** z"),
        ((x / y) ** 2, "(x/y)²", r"\left(\frac{x}{y}\right)^{2}", "(x / y) ** 2.0"),
        (x * -y, "x·(-y)", r"x \cdot \left(-y\right)", "x * (-y)"),
        (x + -2.0 * y, "x + (-2)·y", r"x + \left(-2\right) \cdot y", "x + (-2.0) * y"),
        ((-x).neg(), "-(-x)", r"-\left(-x\right)", "-(-x)"),
        (
            Derivative("L", "ŷ") ** 2,
            "(∂L/∂ŷ)²",
            r"\left(\frac{\partial L}{\partial \hat{y}}\right)^{2}",
            "dL_dyhat ** 2.0",
        ),
        (
            Derivative("L", "a⁽¹⁾", 2) * Derivative("L", "w₃"),
            "∂L/∂a⁽¹⁾⁽²⁾·∂L/∂w₃",
            r"\frac{\partial L}{\partial {a^{(1)}}^{(2)}} \cdot \frac{\partial L}{\partial w_{3}}",
            "dL_da_1_2 * dL_dw3",
        ),
        (
            Apply(OPS["square"], (Number(1e-07),)),
            "1e-07²",
            r"\left(1 \cdot 10^{-7}\right)^{2}",
            "1e-07 ** 2.0",
        ),
        (
            Apply(OPS["squared_error"], (x, Number(-0.5))),
            "(x - (-0.5))²",
            r"\left(x - \left(-0.5\right)\right)^{2}",
            "(x - (-0.5)) ** 2.0",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_brackets_by_hand(formula, as_text, as_latex, as_python):
    assert [text(formula), latex(formula), python(formula)] == [as_text, as_latex, as_python]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (x + 0, x),
        (0 + x, x),
        (x * 1, x),
        (1 * x, x),
        (x / 1, x),
        (x**1, x),
        (x - 0, x),
        (x * 0, Number(0.0)),
        (-1 * x, Apply(OPS["neg"], (x,))),
        (Number(2.0) * 3, Number(6.0)),
    ],
    ids=range(10),
)
def test_the_plainest_simplifications(formula, expected):
    assert formula == expected


@pytest.mark.parametrize(
    "mix",
    [
        lambda formula, node: formula + node,
        lambda formula, node: node + formula,
        lambda formula, node: node**formula,
        lambda formula, node: OPS["div"](formula, node),
        lambda formula, node: OPS["logsumexp"](node, 1.0, formula),
        lambda formula, node: OPS["logsumexp"](1.0, formula, node),
    ],
    ids=range(6),
)
def test_formula_and_node_do_not_mix_in_either_order(mix):
    with pytest.raises(TypeError, match="cannot mix a formula with a node; take a Symbol of the"):
        mix(x, Value(2.0, "y"))


def test_number_outside_the_domain_stays_written():
    assert text(OPS["log"](Number(-2.0))) == "ln(-2)"
    base = (-2.0) ** Value(2.0, "x")
    graph = Graph(base)
    assert text(partial_formula(graph.edges[0], graph.names)) == "v₁·ln(-2)"


@pytest.mark.parametrize(
    ("bias", "weights", "expected"),
    [
        (0.0, [1.0, 2.0], "1·x₁ + 2·x₂"),
        (0.5, [1.0, -2.0], "1·x₁ + (-2)·x₂ + 0.5"),
        (Value(0.0, "b"), [Value(3.0, "w₁"), -2.0], "w₁·x₁ + (-2)·x₂ + b"),
    ],
    ids=["none", "number", "node"],
)
def test_weighted_sum_is_written_out(bias, weights, expected):
    node = weighted_sum(bias, weights, [Value(1.0, "x₁"), Value(1.0, "x₂")])

    assert text(value_formula(node, Graph(node).names)) == expected


def test_derivatives_of_a_weighted_sum_are_its_neighbours():
    node = weighted_sum(
        Value(0.0, "b"), [Value(3.0, "w₁"), -2.0], [Value(1.0, "x₁"), Value(1.0, "x₂")]
    )
    graph = Graph(node)

    assert [text(partial_formula(edge, graph.names)) for edge in graph.edges] == [
        "1",
        "x₁",
        "w₁",
        "-2",
    ]


def test_expression_stops_at_names():
    a, b = Value(1.0, "a"), Value(2.0, "b")
    c = a * b
    c.label = "c"
    d = (c + a) ** 2

    assert text(expression(d, Graph(d).names)) == "(c + a)²"
    assert text(expression(a, Graph(d).names)) == "a"


def test_expression_of_shared_nodes_stays_short():
    node = Value(1.0, "a")
    for _ in range(60):
        node = node + node

    assert len(text(expression(node, Graph(node).names))) < 10_000


def test_products_and_totals_of_a_thousand_pieces_are_written():
    pieces = [Symbol(f"x{i}") for i in range(2000)]

    for whole in (product(pieces), total(pieces)):
        assert all(write_it(whole) for write_it in (text, latex, mathml, python))


@pytest.mark.parametrize(
    ("name", "as_text", "as_latex"),
    [
        ("w₁⁽²⁾", "(w₁⁽²⁾)²", r"\left(w_{1}^{(2)}\right)^{2}"),
        ("w¹₂", "(w¹₂)²", r"\left(w_{2}^{1}\right)^{2}"),
        ("x′", "(x′)²", r"\left(x^{\prime}\right)^{2}"),
        ("x'", "(x')²", r"\left(\text{x'}\right)^{2}"),
        ("w₁", "w₁²", "w_{1}^{2}"),
    ],
)
def test_base_with_a_superscript_gets_brackets(name, as_text, as_latex):
    squared, scaled = Symbol(name) ** 2, 3 * Symbol(name)

    assert [text(squared), latex(squared)] == [as_text, as_latex]
    assert ("<mo>(</mo>" in mathml(squared)) == ("(" in as_text)
    assert "(" not in text(scaled).replace(name, "") + python(squared)


@pytest.mark.parametrize(
    ("constant", "squared", "below"),
    [
        (LN2, "(ln 2)²", "x/(ln 2)"),
        (SQRT_HALF, "(√½)²", "x/(√½)"),
        (TWO_OVER_SQRT_PI, "(2/√π)²", "x/(2/√π)"),
        (PI, "π²", "x/π"),
    ],
    ids=["ln 2", "√½", "2/√π", "π"],
)
def test_constant_of_several_characters_gets_brackets(constant, squared, below):
    number = Number(constant)
    power = Apply(OPS["square"], (number,))

    assert [text(power), text(x / number)] == [squared, below]
    assert latex(power).startswith(r"\left(") == squared.startswith("(")
    assert python(power) == f"{constant.python} ** 2.0"
    assert [text(x * number), latex(x / number)] == [
        f"x·{constant.text}",
        rf"\frac{{x}}{{{constant.latex}}}",
    ]


def test_squared_parameters_of_a_network_compile_in_latex():
    written = latex(sum(Symbol(f"w₁⁽{i}⁾") ** 2 for i in "¹²") ** 2)

    assert not re.search(r"\^\{[^{}]*\}\^", written)


def test_deep_expression_is_built_and_written_in_every_style():
    node = Value(0.5, "x")
    for _ in range(2000):
        node = node.tanh()
    whole = expression(node, Graph(node).names, depth=3000)

    assert text(whole) == latex(whole).replace(r"\tanh\left", "tanh").replace(r"\right", "")
    assert text(whole) == python(whole) == "tanh(" * 2000 + "x" + ")" * 2000
    assert mathml(whole).count("<mi>tanh</mi>") == 2000
    assert text(put_in(whole, {"x": Number(0.5)})) == text(whole).replace("x", "0.5")


def test_deep_differences_are_written_once_each():
    whole = x
    for _ in range(500):
        whole = y - whole

    assert text(whole) == "y - (" * 499 + "y - x" + ")" * 499


def test_wide_sum_is_one_row_of_mathml():
    xs = [Value(1.0, f"x{i}") for i in range(500)]
    node = weighted_sum(Value(0.5, "b"), [2.0] * 500, xs)
    (row,) = ElementTree.fromstring(mathml(value_formula(node, Graph(node).names)))

    assert len(row) == 2 * 501 - 1
    assert {sign.text for sign in row[1::2]} == {"+"}


@pytest.mark.parametrize("inputs", [2.0, Value(2.0)], ids=["numbers", "nodes"])
def test_sentences_about_a_wide_node_gather_its_arguments_once(inputs, monkeypatch):
    node = weighted_sum(0.5, [Value(float(i)) for i in range(200)], [inputs] * 200)
    trace, gathered = node.trace(), []
    args = Value.args.fget
    monkeypatch.setattr(Value, "args", property(lambda self: gathered.append(self) or args(self)))

    assert len(trace.sentences) == len(trace)
    assert gathered.count(node) < 10


@pytest.mark.parametrize("name", ["λ", "exp", "tanh", "lambda", "for", "σ"])
def test_python_names_shadow_no_function_and_no_keyword(name):
    formula = Symbol(name) * 2 + OPS["exp"](Symbol(name))
    written = python(formula)
    (variable,) = set(re.findall(r"[a-z]+_\b", written))

    assert eval(written, {**vars(autograd), variable: 0.5}) == pytest.approx(1 + math.exp(0.5))


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, -0.0, 5e-324, 1.7e308, 0.1])
@pytest.mark.parametrize("style", [TEXT, LATEX, MATHML], ids=["text", "latex", "mathml"])
def test_every_number_can_be_written(style, number):
    assert write(Number(number) + x, style)


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, -2.5e300])
def test_every_number_is_python_source(number):
    source = python(Apply(OPS["mul"], (x, Number(number))))

    assert eval(source, {"x": 1.0, "math": math}) == pytest.approx(number, nan_ok=True)


@pytest.mark.parametrize(
    ("names", "identifiers"),
    [
        (["x", "x′"], ["x", "x_prime"]),
        (["w₃", "w3", "w³"], ["w3", "w3_2", "w3_3"]),
        (["a b", "a_b", "a_b_2"], ["a_b", "a_b_2", "a_b_2_2"]),
        (["exp", "exp_", "math"], ["exp_", "exp__2", "math_"]),
        (["日", "本"], ["v", "v_2"]),
    ],
    ids=lambda given: " ".join(given),
)
def test_distinct_names_get_distinct_identifiers(names, identifiers):
    formula = product([Symbol(name) for name in (*names, *names)])

    assert python(formula) == " * ".join((*identifiers, *identifiers))


def test_distinct_derivatives_get_distinct_identifiers():
    formula = product([Derivative("L", "w₃"), Derivative("L", "w3"), Symbol("dL_dw3")])

    assert python(formula) == "dL_dw3 * dL_dw3_2 * dL_dw3_3"


HOSTILE = [
    'a"b',
    "it's",
    "a\nb",
    "\\",
    r"\input{x}",
    "$x$",
    "<script>alert(1)</script>",
    "&amp;",
    "{}",
    "%",
    "\x00\x1b[2J",
    "\u202e",
    "\ud800",
    "x" * 10_000,
    "",
    " ",
    "日本",
    "__import__('os')",
]


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_label_is_harmless_everywhere(label):
    node = Value(2.0, label)
    output = node * node
    output.label = label
    trace = output.trace()
    names = trace.graph.names

    for name in names.values():
        assert name.isprintable()
        assert len(name) < 100
        assert python(Symbol(name)).isidentifier()
        assert re.sub(r"\\text\{|[{}]", "", latex(Symbol(name))).count("$") == latex(
            Symbol(name)
        ).count(r"\$")
        (child,) = ElementTree.fromstring(mathml(Symbol(name)))
        assert (child.tag, len(child)) == ("mi", 0)
    for sentence in trace.sentences:
        assert sentence.isprintable()
    assert len(set(names.values())) == 2


def test_symbol_straight_from_a_stranger_is_well_formed_mathml():
    assert ElementTree.fromstring(mathml(Symbol("<a>&\x00\x1b")))[0].text.startswith("<a>&")


def test_what_is_no_formula_cannot_be_written():
    class Strange(Formula):
        pass

    with pytest.raises(TypeError, match="a Formula is written, got Strange"):
        text(Strange())


def test_unknown_notation_names_the_op():
    with forgotten_ops():

        @autograd.op(lambda x, y: 1.0, notation="sideways")
        def sideways(x):
            """X."""
            return x

        with pytest.raises(TypeError, match="op sideways has an unknown kind of notation, str"):
            text(sideways(x))


def test_call_notation_has_the_name_by_default():
    assert Call() == Call("", "")
    assert [text(x.leaky_relu()), latex(x.leaky_relu())] == [
        "leaky_relu(x, 0.01)",
        r"\operatorname{leaky\_relu}\left(x, 0.01\right)",
    ]
