import linecache
import math
import operator

import pytest

import autograd
from autograd import OPS, Op, op, sigmoid
from autograd.ops.notation import Call
from autograd.writing.javascript.names import literal
from autograd.writing.javascript.table import RuleTable
from autograd.writing.sources import UntranslatableError, source_of

SLOPE = 0.25
NUMBERS = [1.0, 2.0]


def declared(*partials, **how):
    """An op that is not in the table."""
    how = {"variadic": False, "notation": Call(), "samples": (), "domain": ""} | how
    return lambda value: Op(value, partials, **how)


def value_text(made):
    """The JavaScript of the value rule of an op, which is declared with one constant partial."""
    text = RuleTable([made]).rules[made]
    return text.removeprefix('{ domain: "", value: ').removesuffix(", partials: [1.0] }")


def test_every_op_of_the_table_is_translated():
    table = RuleTable(OPS.values())

    assert table.reasons == {}
    assert set(table.rules) == set(OPS.values())


def test_two_tables_are_the_same_text():
    assert RuleTable(OPS.values()).script() == RuleTable(OPS.values()).script()


def test_rules_come_with_the_ops_and_functions_that_they_use():
    script = RuleTable([OPS["softplus"]]).script()

    assert '"sigmoid": {' in script
    assert '"tanh"' not in script
    assert '"saturating": ($, function$, x) => {' in RuleTable([OPS["exp"]]).script()


def test_no_text_of_an_op_can_end_the_script():
    @declared(1.0, domain="</script><!-- x > 0")
    def f(x):
        return x if x < 1 else 2

    script = RuleTable([f]).script()

    assert "<" not in script
    assert r'domain: "\u003c/script>\u003c!-- x > 0"' in script


def constant():
    @declared(1.0)
    def f(x):
        return SLOPE * x + math.pi

    return f


def closure(k=-3):
    @declared(1.0)
    def f(x):
        return x**k

    return f


def chained():
    @declared(1.0)
    def f(x):
        return x if not 0 < x <= 1.5 else abs(x)

    return f


def looped():
    @declared(1.0)
    def f(x):
        """A docstring says nothing to a page."""
        total = 0.0
        for new, y in zip(range(3), [x, x, 1.0], strict=True):
            total += new * y
        return total + sum(k * x for k in (1, 2) if k > 1)

    return f


def called():
    @declared(1.0)
    def f(x):
        return OPS["leaky_relu"](sigmoid(x)) + autograd.clip(x, high=1.0, low=0)

    return f


def raising():
    @declared(1.0)
    def f(x):
        try:
            return math.exp(x)
        except (OverflowError, ValueError):
            raise ValueError(f"no power of {x}") from None

    return f


SUM = "sum" if "sum" in str(RuleTable([looped()]).rules) else "compensated"
TRANSLATIONS = {
    constant: "($, x) => $.add($.mul(0.25, x), 3.141592653589793)",
    closure: "($, x) => $.pow(x, $.int(-3))",
    chained: "($, x) => (!($.lt($.int(0), x) && $.le(x, 1.5)) ? x : $.abs(x))",
    looped: "($, x) => {\nlet total, new$, y;\ntotal = 0.0;\n"
    "for ([new$, y] of $.zip($.range($.int(3)), [x, x, 1.0])) {\n"
    "total = $.add(total, $.mul(new$, y));\n}\n"
    f"return $.add(total, $.{SUM}([$.int(1), $.int(2)].filter((k) => $.gt(k, $.int(1)))"
    ".map((k) => $.mul(k, x))));\n}",
    called: '($, x) => $.add($.call("leaky_relu", $.call("sigmoid", x), 0.01), '
    '$.call("clip", x, $.int(0), 1.0))',
    raising: "($, x) => {\ntry {\nreturn $.exp(x);\n} catch (fault) {\n"
    'if ($.caught(fault, "OverflowError", "ValueError")) {\n'
    'throw $.fault("ValueError", "no power of " + $.str(x));\n}\nthrow fault;\n}\n}',
}


@pytest.mark.parametrize("make", TRANSLATIONS, ids=lambda make: make.__name__)
def test_python_is_written_in_javascript(make):
    assert value_text(make()) == TRANSLATIONS[make]


def while_loop(x):
    while x > 1:
        x = x / 2
    return x


def global_list(x):
    return NUMBERS[0] * x


def other_function(x):
    return math.lgamma(x)


def method_call(x):
    return x.hypot(2)


def keyword_only(x, *, y=1):
    return x + y


def absent(x):
    return nowhere(x)  # noqa: F821


def two_arguments_of_log(x):
    return math.log(x, 2)


def long_number(x):
    return x + 12345678901234567890


def text(x):
    return "x"


def nested_function(x):
    def inner():
        return x

    return inner()


def truth_as_value(x):
    return x or 1.0


REASONS = {
    while_loop: "the page cannot compute `while x > 1:`",
    global_list: "it uses [1.0, 2.0]",
    other_function: "it uses math.lgamma",
    method_call: "the page cannot compute `x.hypot`",
    keyword_only: "it takes arguments by keyword only",
    absent: "it uses nowhere, which means nothing there",
    two_arguments_of_log: "the page cannot compute `math.log(x, 2)`",
    long_number: "it has a whole number of more than 15 digits",
    text: "the page cannot compute `'x'`",
    nested_function: "the page cannot compute `def inner():`",
    truth_as_value: "the page cannot compute `x or 1.0`",
}


@pytest.mark.parametrize("rule", REASONS, ids=lambda rule: rule.__name__)
def test_what_the_page_cannot_compute_is_named(rule):
    made = declared(1.0)(rule)

    assert RuleTable([made]).reasons == {made: REASONS[rule]}


def test_an_op_is_given_up_with_an_op_that_its_rules_use():
    @op(1.0)
    def unknown(x):
        return x.real

    try:

        def helper(x):
            return unknown(x)

        @declared(lambda x, y: unknown(x))
        def f(x):
            return x

        @declared(1.0)
        def g(x):
            return helper(x)

        table = RuleTable([f, g, OPS["neg"]])

        assert table.reasons[f] == "it uses unknown: the page cannot compute `x.real`"
        assert table.reasons[g] == table.reasons[f]
        assert list(table.rules) == [OPS["neg"]]
    finally:
        del OPS["unknown"], autograd.Value.unknown


def test_of_two_ops_of_one_name_the_second_is_given_up():
    first, second = (declared(1.0)(lambda x: x), declared(1.0)(lambda x: 2 * x))

    assert RuleTable([first, second]).reasons == {
        second: "another op of the graph has the same name"
    }


def test_a_rule_that_is_no_function_is_given_up():
    made = declared(operator.itemgetter(0), variadic=True)(lambda *xs: xs[0])

    assert RuleTable([made]).reasons == {made: "a rule of it is no Python function"}


def test_lambdas_in_one_line_are_told_apart():
    pair = declared(lambda a, b, y: a, lambda a, b, y: (lambda: b)() if False else b)(
        lambda a, b: a
    )

    assert [source_of(rule).body.__class__.__name__ for rule in pair.partials] == ["Name", "IfExp"]


def test_source_that_is_not_at_hand_or_changed_is_not_guessed(tmp_path):
    names = {}
    exec("def f(x):\n    return x + 1", names)
    with pytest.raises(UntranslatableError, match="its source is not at hand"):
        source_of(names["f"])

    path = tmp_path / "rules.py"
    path.write_text("def f(x):\n    return x + 1\n")
    exec(compile(path.read_text(), str(path), "exec"), names)
    assert source_of(names["f"]).name == "f"

    path.write_text("def f(x):\n    return x + 2\n")
    linecache.checkcache()
    with pytest.raises(UntranslatableError, match="its source has been changed"):
        source_of(names["f"])


@pytest.mark.parametrize(
    ("number", "written"),
    [(1e-5, "1e-05"), (math.nan, "NaN"), (-math.inf, "(-Infinity)"), (True, "true"), (0.0, "0.0")],
)
def test_numbers_are_written_in_full(number, written):
    assert literal(number) == written
