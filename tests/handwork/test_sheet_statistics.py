"""How well slips are found and named: simulated sheets by the hundred, figures printed.

This is a closed loop: `simulate` makes its slips by the catalogue's own rules, which the diagnosis
then tries. It shows that no rule is lost among the others and in rounding, not that the rules are
those of people; test_sheet_slips_by_hand.py makes its slips without them.

With CHALKGRAD_FULL=1 in the environment a thousand sheets are simulated instead of a hundred.
"""

import os
import random
from collections import Counter

import pytest

from autograd.engine.rounding import DECIMAL_MODES
from autograd.handwork.checking import check
from autograd.handwork.exercises.simulating import simulate, worked
from autograd.handwork.exercises.templates import TEMPLATES
from autograd.handwork.language.reading import read
from autograd.handwork.slips.catalogue import SLIPS

SHEETS = 1000 if os.environ.get("CHALKGRAD_FULL") else 100
MODES = tuple(DECIMAL_MODES)
WRONG = {"slip", "unread", "carried", "not creditable"}


def drawn(seed):
    draft = TEMPLATES[list(TEMPLATES)[seed % len(TEMPLATES)]](random.Random(seed))
    return read("\n".join(["round: 4", *(f"given: {row}" for row in draft.given), *draft.lines]))


def first_difference(a, b):
    pairs = zip(a.text.split("\n"), b.text.split("\n"), strict=True)
    return next(i for i, (x, y) in enumerate(pairs, start=1) if x != y)


def bare(sheet):
    """The sheet with nothing but names and numbers, line for line."""
    rows = [row.split(" = ") for row in sheet.text.split("\n")]
    return "\n".join(
        "" if row[0].startswith("given") else " = ".join(dict.fromkeys((row[0], row[-1])))
        for row in rows
    )


@pytest.fixture(scope="module")
def wrong_sheets():
    """(line of the slip, its name, the sheet, its key): every template, slips in turn."""
    found = []
    seed = 0
    while len(found) < SHEETS:
        seed += 1
        slip = SLIPS[(seed // len(TEMPLATES)) % len(SLIPS)].name
        key = drawn(10_000 + seed)
        try:
            wrong = simulate(key, slip, seed=seed)
        except ValueError:  # this slip has no place on a sheet of this template
            continue
        found.append((first_difference(worked(key), wrong), slip, wrong, key))
    return found


@pytest.fixture(scope="module", params=["with formulas", "numbers against a key"])
def simulated(request, wrong_sheets):
    """(line of the slip, its name, the report) for each wrong sheet."""
    print(f"\n{request.param}:")
    alone = request.param == "numbers against a key"
    return [
        (line, slip, check(bare(wrong), key=key) if alone else check(wrong))
        for line, slip, wrong, key in wrong_sheets
    ]


def share(count, whole, what):
    print(f"{what}: {count} of {whole}, {count / whole:.1%}")
    return count / whole


def test_right_sheets_rounded_in_any_way_raise_no_alarm():
    alarms = [
        (seed, judged.line, judged.verdict)
        for seed in range(SHEETS)
        for judged in check(worked(drawn(seed), mode=MODES[seed % 3])).lines
        if judged.verdict in WRONG
    ]
    print(f"\nright sheets: {SHEETS}, false alarms: {len(alarms)}")

    assert alarms == []


def test_right_numbers_alone_raise_no_alarm_against_a_key():
    alarms = [
        (seed, judged.line, judged.verdict)
        for seed in range(SHEETS)
        for judged in check(bare(worked(drawn(seed), mode=MODES[seed % 3])), key=drawn(seed)).lines
        if judged.verdict in WRONG
    ]

    assert alarms == []


def test_the_first_wrong_line_is_found_in_every_sheet(simulated):
    found = sum(
        report.first_slip is not None and report.first_slip.line == line
        for line, _, report in simulated
    )

    assert share(found, len(simulated), "first wrong line found") == 1


def test_lines_after_the_slip_are_never_slips(simulated):
    later = [
        (slip, judged.text)
        for line, slip, report in simulated
        for judged in report.lines
        if judged.line != line and judged.verdict in {"slip", "unread"}
    ]

    assert later == []


def test_the_true_slip_is_named_first_in_most_sheets(simulated):
    first = sum(report.first_slip.guesses[:1] != () and report.first_slip.guesses[0].slip == slip
                for _, slip, report in simulated)  # fmt: skip

    assert share(first, len(simulated), "true slip named first") >= 0.80


def test_the_true_slip_is_in_the_list(simulated):
    listed = sum(
        slip in {guess.slip for guess in report.first_slip.guesses} for _, slip, report in simulated
    )

    assert share(listed, len(simulated), "true slip in the list") >= 0.97


def test_every_slip_of_the_catalogue_is_simulated(simulated):
    counts = Counter(slip for _, slip, _ in simulated)
    print(dict(counts))

    assert len(counts) >= 25


def test_a_random_wrong_number_is_rarely_explained():
    explained = judged = 0
    for seed in range(SHEETS):
        rows = worked(drawn(20_000 + seed)).text.split("\n")
        draw = random.Random(seed)
        ends = [(i, row.rpartition(" = ")[2]) for i, row in enumerate(rows) if " = " in row]
        scalars = [(i, float(end)) for i, end in ends if end.lstrip("-").replace(".", "").isdigit()
                   and not rows[i].startswith("given")]  # fmt: skip
        i, right = draw.choice(scalars)
        size = max(abs(right), 0.05)
        wrong = draw.uniform(-2 * size, 2 * size)
        rows[i] = f"{rows[i].rpartition(' = ')[0]} = {wrong:.4f}"
        first = check("\n".join(rows)).first_slip
        if first is not None and first.line == i + 1:
            judged += 1
            explained += bool(first.guesses)

    assert judged >= 0.95 * SHEETS
    assert share(explained, judged, "random wrong numbers explained") < 0.05
