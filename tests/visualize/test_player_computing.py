"""The page computes what the engine computes: op by op, and whole passes with other numbers."""

import decimal
import math
import operator
import os
import random
from decimal import Decimal
from itertools import product

import mpmath
import pytest

from autograd import OPS, Graph, Rounding, Value, by_hand, op
from autograd.engine.rounding import PAPER
from autograd.ops.numerals import every_digit, show_number
from autograd.writing.javascript.table import RuleTable
from tests.visualize.recomputing import (
    GRAPHS,
    Page,
    engine_texts,
    named,
    node_path,
    numbers_of,
    page_texts,
    question,
    random_edits,
)
from visualize.player.program import program

EDITS = int(os.environ.get("CHALKGRAD_EDITS", "20"))
"""How many edits of the ten graphs are compared, each in all passes; 1000 take some minutes."""

MODES = ("half_up", "half_even", "truncate")
PASSES = [None, *(Rounding(*how) for how in product(range(1, 7), MODES, ("op", "line")))]
LIBRARY = (
    "exp exp2 expm1 log log2 log10 log1p cbrt sin cos tan asin acos atan atan2 sinh cosh tanh "
    "asinh acosh atanh erf erfc pow"
)
"""Functions in which the last place is the system's own affair."""
ROUND = (0.0, 1.0, -1.0, 2.0, 0.5, -0.5, 3.0, 1e-3, 100.0, -700.5, 1e-9, 800.0, 0.25, -2.0, 1.5)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    page = Page(node_path(), tmp_path_factory.mktemp("rules"), OPS.values())
    yield page
    page.close()


def random_operands(op, numbers):
    count = op.arity or numbers.randint(1, 6)
    return [
        numbers.choice(
            [
                numbers.choice(ROUND),
                numbers.uniform(0, 1),
                numbers.uniform(-40, 40),
                round(numbers.uniform(-5, 5), numbers.randint(0, 4)),
            ]
        )
        for _ in range(count)
    ]


def uses_library(op):
    table = RuleTable([op])
    text = table.script()
    return any(f"$.{name}" in text for name in LIBRARY.split())


def close(found, wanted, rel):
    """Whether two numbers are equal, or nearly so; rules that cancel lose digits near 0."""
    both_nan = found != found and wanted != wanted
    return both_nan or math.isclose(found, wanted, rel_tol=rel, abs_tol=rel / 10)


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_every_op_gives_the_engines_numbers(page, op):
    numbers = random.Random(op.name)
    operands = [*op.samples, *(random_operands(op, numbers) for _ in range(12))]
    tolerance = 1e-14 if uses_library(op) else 0.0
    for numbers_given in operands:
        graph = graph_of(op, [Value(x, f"x{i}") for i, x in enumerate(numbers_given)])
        if graph is None:
            continue
        page.ask("program", program(graph))
        _, wanted = numbers_of(graph.output, None)
        found = page.ask("compute", question([], None))
        for name in wanted:
            for a, b in zip(map(float, found[name]), wanted[name], strict=True):
                assert close(a, b, tolerance), (numbers_given, name, a, b)


@pytest.mark.parametrize("op", OPS.values(), ids=OPS)
def test_every_op_gives_the_engines_strings_by_hand(page, op):
    numbers = random.Random(f"{op.name} by hand")
    for _ in range(5):
        leaves = [Value(x, f"x{i}") for i, x in enumerate(random_operands(op, numbers))]
        graph = graph_of(op, leaves)
        if graph is None or max(abs(node.data) for node in graph.nodes) > 1e6:
            continue  # more digits than the library is sure of
        page.ask("program", program(graph))
        for mode in MODES:
            rounding = Rounding(numbers.randint(0, 8), mode)

            found = page_texts(page, [], rounding)

            assert found == engine_texts(graph, [], rounding), (leaves, rounding)


def graph_of(op, leaves):
    """The graph of an op, None where it has no value."""
    try:
        return Graph(named(op(*leaves), "y"))
    except ValueError:
        return None


@pytest.mark.parametrize("name", GRAPHS)
def test_every_cell_of_an_edited_graph_has_the_engines_string(page, name):
    graph, numbers = Graph(GRAPHS[name]()), random.Random(name)
    page.ask("program", program(graph))
    for _ in range(math.ceil(EDITS / len(GRAPHS))):
        edits = random_edits(graph, numbers)
        for rounding in PASSES:
            wanted = engine_texts(graph, edits, rounding)
            found = page_texts(page, edits, rounding)

            assert found.keys() == wanted.keys(), (edits, rounding, found, wanted)
            for kind in wanted:
                assert same_text(found[kind], wanted[kind]), (edits, rounding, kind)


def same_text(found, wanted):
    """Whether two rows are the same but for the last places of numbers with every digit."""
    return found == wanted or all(
        a == b or (len(b) > 16 and math.isclose(float(a), float(b), rel_tol=1e-13))
        for a, b in zip(found.split(), wanted.split(), strict=True)
    )


CORNERS = {
    "0 to the 0": (lambda x: (x * x) ** 0.0, 0.01),
    "0 to the −1": (lambda x: (x * x) ** -1.0, 0.01),
    "overflow": (lambda x: x * 1e300 * 1e300 + 1, 2.5),
    "decimals of large numbers": (lambda x: x * 1e19 + x * 1e17, 1.23456789),
    "small numbers": (lambda x: x * 1e-300 / 3 - x * 1e-9, 1.5),
    "parts": (lambda x: x % 0.3 - x // -0.7, -5.1),
    "−0": (lambda x: OPS["atan2"](x * -0.0, x - 2), 1.0),
    "root of a square": (lambda x: (x**2) ** 0.5 / 3, -1.1),
    "a float beside decimals": (lambda x: OPS["elu"](x) * x.exp2(), -0.35),
}


@pytest.mark.parametrize("name", CORNERS)
def test_corners_of_hand_arithmetic_are_the_engines(page, name):
    make, number = CORNERS[name]
    graph = Graph(named(make(Value(number, "x")), "y"))
    page.ask("program", program(graph))
    for rounding in PASSES:
        found, wanted = page_texts(page, [], rounding), engine_texts(graph, [], rounding)

        if wanted.get("refused") == "[<class 'decimal.InvalidOperation'>]":  # the engine's own word
            assert found == {"refused": "∂ of 'x': -inf × 0 is no number"}
        else:
            assert found == wanted, rounding


@pytest.mark.parametrize(
    ("found", "written", "difference"),
    [
        ([1.0, 2.0], [1.0, 2.0], None),
        ([1.0, 2.0 + 1e-12], [1.0, 2.0], None),
        ([1e9, 1e-6], [1e9, 0.0], None),
        ([1.0, 2.001], [1.0, 2.0], {"list": "values", "place": 1}),
        ([1.0], [math.nan], {"list": "values", "place": 0}),
        ([math.inf], [-math.inf], {"list": "values", "place": 0}),
        ([math.nan, math.inf], [math.nan, math.inf], None),
    ],
)
def test_a_page_sees_whether_it_computes_what_python_wrote(page, found, written, difference):
    as_json = [x if math.isfinite(x) else str(x).replace("inf", "Infinity") for x in written]
    given = [x if math.isfinite(x) else str(x).replace("inf", "Infinity") for x in found]

    asked = {"found": {"values": given}, "written": {"values": as_json}}

    assert page.ask("difference", asked) == difference


def test_a_refused_edit_has_the_engines_words(page):
    graph = Graph(GRAPHS["quotients"]())
    place = {name: index for index, name in enumerate(graph.names.values())}
    page.ask("program", program(graph))

    answer = page.ask("compute", question([(place["a"], -1.75)], None))

    assert answer == {
        "refused": place["v₁"],
        "message": "pow of -1.75 (node 'a'), 0.5 (node 'b'): "
        "a negative base needs a whole exponent",
    }


@pytest.mark.parametrize(
    ("make", "edit", "rounding", "words"),
    [
        (lambda x: (x * 2).log(), -1.5, None, "log of -3 (node of mul): log needs x > 0"),
        (lambda x: 1 / x, 0.0, None, "div of 1, 0 (node 'x'): div needs b ≠ 0"),
        (lambda x: (x * x).log(), 0.01, 3, "log has no value by hand at 0.000 (node 'y'); "
         "keep more than 3 places"),
        (lambda x: (x * x).sqrt(), 0.01, 3, "sqrt has no derivative by hand with respect to 'v₁' "
         "where 'y' = 0.000; keep more than 3 places"),
        (lambda x: (x * 1e4).exp() * 0.0 + x, 1.0, 2, "∂ of 'v₁': 0 × inf is no number"),
    ],
)  # fmt: skip
def test_refusals_name_node_and_reason(page, make, edit, rounding, words):
    graph = Graph(named(make(Value(0.5, "x")), "y"))
    page.ask("program", program(graph))

    answer = page.ask("compute", question([(0, edit)], rounding and Rounding(rounding)))

    assert answer["message"] == words


def test_a_missing_derivative_is_nan(page):
    graph = Graph((Value(4.0, "x") * 1.0).sqrt())
    page.ask("program", program(graph))

    for rounding in (None, Rounding(2)):
        answer = page.ask("compute", question([(0, 0.0)], rounding))

        assert answer["gradients"] == ["NaN", "NaN", 1]


def test_what_only_python_computes_is_kept_and_closes_its_leaves(tmp_path):
    @op(lambda x, y: 2 * x.real, domain="anything")
    def strange(x):
        return x * x

    try:
        a, b, c = Value(1.25, "a"), Value(0.75, "b"), Value(3.0, "c")
        s = named(strange(named(a * b, "p")), "s")
        graph = Graph(named(s * c + a, "L"))
        places = Rounding(2)
        data = program(graph, [places])
        page = Page(node_path(), tmp_path, [each.op for each in graph.nodes if each.op])
        free = page.ask("program", data)

        assert data["fixed"] == {3: "the page cannot compute `x.real`"}
        assert dict(zip(graph.names.values(), free, strict=True)) == {
            "a": False, "b": False, "p": False, "s": False, "c": True, "v₁": False, "L": False
        }  # fmt: skip
        for rounding in (None, places):
            edits = [(list(graph.names.values()).index("c"), -1.5)]
            assert page_texts(page, edits, rounding) == engine_texts(graph, edits, rounding)
        other = page.ask("compute", question([], Rounding(3)))
        assert other == {"refused": 3, "message": "only Python can compute 's'"}
        page.close()
    finally:
        del OPS["strange"], Value.strange


def test_a_graph_made_by_hand_is_not_changed(page):
    with by_hand(2):
        graph = Graph(Value(1.0, "x") / 3)

    data = program(graph)

    assert data["frozen"] == "it was computed by hand, so the page cannot compute it anew"
    assert page.ask("program", data) == [False, False]


def test_the_seed_is_sent_back(page):
    graph = Graph(GRAPHS["used often"]())
    page.ask("program", program(graph))

    for rounding in (None, Rounding(3, "truncate")):
        assert page_texts(page, [], rounding, -0.5) == engine_texts(graph, [], rounding, -0.5)


def random_float(numbers):
    """A float of any size and any number of digits, with ties and whole numbers among them."""
    return numbers.choice(
        [
            numbers.choice(
                (0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 1e22, 123456.5, 1.953125, 1e16, 5e-324)
            ),
            round(numbers.uniform(-1e3, 1e3), numbers.randint(0, 6)),
            numbers.randint(-(10**9), 10**9) / 2 ** numbers.randint(0, 12),
            numbers.uniform(-1, 1) * 10 ** numbers.randint(-300, 300),
            numbers.uniform(-10, 10),
        ]
    )


def test_numbers_are_shown_as_the_engine_shows_them(page):
    numbers = random.Random(7)
    asked = [(random_float(numbers), numbers.choice([None, *range(9)])) for _ in range(20_000)]

    shown = page.ask("shown", asked)

    assert shown == [[show_number(x, places), every_digit(x)] for x, places in asked]


def test_numbers_are_rounded_as_on_paper(page):
    numbers = random.Random(8)
    asked = [
        (random_float(numbers), Rounding(numbers.randint(0, 15), numbers.choice(MODES)))
        for _ in range(20_000)
    ]

    found = page.ask("rounded", [(x, rounding._asdict()) for x, rounding in asked])

    assert found == [rounding.round(x) for x, rounding in asked]


DECIMAL = {
    "plus": operator.add,
    "minus": operator.sub,
    "times": operator.mul,
    "over": operator.truediv,
    "wholePart": operator.floordiv,
    "rest": operator.mod,
    "power": operator.pow,
}


def python_decimal(name, a, b):
    """What Python's decimals of 40 digits give, as a number or in a word."""
    try:
        with decimal.localcontext(PAPER):
            result = DECIMAL[name](Decimal(repr(a)), Decimal(repr(b)))
    except ZeroDivisionError:
        return "division by zero"
    except decimal.DecimalException:
        return "invalid"
    return str(float(result)).replace("inf", "Infinity") if result.is_infinite() else result


@pytest.mark.parametrize("name", DECIMAL)
def test_decimals_are_pythons(page, name):
    numbers = random.Random(name)
    asked = [(name, random_float(numbers), random_float(numbers)) for _ in range(2_000)]
    if name == "power":
        small = [round(numbers.uniform(-9, 9), numbers.randint(0, 5)) for _ in range(1_000)]
        asked = [*asked[:300], *((name, numbers.choice(ROUND), x) for x in small)]
        asked += [(name, abs(x), numbers.uniform(-5, 5)) for x in small]
        asked += [(name, -1.0, 1000001.0), (name, -1.0, 1e22), (name, -1.000001, 1e7 + 1)]

    found = page.ask("decimals", asked)

    for question_asked, answer in zip(asked, found, strict=True):
        wanted = python_decimal(*question_asked)
        assert same_decimal(answer, wanted, exact=name != "power"), (question_asked, answer, wanted)


def same_decimal(found, wanted, *, exact):
    """Whether two decimals are equal, powers but for the last of 40 digits."""
    if isinstance(wanted, str) or found in ("division by zero", "invalid"):
        return found == wanted
    with decimal.localcontext(prec=60):
        return abs(Decimal(found) - wanted) <= (0 if exact else abs(wanted) * Decimal("1.1e-39"))


FLOAT = {
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "pow": operator.pow,
    "div": operator.truediv,
    "hypot": math.hypot,
    "copysign": math.copysign,
    "fmod": math.fmod,
}


@pytest.mark.parametrize("name", FLOAT)
def test_floats_are_pythons(page, name):
    numbers = random.Random(name)
    asked = [(name, random_float(numbers), random_float(numbers)) for _ in range(3_000)]

    found = page.ask("floats", asked)

    for (_, a, b), answer in zip(asked, found, strict=True):
        try:
            wanted = FLOAT[name](a, b)
        except ArithmeticError as error:
            wanted = type(error).__name__
        except ValueError:
            wanted = "ValueError"
        if isinstance(wanted, complex):
            continue
        assert answer == wanted or close(float(answer), wanted, 4e-16), (a, b, answer, wanted)


def rounded_once(name, numbers):
    """A function of mpmath at floats, rounded to a float at the end."""
    with mpmath.workprec(200):
        return float(getattr(mpmath, name)(*map(mpmath.mpf, numbers)))


@pytest.mark.parametrize("name", ["exp", "log", "power"])
def test_exponentials_are_rounded_but_once(page, name):
    numbers = random.Random(name)
    spans = [(0.0, 9.0), (0.999, 1.001), (1e-9, 1e-6), (1.0, 600.0)]
    signs = (1,) if name == "log" else (1, -1)
    asked = [
        [numbers.choice(signs) * numbers.uniform(*numbers.choice(spans))] for _ in range(2_000)
    ]
    if name == "power":
        asked = [[numbers.uniform(0.1, 9), max(-200.0, min(x, 200.0))] for [x] in asked]

    found = page.ask("floats", [(name.removesuffix("er"), *each) for each in asked])

    assert found == [rounded_once(name, each) for each in asked]


@pytest.mark.parametrize("name", ["erf", "erfc"])
def test_error_functions_are_pythons(page, name):
    numbers = random.Random(name)
    asked = [numbers.choice([numbers.uniform(-7, 29), random_float(numbers)]) for _ in range(2_000)]

    found = page.ask("floats", [(name, x) for x in asked])

    for x, answer in zip(asked, found, strict=True):
        wanted = getattr(math, name)(x)
        assert answer == wanted or abs(answer - wanted) <= 2 * math.ulp(wanted), (x, answer, wanted)


def test_sums_are_rounded_once_or_compensated(page):
    numbers = random.Random(9)
    terms = [
        [numbers.uniform(-1, 1) * 10 ** numbers.randint(-20, 20) for _ in range(9)]
        for _ in range(500)
    ]

    assert page.ask("floats", [("fsum", each) for each in terms]) == list(map(math.fsum, terms))
    assert page.ask("floats", [("compensated", [0.1] * 10), ("sum", [0.1] * 10)]) == [
        1.0,
        0.9999999999999999,
    ]
