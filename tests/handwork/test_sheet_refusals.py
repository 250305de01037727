"""What the Python interface of hand work refuses, and in which words."""

import pytest

from autograd import Value
from autograd.handwork import assert_gradients, check, check_all, check_file, exercise, read
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


@pytest.mark.parametrize(
    ("given", "instead"),
    [(3, "check_file for a path"), (exercise("chain"), "its .sheet or .checker")],
    ids=["number", "exercise"],
)
def test_what_is_no_sheet_is_refused_as_sheet_and_as_key(given, instead):
    said = f"got {type(given).__name__}; write {instead}"
    with pytest.raises(TypeError, match=said):
        check(given)
    with pytest.raises(TypeError, match=said):
        check("a = 1 + 1 = 2", key=given)


@pytest.mark.parametrize("places", [-3, "x", 2.5])
def test_places_that_nobody_can_round_to_are_refused(places):
    with pytest.raises(ValueError, match=f"a whole number from 0 to 15, got {places!r}"):
        check("a = 1 + 1 = 2", places=places)


def test_the_name_of_a_file_is_no_empty_sheet():
    assert check("hw.chalk").error == "it is the name of a file; write check_file('hw.chalk')"


def test_a_file_that_is_not_there_is_told_in_words(tmp_path):
    assert check_file("no.chalk").error == "there is no file 'no.chalk'"
    assert check_file(tmp_path).error.endswith("is a folder; check_all judges its sheets")


def test_one_folder_is_not_taken_for_the_letters_of_its_name(tmp_path):
    (tmp_path / "ada.chalk").write_text("a = 2\nb = 3 a = 6")

    (report,) = check_all(str(tmp_path))

    assert report.is_right
