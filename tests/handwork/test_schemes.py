"""Schemes: a teacher's file is read as exactly as it was written, and every mistake in it told."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from autograd import handwork
from autograd.handwork.checking import check
from autograd.handwork.reports.marking import Scheme, mark
from autograd.handwork.reports.schemes import WORDS, read_scheme, unused_weights

PAGE = Path(handwork.__file__).with_name("README.md").read_text("utf-8")


def scheme(folder, text):
    path = folder / "scheme.toml"
    path.write_text(text, "utf-8")
    return read_scheme(path)


def test_a_scheme_is_read_exactly(tmp_path):
    told = 'method = 0.1\naccuracy = "1/3"\ncarried = 0.5\npoints = 20\nstep = 0.5\n'

    assert scheme(tmp_path, told + '[weights]\n"∂L/∂w₃" = 2\n') == Scheme(
        method=Fraction(1, 10),
        accuracy=Fraction(1, 3),
        carried=Fraction(1, 2),
        weights={"∂L/∂w₃": Fraction(2)},
        points=Fraction(20),
        step=Fraction(1, 2),
    )
    assert scheme(tmp_path, "\ufeff") == Scheme()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acuracy = 1", "scheme.toml has 'acuracy'; a scheme may have method, accuracy, points, "),
        ("method 2", "scheme.toml is no TOML file: Expected '='"),
        ("carried = 2", "scheme.toml: carried is from 0 to 1, not 2"),
        ("method = -1", "scheme.toml: method is from 0 to 1000000, not -1"),
        ('points = "1e999999999"', "points = '1e999999999' is no number; write 0.5 or"),
        (f"points = {'9' * 400}", "points is from 0 to 1000000, not 99999999999999999999"),
        (f"points = {'9' * 5000}", "scheme.toml is no TOML file: Exceeds the limit"),
        (f"points = {'[' * 100_000}", "scheme.toml is no TOML file: maximum recursion depth"),
        ('step = "1/' + "0" * 5000 + '"', "step = '1/0000000000000000000"),
        ("points = 0", "scheme.toml: points is more than 0"),
        ("step = true", 'scheme.toml: step = True is no number; write 0.5 or "1/2"'),
        ('step = "1/0"', "scheme.toml: step = '1/0' is no number"),
        ("method = nan", "scheme.toml: method = nan is no number"),
        ("method = 0\naccuracy = 0", "method and accuracy are both 0, so nothing earns marks"),
        ("weights = 2", 'scheme.toml: weights are rows such as "dL/dw3" = 2 below [weights]'),
        ("[weights]\ndL.dw = 2", "scheme.toml: dL = {'dw': 2} is no number"),
    ],
)
def test_a_mistake_in_a_scheme_is_told(text, message, tmp_path):
    with pytest.raises(ValueError) as told:  # noqa: PT011  (its wording is compared)
        scheme(tmp_path, text)

    assert message in str(told.value)


def test_a_weight_for_nothing_is_found():
    marks = mark(check("a = 2\n∂b/∂a = 3 a = 6\nb = 2 a = 4"))

    assert unused_weights(Scheme(weights=dict.fromkeys(["db/da", "c"], Fraction(2))), [marks]) == [
        "c"
    ]


@pytest.mark.parametrize(
    ("step", "got"),
    [(None, "25/3"), ("1", "8"), ("1/2", "17/2"), ("10/3", "10"), ("50/3", "10")],
)
def test_marks_are_scaled_and_rounded_half_up(step, got):
    marks = mark(check("a = 2\nb = 3 a = 6\nc = 2 a = 5\nd = a + 1 = 3"))  # c: method alone
    used = Scheme(points=Fraction(10), step=Fraction(step) if step else None)

    assert (str(marks.got), str(marks.possible)) == ("5", "6")
    assert str(marks.points(used)[0]) == got


def test_the_scheme_of_the_page_is_one(tmp_path):
    (block,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    told = scheme(tmp_path, block)

    assert (told.accuracy, told.truncated, told.points) == (Fraction(1, 2), 0, 20)
    assert told.weights == {"dL/dw3": 2}
    assert {*WORDS} == {*re.findall(r"^\[?(\w+)", block, re.MULTILINE)}
