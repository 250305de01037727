"""The reference page: its sheet is right, its example prints as shown, its tables are complete."""

import contextlib
import io
import re
from pathlib import Path

from autograd import handwork
from autograd.handwork.checking import check
from autograd.handwork.judging.verdicts import VERDICTS
from autograd.handwork.language.limits import LIMITS
from autograd.handwork.slips import catalogue as slips

PAGE = (Path(slips.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_sheet_of_the_reference_page_is_right():
    report = check(BLOCKS["chalk"])

    assert [line.verdict for line in report.lines] == ["ok"] * 12


def test_the_example_prints_what_the_page_shows():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(BLOCKS["python"], {})  # our own page, not a stranger's

    assert printed.getvalue() == BLOCKS[""]


def test_the_page_lists_every_slip_with_its_example():
    rows = re.findall(r"^\| ([^|`]+) \| (.+) \|$", PAGE[PAGE.index("## Slips") :], re.MULTILINE)

    assert rows[1:] == [(slip.name, slip.example) for slip in slips.SLIPS]


def test_the_page_lists_every_verdict():
    assert set(VERDICTS) <= set(re.findall(r"^\| `([a-z ]+)` \|", PAGE, re.MULTILINE))


def test_the_page_states_the_limits_in_force():
    stated = PAGE[PAGE.index("## Limits") :]
    numbers = {int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", stated)}

    assert {
        LIMITS.bytes, LIMITS.lines, LIMITS.line_length, LIMITS.names, LIMITS.entries, LIMITS.depth,
        LIMITS.name_length, LIMITS.digits, LIMITS.exponent, int(LIMITS.seconds),
    } <= numbers  # fmt: skip


def test_every_public_name_shows_an_example():
    without = [name for name in handwork.__all__ if ">>> " not in getattr(handwork, name).__doc__]

    assert without == []
