"""Names without a value on the sheet: no line is unread for them, and nobody is accused."""

import pytest

from autograd.handwork.checking import check

UNJUDGED = "cannot be judged"
VERDICTS = {
    "z = w x + b = 0.15*0.05 + 0.35 = 0.3575\nh = 2 z = 0.715\nh = 2 z = 0.725": [
        *("ok", "ok", "slip")
    ],
    "z = w x + b\n= 0.15*0.05 + 0.35\n= 0.3575\ny = 100 x = 5": ["ok"] * 4,
    "z = w x + b\nz = 0.15*0.05 + 0.35 = 0.3575\ny = 100 x = 5": ["ok"] * 3,
    "z = w x + b = 0.15*0.05 + 0.35 = 0.4575": ["slip"],
    "z = w x + b = 0.15*0.05 + 0.35 = 0.3575\nd = w x = 5*0.05": ["ok", UNJUDGED],
    "w = w - 0.5 g = 0.4 - 0.5*0.08 = 0.36\nh = 2 w = 0.72\nh = 2 w = 1.72": ["ok", "ok", "slip"],
    "z = w x + b = 0.3575\nh = 2 z = 0.715\nh = 2 z = 0.725": [UNJUDGED, "ok", "slip"],
    "z = w x + b = 2*3*1 + 5 = 12\nh = 2 z = 24": ["slip", "carried"],
    "z = w x + b\nz = 0.3575\nh = 2 z = 0.725": [UNJUDGED, UNJUDGED, "slip"],
    "z = w x + b\n= 0.3575\nh = 2 z = 0.725": [UNJUDGED, UNJUDGED, "slip"],
    "h = w i\na = σ(h) = 1/(1 + exp(-h))": [UNJUDGED, "ok"],
    "h = w i\na = σ(h) = 1/(1 + exp(h))": [UNJUDGED, UNJUDGED],
    "E = (a - t)^2\ndE/da = 2(a - t)\ndE/da = a - t": [UNJUDGED, "ok", UNJUDGED],
    "E = (a - t)^2\ndE/da = 2(a - t) = 2*0.3 = 0.8": [UNJUDGED, "slip"],
    "dE/dw = 3*2 = 6\ndE/dw = 3*2 = 7": [UNJUDGED, "slip"],
    "f(x) = x² = 9": [UNJUDGED],
    "w = w - 0.1 g": [UNJUDGED],
}
NOTES = {
    "z = w x = 0.5*0.2 = 0.1": "w = 0.5, x = 0.2 are taken from this line",
    "z = w x = 0.5*0.2 = 0.1\nd = w x = 6*0.2": "is taken from line 1",
    "given: w1 = 2\nb = ww1": "column 5: 'ww1' has no value on this sheet; is it w1?",
    "given: w1 = 2\nb = q": "column 5: 'q' has no value on this sheet; give it in a line above",
    "given: x1 = 2\n∂L/∂x1 = 2": "'L' has no value on this sheet",
    "z = w x\ny = 2 z = 4": "it rests on w, which has no value on this sheet",
    "E = Σᵢ pᵢ": "what is to be summed has no values on this sheet",
    "a = 2\n$\\mathbb{E} a = \\mathbb{E} + q = 4$": "'E' has no value on this sheet",
    "a = a + 1": "column 1: 'a' has no value on this sheet before this line",
    "any: k in [1, 2]\ny = k + x": "'x' has no value on this sheet",
}


@pytest.mark.parametrize("sheet", VERDICTS)
def test_a_name_without_a_value_costs_no_line_and_makes_no_slip(sheet):
    assert [line.verdict for line in check(sheet).lines] == VERDICTS[sheet]


@pytest.mark.parametrize("sheet", NOTES)
def test_the_line_says_what_has_no_value_or_where_it_was_found(sheet):
    assert NOTES[sheet] in check(sheet).lines[-1].note


def test_an_x_that_multiplies_is_no_name_without_a_value():
    assert [line.verdict for line in check("a = 0.8 x 0.5 = 0.4").lines] == ["ok"]
