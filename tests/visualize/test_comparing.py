"""Plots that put things beside each other: every number in them is the one it stands for."""

import math

import pytest

from nn import Conv1d
from visualize import cli
from visualize.plots.comparing import losses_by_logit, matrices, shares, sizes_by_time, with_slopes

pytest.importorskip("matplotlib")


def at(line, x):
    """The height of a line at one of its points."""
    return dict(zip(line.get_xdata(), line.get_ydata(), strict=True))[x]


def test_losses_by_logit_are_those_of_a_confident_mistake():
    values, slopes = losses_by_logit(target=1).axes

    assert at(values.lines[1], -10) == pytest.approx(math.log(1 + math.exp(10)))
    assert at(slopes.lines[1], -10) == pytest.approx(-0.9999546021312976)
    assert at(slopes.lines[2], -10) == pytest.approx(-9.078749372606487e-05)
    assert [text.get_text() for text in values.get_legend().get_texts()] == [
        "cross-entropy",
        "squared error",
    ]


def test_losses_for_the_other_target_are_turned_round():
    slopes = losses_by_logit(target=0).axes[1]

    assert at(slopes.lines[1], 10) == pytest.approx(0.9999546021312976)


@pytest.mark.parametrize("target", [-0.1, 1.5, math.nan])
def test_a_target_beyond_0_and_1_is_refused(target):
    with pytest.raises(ValueError, match="the target of a sigmoid is a number from 0 to 1, got"):
        losses_by_logit(target)


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match="a plot from 1 to 1 is empty"):
        with_slopes({"x": lambda x: x}, 1, 1)


def test_functions_stand_beside_their_derivatives():
    values, slopes = with_slopes({"square": lambda x: x * x}, 0, 2).axes

    assert at(values.lines[1], 2) == 4
    assert at(slopes.lines[1], 2) == 4
    assert at(slopes.lines[1], 1) == 2


def test_sizes_by_time_have_a_line_each_on_a_logarithmic_axis():
    axes = sizes_by_time({"grows": [2, 4, 8], "dies": [0.5, 0.25, 0.0]}).axes[0]

    assert axes.get_yscale() == "log"
    assert list(axes.lines[0].get_xydata().ravel()) == [1, 2, 2, 4, 3, 8]
    assert "dies: exactly 0" in [line.get_label() for line in axes.lines]


def test_shares_add_up_to_the_number_written_at_the_end():
    axes = shares({"a": {"x": 100, "y": 900}, "b": {"y": 500}}, "parts").axes[0]

    assert [text.get_text().strip() for text in axes.texts] == [
        "100",
        "",
        "900",
        "500",
        "1,000",
        "500",
    ]
    assert [bar.get_width() for bar in axes.patches] == [100, 0, 900, 500]


def test_matrices_show_every_symbol_and_zeros_white():
    A = Conv1d(1, 1, 2, bias=False, weight=[[[3, 5]]]).matrix(3)
    axes = matrices({"A": A, "Aᵀ": A.T}).axes[0]
    shown = [text.get_text() for text in axes.texts]

    assert shown.count("w₁") == shown.count("w₂") == 4
    assert shown.count("0") == 4
    assert [patch.get_facecolor() == (1, 1, 1, 1) for patch in axes.patches[:3]] == [
        False,
        False,
        True,
    ]


def test_a_command_writes_the_plot_of_the_losses(tmp_path, capsys):
    path = tmp_path / "losses.png"

    assert cli.run(["plot", "logit", "--target", "0", "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    assert cli.run(["plot", "logit", "--target", "2", "-o", str(path), "--force"]) == 2
    assert "from 0 to 1" in capsys.readouterr().err
