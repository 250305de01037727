"""The right number told is the one on the key that was handed out."""

import pytest

from autograd.handwork.checking import check
from autograd.handwork.reports.text_report import numbers

KEY = "round: 2\ngiven: x = 0.333\nh = x/2 = 0.17\ng = 5 h = 0.85"
# by hand 5 · 0.17 = 0.85, unrounded 0.8325


@pytest.mark.parametrize(
    ("key", "line", "told"),
    [
        ("= 0.84", "g = 5 h = 0.93", "Right: 0.84"),
        ("= 0.83", "g = 5 h = 0.93", "Right: 0.83"),
        ("= 0.84", "g = 5 h = 0.9325", "Right: 0.8325"),  # more places than the key has
        ("", "g = 5 h = 0.93", "Right: 0.83"),
        ("= 0.94", "g = 5 h = 0.73", "Right: 0.83"),  # the key is wrong
        ("= 0.84", "g = 5 h\n= 0.93", "Right: 0.84"),
    ],
)
def test_the_key_s_own_number_is_told_where_it_is_right(key, line, told):
    report = check(f"given: x = 0.333\nh = x/2 = 0.1665\n{line}", key=KEY.replace("= 0.85", key))

    assert numbers(report.lines[-1]).startswith(told)
    assert report.lines[-1].verdict == "slip"
