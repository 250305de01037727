"""Labels from the names of variables."""

from autograd import Value, label_all


def test_variables_give_their_names_and_lists_indices():
    x1, yhat, weight = Value(1.0), Value(2.0), [[Value(3.0), Value(4.0)], (Value(5.0),)]
    label_all({"x1": x1, "yhat": yhat, "W": weight, "number": 3.0})

    assert (x1.label, yhat.label) == ("x₁", "yhat")
    assert [[node.label for node in row] for row in weight] == [["W₁₁", "W₁₂"], ["W₂₁"]]


def test_a_label_that_is_there_stays_and_of_two_names_the_first_counts():
    given, twice = Value(1.0, "x₀"), Value(2.0)
    label_all({"given": given, "a": twice, "b": twice})

    assert (given.label, twice.label) == ("x₀", "a")


def test_hidden_names_and_lists_in_themselves_label_nothing():
    hidden, loop = Value(1.0), []
    loop.append(loop)
    label_all({"_": hidden, "loop": loop})

    assert hidden.label == ""
