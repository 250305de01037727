"""Figures of exercises: the network with its weights on the arrows."""

import re

import pytest

from autograd.handwork import exercise, read
from autograd.handwork.exercises.templates import TEMPLATES
from visualize.classroom import figures
from visualize.classroom.figures import figure, spelled
from visualize.classroom.networks import network_of
from visualize.picture.layout import lay_out


def texts(svg):
    return re.findall(r"<text[^>]*>([^<]*)<", svg)


def test_weights_stand_on_the_arrows_of_what_they_multiply():
    network = network_of(read(exercise("mlp", seed=3).checker))

    assert [f"{a.source} {'·'.join(a.weights)} {a.target}" for a in network.arrows] == [
        *("x1 w11 z1", "x2 w12 z1", "x1 w21 z2", "x2 w22 z2"),
        *("z1  h1", "z2  h2", "h1 v1 y", "h2 v2 y", "y  L", "t  L"),
    ]
    assert [unit.biases for unit in network.units[:2]] == [("b1",), ("b2",)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_figure_with_numbers_holds_every_given_number_and_one_without_none(template):
    checker = exercise(template, seed=3).checker
    given = re.findall(r"-?\d+\.\d+", "\n".join(re.findall(r"given: .* = (.*)", checker)))
    shown = " ".join(texts(figure(read(checker), numbers=True))).replace("−", "-")

    for number in given:
        assert number in shown
    assert not re.search(r"\d\.\d", " ".join(texts(figure(read(checker)))))


def test_each_weight_has_its_own_number():
    checker = exercise("chain", seed=3).checker

    labels = texts(figure(read(checker), numbers=True))

    assert "given: w1, w2, w3, w4, w5, w6 = 0.56, 0.22, 0.71, 1.31, -0.62, -0.93" in checker
    assert {"w₁ = 0.56", "w₄ = 1.31", "w₆ = −0.93", "x₄ = −0.4", "y = 0.19"} <= set(labels)


def test_numbers_that_no_arrow_has_stand_below():
    assert "rate = 0.5" in texts(figure(read(exercise("softmax").checker), numbers=True))


def test_a_template_is_laid_out_once(monkeypatch):
    drawn = []
    figures._laid_out.cache_clear()
    monkeypatch.setattr(figures, "lay_out", lambda dot: drawn.append(dot) or lay_out(dot))

    made = {figure(read(exercise("rnn", seed).checker), numbers=True) for seed in range(5)}

    assert (len(made), len(drawn)) == (5, 1)


def test_indices_are_low_and_exponents_high():
    assert spelled("(y12 - that3)^2/2 + 10 x") == "(y₁₂ − that₃)²/2 + 10 x"
    assert spelled("dyhat/dS3 = dt .* d/dx") == "∂ŷ/∂S₃ = dt ⊙ d/dx"


def test_names_cannot_break_the_picture():
    svg = figure(read('given: x, w = 1.5, 2\nz = if(x > 1, w x, "<b>")\ny = w x'))

    assert "<b>" not in svg


def test_a_sheet_without_a_formula_has_no_figure():
    with pytest.raises(ValueError, match="computes no quantity from another: it has no figure"):
        figure(read("given: x = 2"))
