"""The plots of a training: what is drawn, and what is said when matplotlib is missing."""

import sys
from types import SimpleNamespace

import pytest

from visualize.plots.curves import decision_boundary, loss_curve, spread

pytest.importorskip("matplotlib")

POINTS, LABELS = [[-1.0, 0.0], [0.5, 1.0], [1.0, -1.0], [-0.5, 0.5]], [0, 1, 1, 1]


def history(training, validation=(), best_epoch=1):
    return SimpleNamespace(training=training, validation=list(validation), best_epoch=best_epoch)


def legend(figure):
    box = figure.axes[0].get_legend() or figure.legends[0]
    return [text.get_text() for text in box.get_texts()]


def side(points):
    """A score that is positive right of 0."""
    return [x for x, _ in points]


def test_a_list_of_losses_is_no_history():
    with pytest.raises(TypeError, match=r"got list; .* make one: nn.History\(training=losses\)"):
        loss_curve([1.0, 0.5])


def test_loss_curve_shows_both_losses_and_the_best_epoch():
    figure = loss_curve(history([1.0, 0.5, 0.2], [1.0, 0.25, 0.5], best_epoch=2))
    training, validation, best = figure.axes[0].lines

    assert list(training.get_xydata().ravel()) == [1, 1.0, 2, 0.5, 3, 0.2]
    assert list(validation.get_ydata()) == [1.0, 0.25, 0.5]
    assert list(best.get_xydata().ravel()) == [2, 0.25]
    assert legend(figure) == ["training", "validation", "best: 0.25 in epoch 2"]
    assert training.get_linestyle() != validation.get_linestyle()


def test_a_notebook_shows_a_plot_as_a_picture():
    formatter = pytest.importorskip("IPython.core.formatters").DisplayFormatter()
    shown, _ = formatter.format(loss_curve(history([1.0, 0.5])))

    assert shown["image/png"].startswith(b"\x89PNG")


def test_loss_of_zero_needs_a_linear_axis():
    assert loss_curve(history([1.0, 0.5])).axes[0].get_yscale() == "log"
    assert loss_curve(history([1.0, 0.0])).axes[0].get_yscale() == "linear"


def test_decision_boundary_lies_where_the_score_turns():
    figure = decision_boundary(side, POINTS, LABELS)
    *_, boundary = [c for c in figure.axes[0].collections if len(getattr(c, "levels", ())) == 1]

    assert [x for path in boundary.get_paths() for x, _ in path.vertices] == pytest.approx(
        [0.0] * sum(len(path.vertices) for path in boundary.get_paths()), abs=1e-12
    )


def test_decision_boundary_rings_the_points_that_are_wrong():
    figure = decision_boundary(side, POINTS, LABELS)
    ringed = figure.axes[0].collections[-1]

    assert ringed.get_offsets().tolist() == [[-0.5, 0.5]]
    assert legend(figure) == ["label 0", "label 1", "wrong: 1 of 4"]


def test_decision_boundary_of_probabilities_has_another_threshold():
    figure = decision_boundary(lambda p: [x + 0.5 for x in side(p)], POINTS, LABELS, threshold=0.5)

    assert legend(figure)[-1] == "wrong: 1 of 4"


def test_decision_boundary_of_a_constant_model_has_no_line():
    figure = decision_boundary(lambda points: [1.0 for _ in points], POINTS, LABELS)

    assert legend(figure)[-1] == "wrong: 1 of 4"


def test_spread_goes_a_tenth_beyond():
    numbers = spread([0.0, 1.0])

    assert (numbers[0], numbers[-1]) == pytest.approx((-0.1, 1.1))
    assert spread([2.0, 2.0])[0] == 1.0


def test_missing_matplotlib_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for loaded in ("matplotlib.figure", "visualize.plots.plot"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    with pytest.raises(ImportError, match=r"matplotlib is not installed.*'.\[plots\]'"):
        loss_curve(history([1.0]))
