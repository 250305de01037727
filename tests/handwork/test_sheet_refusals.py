"""What the Python interface of hand work refuses, and in which words."""

import pytest

from autograd import Value
from autograd.handwork import assert_gradients, check, read
from autograd.handwork.language.expressions import Name
from autograd.handwork.worlds.evaluation import combine


def product():
    w = Value(0.5, "w")
    L = 3 * w
    L.label = "L"
    return L


def test_a_line_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="line 7 is not among the judged lines of this sheet"):
        check("a = 2").line(7)


def test_a_sheet_that_computes_nothing_has_no_output():
    with pytest.raises(ValueError, match="no number from another one: there is nothing to draw"):
        read("a = 2").output  # noqa: B018


def test_a_gradient_of_another_quantity_is_refused():
    with pytest.raises(ValueError, match="'dw/dL' is not a gradient of 'L'"):
        assert_gradients(product(), {"dw/dL": "3"})


def test_a_formula_is_no_claimed_gradient():
    with pytest.raises(TypeError, match="Product is no number"):
        assert_gradients(product(), {"dL/dw": "3 w"})


def test_a_leaf_has_no_parts_to_combine():
    with pytest.raises(TypeError, match="Name has no parts to combine"):
        combine(Name("a", "a"), [])


def test_an_entry_that_is_not_there_is_a_slip_with_its_reason():
    line = check("v = [1, 2]\nb = v[3]").line(2)

    assert (line.verdict, line.note) == ("slip", "there is no entry [3] in a vector of 2")
