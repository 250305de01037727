"""The path ledger: counts, order, remainder, stopped paths, and the factored form."""

import math

import pytest

from autograd import (
    MissingDerivativeError,
    Rounding,
    Value,
    chain_rule,
    factored,
    mathml,
    paths,
    sqrt,
    text,
)


def named(node, label):
    node.label = label
    return node


@pytest.fixture
def two_paths():
    """L = d·e with d = 3a, e = 4 + a at a = 1: paths of 3·e = 15 and 1·d = 3."""
    a = Value(1.0, "a")
    d, e = named(a * 3, "d"), named(a + 4, "e")
    return named(d * e, "L"), a


def test_paths_lists_the_largest_product_first(two_paths):
    assert [path.product for path in paths(*two_paths).paths] == [15.0, 3.0]


def test_paths_sum_to_the_gradient(two_paths):
    output, a = two_paths
    output.backward()
    ledger = paths(output, a)

    assert ledger.gradient == a.grad == sum(path.product for path in ledger.paths) == 18.0


def test_a_node_used_twice_by_one_op_gives_two_paths():
    x = Value(5.0)

    assert [path.product for path in paths(x * x, x).paths] == [5.0, 5.0]


def test_paths_of_the_output_itself_is_the_empty_path():
    x = Value(5.0, "x")
    ledger = paths(x * 2, x)
    whole = paths(ledger.trace.graph.output, ledger.trace.graph.output)

    assert (whole.count, whole.gradient, whole.paths[0].product) == (1, 1.0, 1.0)


def test_two_to_the_sixty_paths_answer_at_once():
    x = Value(1.0, "x")
    y = x
    for _ in range(60):
        y = y * 0.5 + y * 0.25
    ledger = paths(y, x, most=5)

    assert ledger.count == 2**60
    assert ledger.gradient == pytest.approx(0.75**60)
    assert [path.product for path in ledger.paths[:2]] == [0.5**60, 0.5**60 * 0.5]


def test_the_remainder_is_what_the_unlisted_paths_sum_to(two_paths):
    ledger = paths(*two_paths, most=1)

    assert (ledger.unlisted, ledger.remainder) == (1, 3.0)
    assert "and 1 more path that gives 3" in str(ledger)


def test_a_large_remainder_is_counted_with_separators():
    x = Value(1.0, "x")
    y = x
    for _ in range(11):
        y = y + y * 0.5
    shown = str(paths(y, x, most=4))

    assert "and 2,044 more paths that sum to" in shown


def test_listing_none_still_tells_count_and_gradient(two_paths):
    ledger = paths(*two_paths, most=0)

    assert (ledger.paths, ledger.count, ledger.gradient) == ((), 2, 18.0)


def test_a_path_of_zero_names_the_edge_that_stopped_it():
    a = Value(-1.0, "a")
    b = named(a.relu(), "b")
    ledger = paths(named(b * 3 + a * 2, "M"), a)

    assert ledger.paths[-1].product == 0.0
    assert "stopped at a → b, whose local derivative is 0" in str(ledger)


def test_the_factored_form_takes_common_factors_out():
    a = Value(3.0, "a")
    b = named(a * 2, "b")
    ledger = paths(named(b * b, "L"), a)

    assert [text(part) for part in factored(ledger)] == [
        "∂L/∂a",
        "(∂L/∂b⁽¹⁾ + ∂L/∂b⁽²⁾)·∂b/∂a",
        "(6 + 6)·2",
        "24",
    ]


def test_backpropagation_walks_each_edge_once_where_paths_walk_many():
    x = Value(1.0, "x")
    y = x
    for _ in range(3):
        y = y + y
    ledger = paths(y, x)

    assert len(ledger.edges) == 6
    assert ledger.visits == 8 * 3


def test_the_chain_rule_multiplies_local_derivatives_output_first():
    x = Value(0.5, "x")
    y = named(named(x * 4, "h").exp(), "y")
    name, symbols, numbers, value = map(text, chain_rule(paths(y, x)))

    assert (name, symbols) == ("∂y/∂x", "∂y/∂h·∂h/∂x")
    assert (numbers, value) == ("7.38906·4", "29.5562")


def test_by_hand_each_running_product_is_rounded():
    # 0.37 · 0.37 = 0.1369 -> 0.14; 0.14 · 0.37 = 0.0518 -> 0.05
    x = Value(1.0, "x")
    y = x * 0.37 * 0.37 * 0.37

    assert paths(y, x, rounding=Rounding(2)).paths[0].running == (0.37, 0.14, 0.05)


def test_paths_refuses_a_node_outside_the_graph(two_paths):
    with pytest.raises(ValueError, match=r"L does not depend on Value\(.*'z'\)"):
        paths(two_paths[0], Value(1.0, "z"))


def test_paths_refuses_a_negative_number_of_paths(two_paths):
    with pytest.raises(ValueError, match="number of paths to list is 0 or more, got -1"):
        paths(*two_paths, most=-1)


def test_a_local_derivative_of_nan_does_not_break_the_order():
    x = Value(math.inf, "x")
    y = x * 0.0 + x

    assert paths(y, x).count == 2


@pytest.fixture
def three_paths():
    """L = tanh(wx) · (x + w) · x."""
    x, w = Value(1.3, "x"), Value(0.7, "w")
    return named((x * w).tanh() * (x + w) * x, "L"), x


@pytest.mark.parametrize("seed", [3.0, -0.5, 1.0])
def test_products_of_a_pass_with_a_seed_add_up_to_the_gradient(three_paths, seed):
    output, x = three_paths
    output.backward(seed)
    ledger = paths(output.trace(seed=seed), x)
    _, symbols, numbers, _ = map(text, factored(ledger))

    assert ledger.gradient == x.grad
    assert sum(path.product for path in ledger.paths) == pytest.approx(x.grad)
    assert evaluated(numbers) == pytest.approx(x.grad, rel=1e-4)  # six digits are shown
    assert evaluated(text(chain_rule(ledger)[2])) == pytest.approx(x.grad, rel=1e-4)
    assert ("∂L/∂L" in symbols) == (seed != 1)


def test_the_chain_rule_ends_in_what_the_unlisted_paths_give(two_paths):
    # 15 + 3
    rule = chain_rule(paths(*two_paths, most=1))

    assert list(map(text, rule)) == ["∂L/∂a", "∂L/∂d·∂d/∂a⁽¹⁾ + …", "5·3 + 3", "18"]
    assert mathml(rule.symbols).count("<mo>∂</mo>") == 4


def test_a_seed_stands_before_the_factors_that_are_taken_out():
    # L = b², b = 2a, a = 3, from 5: 5 · (6 + 6) · 2
    a = Value(3.0, "a")
    b = named(a * 2, "b")
    ledger = paths(named(b * b, "L").trace(seed=5.0), a)

    assert [path.product for path in ledger.paths] == [60.0, 60.0]
    assert evaluated(text(factored(ledger)[2])) == ledger.gradient == 120.0


def test_what_rounding_makes_of_sums_and_paths_is_told():
    # The pass sends (0.3 + 0.3) · 0.5 = 0.3; each path by itself is 0.3 · 0.5 = 0.15 -> 0.2
    x = Value(1.0, "x")
    h = x * 0.5
    ledger = paths(h * 0.3 + h * 0.3, x, rounding=Rounding(1))

    assert [path.product for path in ledger.paths] == [0.2, 0.2]
    assert ledger.gradient == 0.3
    assert ledger.rounding_difference == pytest.approx(-0.1)
    assert "and -0.1 from rounding sums and paths at different places" in str(ledger)


def test_a_missing_derivative_off_the_asked_path_stops_no_ledger():
    # ∂(√x · z)/∂z = √x = 0 at x = 0
    x, z = Value(0.0, "x"), Value(2.0, "z")
    y = sqrt(x) * z

    assert y.trace().gradients[z] == paths(y, z).gradient == 0.0
    with pytest.raises(MissingDerivativeError, match="sqrt has no derivative with respect to 'x'"):
        paths(y, x)


def evaluated(products):
    """A sum of products as it is written, worked out."""
    return eval(products.replace("·", "*").replace("−", "-"))


def unrolled(steps):
    """h_t = w·h_{t−1} + 1 from h₀ = 1, with w = 2: 30 paths for 30 steps."""
    w, h = Value(2.0, "w"), Value(1.0, "h0")
    for t in range(1, steps + 1):
        h = named(w * h + 1, f"h{t}")
    return h, w


def test_what_stands_next_to_the_output_is_taken_out_where_that_is_shorter():
    # dh₃/dw = h₂ + w(h₁ + w·h₀) = 7 + 2(3 + 2·1)
    ledger = paths(*unrolled(3))
    _, symbols, numbers, value = map(text, factored(ledger))

    assert symbols.count("∂h3/") == 1
    assert numbers == "1·(7 + 2·1·(3 + 2·1·1))"
    assert evaluated(numbers) == ledger.gradient == float(value) == 17.0
    assert factored(paths(*unrolled(3), most=1)) == factored(ledger)


def test_003_p6_a_long_recurrence_is_readable():
    shown = str(paths(*unrolled(30), most=3))
    factors = shown.partition("factored: ")[2].partition("\n")[0]

    assert len(shown) < 1500
    assert factors.count("…") == 2  # once in symbols, once in numbers
    assert factors.count("∂h30/") == 1
    assert factors.endswith(f"= {paths(*unrolled(30)).gradient:.6g}")


def test_every_place_where_paths_are_left_out_is_marked():
    # Each of a … f is reached in two ways; of 64 paths two are listed, which part at f.
    x = Value(1.0, "x")
    y = x
    for name in "abcdef":
        y = named(2 * y + 3 * y, name)

    assert text(factored(paths(y, x, most=2)).symbols).count("…") == 2 * 5


def test_what_cannot_be_written_out_is_not_written_at_all():
    assert "factored" not in str(paths(*unrolled(30), most=0))


def test_a_deep_chain_is_factored_without_recursion():
    x = Value(1.0, "x")
    y = 2 * x + 3 * x
    for _ in range(5000):
        y = y * 1.0

    assert text(factored(paths(y, x)).numbers).endswith("·1·(1·3 + …)")
